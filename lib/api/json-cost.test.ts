import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/api/json";
import {
  duplicateMembers,
  findFault,
  lineAndColumn,
  MAX_DEPTH,
  measureBytes,
  type Text,
} from "@/lib/api/json-text";
import { AppError, Invalid } from "@/lib/platform/errors";

/** A text that counts how many of its characters are looked at: no clock is needed to see what a walk costs. */
function counted(text: string): { text: Text; visited(): number } {
  let visited = 0;
  return {
    text: {
      length: text.length,
      charCodeAt(at) {
        visited += 1;
        return text.charCodeAt(at);
      },
      indexOf(part, from = 0) {
        const found = text.indexOf(part, from);
        visited += (found === -1 ? text.length : found) - from + 1;
        return found;
      },
      slice(from = 0, to = text.length) {
        visited += to - from;
        return text.slice(from, to);
      },
    },
    visited: () => visited,
  };
}

function visitedBy(walk: (text: Text) => unknown, text: string): number {
  const counter = counted(text);
  walk(counter.text);
  return counter.visited();
}

/** The same of the measure, which looks at bytes and words. */
function measuredVisits(text: string): number {
  let visited = 0;
  const bytes = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const words = new Int32Array(new Uint8Array(bytes).buffer);
  const watch = <T extends object>(numbers: T): T =>
    new Proxy(numbers, {
      get(target, name) {
        visited += 1;
        return Reflect.get(target, name);
      },
    });
  measureBytes(watch(bytes), watch(words), text.length);
  return visited;
}

