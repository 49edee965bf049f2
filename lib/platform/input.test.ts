import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Invalid } from "@/lib/platform/errors";
import { fieldErrors, formatPath, invalidInput, nulFaults, queryObject } from "@/lib/platform/input";

function errorsOf(schema: z.ZodType, input: unknown): string[] {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? []
    : fieldErrors(parsed.error.issues).map(({ path, message }) => `${path}: ${message}`);
}

describe("field errors", () => {
  const Pet = z.strictObject({ name: z.string("Must be text."), legs: z.array(z.int("Must be whole.")) });

  it("name every bad field at once, by the path that points to it", () => {
    expect(errorsOf(z.object({ pets: z.array(Pet) }), { pets: [{ name: 1, legs: [1, 2.5, "x"] }] })).toEqual([
      "pets[0].name: Must be text.",
      "pets[0].legs[1]: Must be whole.",
      "pets[0].legs[2]: Must be whole.",
    ]);
  });

  it("name each unknown field, at any depth", () => {
    expect(errorsOf(z.object({ pet: Pet }), { pet: { name: "a", legs: [], wings: 2, fins: 0 } })).toEqual([
      "pet.wings: Is not a known field.",
      "pet.fins: Is not a known field.",
    ]);
  });

  it("speak of the alternative that came nearest", () => {
    const either = z.union([z.object({ pets: z.array(Pet) }), z.array(Pet)]);
    expect(errorsOf(either, { pets: [{ name: "a", legs: ["x"] }] })).toEqual([
      "pets[0].legs[0]: Must be whole.",
    ]);
    expect(errorsOf(either, [{ name: 1, legs: [] }])).toEqual(["[0].name: Must be text."]);
  });

  it("are listed up to a hundred and counted beyond", () => {
    const many = Array.from({ length: 250 }, (_, k) => ({ path: `[${k}]`, message: "No." }));
    const error = invalidInput(many);
    expect([error.code, error.errors.length]).toEqual(["invalid_input", 100]);
    expect(error.message).toMatch(/^250 fields.*first 100 are listed/);
    expect(invalidInput(many.slice(0, 1)).message).toBe("One field of the input is not valid.");
  });
});

it("writes paths as programs do", () => {
  expect(formatPath(["person1", "traits", 3])).toBe("person1.traits[3]");
  expect(formatPath([0, "a", 1, 2, "b"])).toBe("[0].a[1][2].b");
  expect(formatPath([])).toBe("");
});

describe("query parameters", () => {
  it("are read as text, and harmless whatever they are called", () => {
    const read = queryObject(new URLSearchParams("a=1&b=&__proto__=x&constructor=y"));
    expect(Object.entries(read).sort()).toEqual([
      ["__proto__", "x"],
      ["a", "1"],
      ["b", ""],
      ["constructor", "y"],
    ]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it("are refused by name when given twice", () => {
    const read = () => queryObject(new URLSearchParams("a=1&b=2&a=1&a=3"));
    expect(read).toThrow(Invalid);
    try {
      read();
    } catch (error) {
      expect((error as Invalid).errors.map(({ path }) => path)).toEqual(["a", "a"]);
    }
  });

  it("are refused by name where one holds U+0000, which no text of ours may", () => {
    const read = () => queryObject(new URLSearchParams("a=1&feature=x%00"));
    expect(read).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path: "feature" })] }));
  });
});

it("names every text in checked input that holds U+0000, however deep, and nothing else", () => {
  const when = new Date(0);
  expect(nulFaults({ a: "x", b: ["y", "\0"], c: { d: "z\0", e: 1, f: null, when } })).toEqual([
    { path: "b[1]", message: "Must not hold the character U+0000." },
    { path: "c.d", message: "Must not hold the character U+0000." },
  ]);
  expect(nulFaults("fine")).toEqual([]);
});
