import fastJson, { type Schema } from "fast-json-stringify";
import { z } from "zod";

/**
 * Compiles a reply schema to a function that writes replies as JSON. It is a whitelist: what the schema does not
 * name is not written, wherever it stands.
 */
export function compileReply(schema: z.ZodType): (reply: unknown) => string {
  const described = z.toJSONSchema(schema, { io: "output", target: "draft-7", unrepresentable: "any" });
  return fastJson(withoutFormats(described) as Schema);
}

/** Formats are for readers of the document; the writer would spend time on turning strings into themselves. */
function withoutFormats(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutFormats);
  if (typeof node !== "object" || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) {
    if (name === "format" && typeof value === "string") continue;
    copy[name] = withoutFormats(value);
  }
  return simplified(copy);
}

/** `anyOf [number, null]` as `type: [number, null]`, which is written without trying the alternatives. */
function simplified(node: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return node;
  const value = anyOf.find((option) => option.type !== "null");
  if (
    value === undefined ||
    typeof value.type !== "string" ||
    !anyOf.some((option) => option.type === "null")
  ) {
    return node;
  }
  return { ...rest, ...value, type: value.type, nullable: true };
}
