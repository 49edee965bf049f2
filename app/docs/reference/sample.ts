import { type JsonSchema, read, type Schemas } from "./json-schema";

const ID = "01990000-0000-7000-8000-000000000000";

/** What stands for a field of this name, where its schema says no more than "text" or "number". */
const BY_NAME: Record<string, unknown> = {
  company_name: "Example Dating",
  name: "Matching service",
  label: "Matching service",
  email: "dev@example.com",
  use_case: null,
  prefix: "sk_test_4eC39H",
  key: "sk_test_…",
  test_key: "sk_test_…",
  secret: "sig_…",
  token: "the-code-from-the-mail-that-we-sent-you",
  next_steps: ["Open the link in our mail, then make live keys in the portal."],
  per_minute: 60,
  per_day: 10_000,
  pairs_per_batch: 10,
  public_key: null,
  revoked_at: null,
  expires_at: null,
  replaced_by: null,
  pinned_model: null,
  ip_allowlist: [],
  last_used_ip: "203.0.113.0",
  status: "active",
  next_cursor: null,
  has_more: false,
  billable_units: 0,
  cost_micro_usd: 0,
  errors: 0,
  calls: 12,
  units: 12,
  p50_ms: 1.9,
  p95_ms: 4.2,
  p99_ms: 7.8,
  group: "2026-01-31",
  model_version: "soulmate-1",
  url: "https://example.com/soulmate",
  edition: "2026-Q4",
};

const BY_FORMAT: Record<string, unknown> = {
  uuid: ID,
  "date-time": "2026-01-31T12:00:00.000Z",
  date: "1990-05-17",
  email: "dev@example.com",
  uri: "https://example.com/soulmate",
};

/** A value of a schema that looks like a real one. A test holds each against the schema and against real replies. */
export function sampleOf(given: JsonSchema, schemas: Schemas, name = ""): unknown {
  const { schema, nullable } = read(given, schemas);
  if (schema.const !== undefined) return schema.const;
  const named = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (named !== undefined && fits(named, schema, nullable)) return named;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option !== undefined) return sampleOf(option, schemas, name);
  const format = BY_FORMAT[schema.format ?? ""];
  if (format !== undefined) return format;
  if (schema.type === "object" || schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([field]) => schema.required?.includes(field) ?? false)
        .map(([field, inner]) => [field, sampleOf(inner, schemas, field)]),
    );
  }
  if (schema.type === "array") {
    const length = Math.max(1, schema.minItems ?? 0);
    return schema.items === undefined
      ? []
      : Array.from({ length }, () => sampleOf(schema.items ?? {}, schemas, singular(name)));
  }
  if (schema.type === "boolean") return true;
  if (schema.type === "integer") return Math.max(0, schema.minimum ?? 0);
  if (schema.type === "number") return schema.maximum === 1 ? 0.5 : Math.max(0, schema.minimum ?? 0);
  if (name === "id" || name.endsWith("_id")) return ID;
  return nullable ? null : "text".padEnd(schema.minLength ?? 0, "x");
}

function singular(name: string): string {
  return name.replace(/s$/, "");
}

function fits(value: unknown, { type, enum: values }: JsonSchema, nullable: boolean): boolean {
  if (value === null) return nullable;
  if (values !== undefined) return values.includes(value);
  if (Array.isArray(value)) return type === "array";
  if (typeof value === "number") return type === "number" || (type === "integer" && Number.isInteger(value));
  return typeof value === type;
}
