import fastJson, { type Schema } from "fast-json-stringify";
import { z } from "zod";

/**
 * Compiles a reply schema to a function that writes replies as JSON. It is a whitelist: what the schema does not
 * name is not written, wherever it stands.
 */
export function compileReply(schema: z.ZodType): (reply: unknown) => string {
  const described = z.toJSONSchema(schema, { io: "output", target: "draft-7", unrepresentable: "any" });
  const definitions = (described.definitions ?? {}) as Record<string, unknown>;
  return fastJson(forWriter(described, definitions) as Schema);
}

type Definitions = Readonly<Record<string, unknown>>;

/** Formats are for readers of the document; the writer would spend time on turning strings into themselves. */
function forWriter(node: unknown, definitions: Definitions): unknown {
  if (Array.isArray(node)) return node.map((part) => forWriter(part, definitions));
  if (typeof node !== "object" || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) {
    if (name === "format" && typeof value === "string") continue;
    copy[name] = forWriter(value, definitions);
  }
  return simplified(copy, definitions);
}

const REFERENCE = "#/definitions/";

/**
 * `anyOf [number, null]` as `type: [number, null]`, which is written without trying the alternatives. So is a named
 * object or null: tried as an alternative it would be refused for a field that it does not name.
 */
function simplified(node: Record<string, unknown>, definitions: Definitions): Record<string, unknown> {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return node;
  const option = anyOf.find(({ type }) => type !== "null");
  if (option === undefined || !anyOf.some(({ type }) => type === "null")) return node;
  const value =
    typeof option.$ref === "string" && option.$ref.startsWith(REFERENCE)
      ? forWriter(definitions[option.$ref.slice(REFERENCE.length)], definitions)
      : option;
  if (typeof value?.type !== "string") return node;
  return { ...rest, ...value, type: value.type, nullable: true };
}
