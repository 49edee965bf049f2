import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "@/lib/api/replies";
import { compileReply } from "@/lib/api/serializer";
import { ENDPOINTS } from "@/lib/registry";

const Inner = z.object({ kept: z.string(), maybe: z.number().nullable(), absent: z.string().optional() });
const Reply = z.object({
  id: z.uuid(),
  at: z.string().meta({ format: "date-time" }),
  inner: Inner,
  list: z.array(Inner),
  grid: z.array(z.array(z.number())),
  text: z.string().nullable(),
});

const inner = { kept: "k", maybe: null };
const reply = {
  id: "01900000-0000-7000-8000-000000000000",
  at: "2026-01-01T00:00:00.000Z",
  inner: { kept: "k", maybe: 1.5, absent: "here" },
  list: [inner, inner],
  grid: [[1, 2], []],
  text: null,
};

describe("a reply", () => {
  const write = compileReply(Reply);

  it("is written as it is", () => {
    expect(JSON.parse(write(reply))).toEqual(reply);
  });

  it("leaves out what its schema does not name, at any depth", () => {
    const leaky = {
      ...reply,
      secretHash: "LEAK",
      inner: { ...reply.inner, password: "LEAK", nested: { deep: "LEAK" } },
      list: [{ ...inner, row: { secret: "LEAK" } }],
    };
    const text = write(leaky);
    expect(text).not.toContain("LEAK");
    expect(JSON.parse(text)).toEqual({ ...reply, list: [inner] });
  });

  it("keeps every number as it is and every text as it was", () => {
    const Pair = z.object({ value: z.number(), text: z.string() });
    const writePair = compileReply(Pair);
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: "binary" }),
        (value, text) => {
          const written = JSON.parse(writePair({ value, text }));
          expect(written.value).toBe(value === 0 ? 0 : value);
          expect(written.text).toBe(JSON.parse(JSON.stringify(text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("never turns %s into a number", (value) => {
    const writeOne = compileReply(z.object({ value: z.number() }));
    let text: string | undefined;
    try {
      text = writeOne({ value });
    } catch {
      return;
    }
    expect(JSON.parse(text).value).toBeNull();
  });
});

describe("every endpoint's reply", () => {
  const written = ENDPOINTS.filter(({ status }) => status !== 204).flatMap(({ operationId, reply }) => {
    const json = jsonSchemaOf(reply);
    if (json !== null) return [[operationId, json] as const];
    if (!("kind" in reply) || reply.kind !== "events") return [];
    return Object.entries(reply.events).map(([name, schema]) => [`${operationId}, ${name}`, schema] as const);
  });

  it.each(written)("%s is written without what it does not name", (_name, schema) => {
    const sample = sampleOf(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as Node);
    const text = compileReply(schema)(sample.leaky);
    expect(text).not.toContain("LEAK");
    expect(JSON.parse(text)).toEqual(sample.clean);
  });
});

interface Node {
  type?: string | string[];
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  enum?: unknown[];
  const?: unknown;
  $ref?: string;
  $defs?: Record<string, Node>;
  minimum?: number;
  minItems?: number;
}

/** A value of a schema, and the same with a field too many in every object. */
function sampleOf(node: Node, defs = node.$defs ?? {}): { clean: unknown; leaky: unknown } {
  const same = (value: unknown) => ({ clean: value, leaky: value });
  if (node.$ref !== undefined) return sampleOf(defs[node.$ref.split("/").at(-1) ?? ""] ?? {}, defs);
  if (node.const !== undefined) return same(node.const);
  if (node.enum !== undefined) return same(node.enum[0]);
  if (node.anyOf !== undefined) return sampleOf(node.anyOf.find(({ type }) => type !== "null") ?? {}, defs);
  if (node.properties !== undefined) {
    const parts = Object.entries(node.properties).map(
      ([name, part]) => [name, sampleOf(part, defs)] as const,
    );
    return {
      clean: Object.fromEntries(parts.map(([name, part]) => [name, part.clean])),
      leaky: { ...Object.fromEntries(parts.map(([name, part]) => [name, part.leaky])), unnamed: "LEAK" },
    };
  }
  const type = [node.type].flat().find((name) => name !== "null");
  if (type === "array") {
    const items = Array.from({ length: Math.max(1, node.minItems ?? 1) }, () =>
      sampleOf(node.items ?? {}, defs),
    );
    return { clean: items.map(({ clean }) => clean), leaky: items.map(({ leaky }) => leaky) };
  }
  if (type === "number") return same(0.5);
  if (type === "integer") return same(1);
  if (type === "boolean") return same(true);
  return same("text");
}
