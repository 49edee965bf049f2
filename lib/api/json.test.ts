import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/api/json";
import { Invalid } from "@/lib/platform/errors";

function refusal(text: string): Invalid {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof Invalid) return error;
    throw error;
  }
  throw new Error(`${text} was not refused`);
}

const paths = (error: Invalid) => error.errors.map(({ path }) => path);

/** Any JSON value without the character U+0000 and halves of surrogate pairs, which are refused. */
const value = fc
  .jsonValue({ maxDepth: 5 })
  .filter((json) => !/\\u(?:0000|d[89a-f])/.test(JSON.stringify(json)));
const indent = fc.constantFrom(undefined, 1, "\t", "\n ");

describe("a valid text whose objects name no member twice", () => {
  it("means what JSON.parse says it means", () => {
    fc.assert(
      fc.property(value, indent, (json, space) => {
        const text = JSON.stringify(json, null, space);
        expect(isDeepStrictEqual(parseJson(text), JSON.parse(text))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["colons, quotes and backslashes in strings", String.raw`{"a:b\"":"c:\\","d\\":"\":{","e":["\\\\:"]}`],
    ["a member named __proto__, as a member", '{"__proto__":{"x":1},"constructor":2}'],
    ["equal names in different objects", '[{"a":1},{"a":2},{"b":{"a":3},"a":4}]'],
    ["numbers at the edge", "[1e308,-0,5e-324,9007199254740993]"],
    ["pairs of surrogates", String.raw`{"\ud83d\ude00":"\uD83D\uDE00 \\ud83d"}`],
  ])("may hold %s", (_what, text) => {
    expect(isDeepStrictEqual(parseJson(text), JSON.parse(text))).toBe(true);
  });
});

describe("a text as large as a body may be", () => {
  const LARGEST = 1_048_576;
  const fill = (open: string, part: string, close: string) =>
    open + part.repeat((LARGEST - open.length - close.length) / part.length).replace(/,$/, "") + close;
  /** As a body comes: one piece of memory, not a text put together here. */
  const asSent = (text: string) => Buffer.from(text).toString();

  it.each([
    ["empty objects", fill("[", "{},", "]")],
    ["empty lists", fill("[", "[],", "]")],
    ["objects after a number", fill("[0,", '{"a":1},', "]")],
    ["numbers", fill("[", "0.123456,", "]")],
    ["members", `{${Array.from({ length: 70_000 }, (_, k) => `"name ${k}":1`).join(",")}}`],
    ["quotes and backslashes", `"${String.raw`\\\"`.repeat(LARGEST / 4 - 1)}"`],
  ])("is read when it is nothing but %s", (_what, text) => {
    expect(text.length).toBeGreaterThan(LARGEST * 0.9);
    expect(parseJson(asSent(text))).toBeTruthy();
  });
});

describe("an object that names a member twice", () => {
  const object = fc
    .dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1, maxKeys: 5 })
    .filter((json) => Object.keys(json).every((name) => name !== "__proto__" && !name.includes("\0")));

  it("is refused wherever it stands and however often, and the member is named", () => {
    fc.assert(
      fc.property(object, fc.nat(), value, fc.nat(3), (json, which, second, depth) => {
        const names = Object.keys(json);
        const name = names[which % names.length] ?? "";
        const inner = `${JSON.stringify(json).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(second)}}`;
        const text = `${'[{"in":'.repeat(depth)}${inner}${"}]".repeat(depth)}`;
        const error = refusal(text);
        expect(error.code).toBe("duplicate_member");
        const base = depth === 0 ? "" : `${Array.from({ length: depth }, () => "[0].in").join("")}.`;
        expect(paths(error)).toEqual([base + name]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["spelled with escapes", String.raw`{"a":1,"\u0061":2}`, ["a"]],
    ["with a space before one colon only", '{"a" :1,"a":2}', ["a"]],
    ["with line breaks before a colon", '{"a":1,"a"\r\n\t :2}', ["a"]],
    ["twice in two places", '{"a":1,"a":2,"b":[{"c":1},{"c":1,"c":2}]}', ["a", "b[1].c"]],
    ["three times", '{"a":1,"a":2,"a":3}', ["a"]],
    ["whose first value is an object", '{"a":{"b":1,"c":[2,{"d":3}]},"a":1}', ["a"]],
    ["after strings full of braces", '{"x":"}],:{[","a":1,"a":2}', ["a"]],
  ])("is found when %s", (_how, text, expected) => {
    expect(paths(refusal(text))).toEqual(expected);
  });

  it("lists no more than fifty of them", () => {
    const text = `{${Array.from({ length: 80 }, (_, k) => `"k${k}":1,"k${k}":2`).join(",")}}`;
    expect(refusal(text).errors).toHaveLength(50);
  });
});

describe("a text that is not JSON", () => {
  it.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ['{"a":', "it ends too early"],
    ['{"a":1,"b', "line 1, column 10"],
    ['{"a":1,}', "line 1, column 8"],
    ['{\n  "a": 1,\n  b: 2\n}', "line 3, column 3"],
    ['"a\tb"', "line 1, column 3"],
    ["[1]x", "line 1, column 4"],
  ])("%j is refused with its place", (text, place) => {
    const error = refusal(text);
    expect(error.code).toBe("malformed_json");
    expect(error.message).toContain(place);
    expect(error.errors).toHaveLength(1);
  });

  it.each(["nope", "[NaN]", "[1,2,x]", "{'a':1}", "\ufeff{}", "[Infinity]", "// a\n1"])(
    "%j, which is whole, is never said to end too early",
    (text) => {
      const error = refusal(text);
      expect(error.code).toBe("malformed_json");
      expect(error.message).not.toMatch(/too early|empty/);
    },
  );

  it("is refused exactly when JSON.parse refuses it", () => {
    const fragments = fc.array(
      fc.constantFrom("{", "}", "[", "]", ":", ",", '"a"', '"b"', "1", "null", " ", "\\", '"'),
    );
    fc.assert(
      fc.property(fragments, (parts) => {
        const text = parts.join("");
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (!valid) expect(refusal(text).code).toBe("malformed_json");
        else if (!/"a".*"a"|"b".*"b"/.test(text)) expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("the character U+0000, which Postgres keeps in no text", () => {
  it("is refused by the path of each string that holds it", () => {
    const error = refusal(String.raw`{"a":"x\u0000","b":[{"c":"\u0000"},"fine"],"d":1}`);
    expect([error.code, ...paths(error)]).toEqual(["invalid_input", "a", "b[0].c"]);
  });

  it("is refused in names of members too, as is half of a surrogate pair, which Postgres does not keep either", () => {
    const error = refusal(String.raw`{"a":"\ud83d","b":["x\uDE00","\ud83d\ude00"],"c\ud83dc":1}`);
    expect([error.code, ...paths(error)]).toEqual(["invalid_input", "a", "b[0]", "c\ud83dc"]);
  });

  it("may be written about: a backslash before it makes it six other characters", () => {
    expect(parseJson(String.raw`"\\u0000"`)).toBe(String.raw`\u0000`);
  });
});