/** Every walk passes the text a few times at most: five searches and the reading itself. */
const VISITS_PER_CHARACTER = 8;

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  '"',
  "\\",
  '"a":',
  '"b":1,',
  '"a":1,',
  "[0,",
  "[1]",
  "1,",
  "{}",
  "[]",
  '"\\"',
  "\n",
  " ",
  "null",
  '"\\u0061":',
  "x",
  "/*",
  "//",
  "0",
  "-",
  ".5e",
  "\\u0000",
  '"\\u0000"',
];
/** A text made by repeating pieces: what an attacker writes, whatever they think of. */
const shape = fc.array(
  fc.record({
    piece: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }),
    share: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Shape = { piece: string[]; share: number }[];
const written = (parts: Shape, n: number) =>
  parts.map(({ piece, share }) => piece.join("").repeat(share * n)).join("");

/** Valid texts full of members that stand twice, at any depth and place. */
const duplicates = fc.record({
  depth: fc.integer({ min: 0, max: MAX_DEPTH - 2 }),
  list: fc.boolean(),
  name: fc.constantFrom("b", "", "a longer name", "\\u0061", 'q\\"'),
  value: fc.constantFrom("1", "{}", "[0]", '"}{"', "[[],{}]"),
});
type Duplicates = { depth: number; list: boolean; name: string; value: string };
const writtenDuplicates = ({ depth, list, name, value }: Duplicates, n: number) =>
  `${(list ? "[" : '{"a":').repeat(depth)}{${`"${name}":${value},`.repeat(n)}"${name}":1}${(list ? "]" : "}").repeat(depth)}`;

describe("what a body costs to read", () => {
  it("grows with its length and with nothing else, whatever is repeated in it", () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 40 }), (parts, n) => {
        for (const size of [n, 2 * n]) {
          const text = written(parts, size);
          expect(measuredVisits(text)).toBeLessThanOrEqual(VISITS_PER_CHARACTER * (text.length + 8));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("grows with its length and with nothing else where members stand twice", () => {
    fc.assert(
      fc.property(duplicates, fc.integer({ min: 1, max: 100 }), (parts, n) => {
        for (const size of [n, 2 * n]) {
          const text = writtenDuplicates(parts, size);
          JSON.parse(text);
          expect(visitedBy(duplicateMembers, text)).toBeLessThanOrEqual(
            VISITS_PER_CHARACTER * (text.length + 8),
          );
          expect(duplicateMembers(text)).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is never a fault of ours, whatever is repeated in it", () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 500 }), (parts, n) => {
        try {
          parseJson(written(parts, n));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["line breaks", "\n".repeat(1_000)],
    ["one long line", " ".repeat(1_000)],
  ])("includes finding the line of its fault among %s", (_what, text) => {
    expect(visitedBy((counter) => lineAndColumn(counter, text.length), text)).toBeLessThanOrEqual(
      3 * text.length,
    );
  });

  it("stops at the first fault of a text that is one fault after the other", () => {
    expect(findFault(`[1,${"x ".repeat(500_000)}`)).toBe(3);
  });
});

describe("a text that nests too deeply", () => {
  const refusal = (text: string): Invalid => {
    try {
      parseJson(text);
    } catch (error) {
      if (error instanceof Invalid) return error;
      throw error;
    }
    throw new Error("It was not refused.");
  };

  it.each([
    ["lists that never end, and a fault", `${"[".repeat(900_000)}x`, `column ${MAX_DEPTH + 1}`],
    ["objects that never end, and a fault", `${'{"a":'.repeat(200_000)}x`, `column ${MAX_DEPTH * 5 + 1}`],
    [
      "lists of numbers",
      `${"[1,".repeat(MAX_DEPTH)}[1]${"]".repeat(MAX_DEPTH)}`,
      `column ${MAX_DEPTH * 3 + 1}`,
    ],
    ["a valid text", "[".repeat(500_000) + "]".repeat(500_000), `column ${MAX_DEPTH + 1}`],
    [
      "many members that stand twice",
      `${'{"a":'.repeat(8_000)}{${'"b":1,'.repeat(8_000)}"b":1}${"}".repeat(8_000)}`,
      "deeper",
    ],
  ])("is refused with its place: %s", (_what, text, place) => {
    const error = refusal(text);
    expect(error.code).toBe("malformed_json");
    expect(error.message).toContain(`nests deeper than ${MAX_DEPTH} levels`);
    expect(error.message).toContain(place);
  });

  it("is refused one level beyond what is allowed, and not at it", () => {
    const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;
    expect(parseJson(nested(MAX_DEPTH))).toBeTruthy();
    expect(refusal(`[${nested(MAX_DEPTH)}]`).code).toBe("malformed_json");
  });

  it("is measured by what is no string: brackets in strings nest nothing", () => {
    const text = `["${"[{".repeat(1_000)}",${"[],{},".repeat(1_000)}{"]":"\\"[[["}]`;
    expect(parseJson(text)).toHaveLength(2_002);
  });

  it("is found after a list of numbers as well as before one", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("[1,2],", '["x"],', "[],", "{},", "3,")), (before) => {
        const text = `[${before.join("")}${"[1,".repeat(MAX_DEPTH)}`;
        expect(refusal(text).message).toContain("nests deeper");
      }),
    );
  });
});

describe("what a refusal sends back", () => {
  it("stays small where a name is most of the body", () => {
    const name = "n".repeat(100_000);
    const members = Array.from({ length: 80 }, (_, k) => `"k${k}":1,"k${k}":2`).join(",");
    try {
      parseJson(`{"${name}":{"${name}":{${members}}}}`);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      expect(error.errors).toHaveLength(50);
      expect(JSON.stringify(error.errors).length).toBeLessThan(20_000);
    }
  });

  it("names no more than fifty texts with U+0000, and members whose names hold it", () => {
    for (const text of [
      `[${Array.from({ length: 90 }, () => '"\\u0000"').join(",")}]`,
      '{"a":[{"x\\u0000":1}]}',
    ]) {
      try {
        parseJson(text);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        expect(error.code).toBe("invalid_input");
        expect(error.errors.length).toBeLessThanOrEqual(50);
      }
    }
  });
});
