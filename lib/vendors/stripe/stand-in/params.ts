import { z } from "zod";
import { invalid, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";

/**
 * The shapes of parameters. Forms carry text alone, so each turns text into its type; JSON's own numbers and booleans
 * pass too (v2).
 */
export type FormValue = string | FormFields;
export interface FormFields {
  [name: string]: FormValue;
}

const EMPTY = "parameter_invalid_empty";

/** Text that is not empty: to Stripe an empty one is an attempt to unset. */
export const text = () =>
  z.string().refine((value) => value !== "", { error: "empty", params: { code: EMPTY } });

export const integer = (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  z
    .union([z.string().regex(/^[+-]?\d+$/, { error: "integer" }), z.int()], { error: "integer" })
    .transform(Number)
    .pipe(z.int().min(min).max(max));

export const flag = () =>
  z
    .union([z.literal("true"), z.literal("false"), z.boolean()], { error: "boolean" })
    .transform((value) => value === true || value === "true");

/** Unix seconds. */
export const timestamp = () => integer(0);

/** A number with a fraction, kept as text: it is never rounded on the way. */
export const decimal = () =>
  z.string({ error: "decimal" }).regex(/^-?\d{1,17}(\.\d{1,12})?$/, { error: "decimal" });

/** A number such as a percentage. */
export const fraction = () => decimal().transform(Number);

/** Either the shape, or `""`, which unsets: null. */
export const unsettable = <S extends z.ZodType>(shape: S) =>
  z.union([z.literal("").transform(() => null), shape]);

const MAX_KEYS = 50;

export const metadata = () =>
  unsettable(
    z
      .record(z.string().max(40), z.string().max(500))
      .refine((given) => Object.keys(given).length <= MAX_KEYS, { error: "too many keys" }),
  );

/** A list: `items[0][price]`, `lookup_keys[]=a`. */
export const list = <S extends z.ZodType>(shape: S) =>
  z.preprocess((value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const keys = Object.keys(value);
    return keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : value;
  }, z.array(shape));

export const createdFilter = () =>
  z.union([
    timestamp().transform((at) => ({ gte: at, lte: at })),
    z.strictObject({
      gt: timestamp().optional(),
      gte: timestamp().optional(),
      lt: timestamp().optional(),
      lte: timestamp().optional(),
    }),
  ]);

/** What every list takes. */
export const pageShape = {
  limit: integer(1, 100).optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
  created: createdFilter().optional(),
};

/** No parameters at all. */
export const nothing = z.strictObject({});

/** An address, of which every part may be unset. */
export const addressShape = () =>
  z
    .strictObject({
      city: z.string().optional(),
      country: z.string().optional(),
      line1: z.string().optional(),
      line2: z.string().optional(),
      postal_code: z.string().optional(),
      state: z.string().optional(),
    })
    .transform((given) => ({
      city: given.city || null,
      country: given.country || null,
      line1: given.line1 || null,
      line2: given.line2 || null,
      postal_code: given.postal_code || null,
      state: given.state || null,
    }));

/** Decodes a form's fields: `items[0][price]=p` becomes `{ items: { 0: { price: "p" } } }`. */
export function decodeForm(search: URLSearchParams): FormFields {
  const root: FormFields = Object.create(null);
  for (const [name, value] of search) {
    const path = splitName(name);
    let at = root;
    path.forEach((part, index) => {
      const key = part === "" ? String(Object.keys(at).length) : part;
      if (index === path.length - 1) {
        at[key] = value;
        return;
      }
      const next = at[key];
      if (typeof next === "object") {
        at = next;
        return;
      }
      const made: FormFields = Object.create(null);
      at[key] = made;
      at = made;
    });
  }
  return root;
}

function splitName(name: string): string[] {
  const start = name.indexOf("[");
  if (start <= 0) return [name];
  const rest = [...name.slice(start).matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part ?? "");
  return [name.slice(0, start), ...rest];
}

/** Reads parameters by their shape; refuses unknown, missing and bad ones as Stripe does, naming the first. */
export function readParams<S extends z.ZodType>(shape: S, given: unknown): z.output<S> {
  const read = shape.safeParse(given, { reportInput: true });
  if (read.success) return read.data;
  throw refusalOf(read.error.issues);
}

function refusalOf(issues: readonly z.core.$ZodIssue[]): StripeRefusal {
  const all = issues.flatMap((issue) => deepest(issue, []));
  // Unknown parameters are told first, as Stripe does.
  const first = all.find(({ issue }) => issue.code === "unrecognized_keys") ?? all[0];
  if (first === undefined) return invalid("Invalid request.");
  const { issue, path } = first;
  const param = nameOf(path);
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => nameOf([...path, key]));
    return invalid(`Received unknown parameter${names.length > 1 ? "s" : ""}: ${names.join(", ")}`, {
      code: "parameter_unknown",
      param: names[0] ?? param,
    });
  }
  if (issue.input === undefined) {
    return invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  }
  if (issue.input === "") {
    return invalid(
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      { code: EMPTY, param },
    );
  }
  const shown = typeof issue.input === "object" ? "object" : String(issue.input);
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String);
    const last = allowed.at(-1) ?? "";
    const words = allowed.length > 1 ? `one of ${allowed.slice(0, -1).join(", ")}, or ${last}` : last;
    return invalid(`Invalid ${param}: must be ${words}`, { param });
  }
  if (issue.message === "integer" || issue.message === "boolean" || issue.message === "decimal") {
    const code = issue.message === "integer" ? { code: "parameter_invalid_integer" } : {};
    return invalid(`Invalid ${issue.message}: ${shown}`, { ...code, param });
  }
  if (issue.code === "too_small" || issue.code === "too_big") {
    const word =
      issue.code === "too_small"
        ? `greater than or equal to ${issue.minimum}`
        : `less than or equal to ${issue.maximum}`;
    return invalid(`This value must be ${word}.`, { code: "parameter_invalid_integer", param });
  }
  return invalid(`Invalid ${typeof issue.input === "object" ? "object" : "value"}: ${shown}`, { param });
}

/** Inside a union the alternative that came furthest says best what is wrong. */
function deepest(
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
): { issue: z.core.$ZodIssue; path: readonly PropertyKey[] }[] {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union" || ["integer", "boolean"].includes(issue.message)) {
    return [{ issue, path }];
  }
  const inner = issue.errors.flat().flatMap((each) => deepest(each, path));
  const best = inner.toSorted((a, b) => score(b) - score(a));
  return best.length === 0 ? [{ issue, path }] : best.slice(0, 1);
}

function score({ issue, path }: { issue: z.core.$ZodIssue; path: readonly PropertyKey[] }): number {
  const unset = issue.code === "invalid_value" && issue.values.length === 1 && issue.values[0] === "";
  return path.length * 2 + (unset ? -1 : 0);
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join("");
}
