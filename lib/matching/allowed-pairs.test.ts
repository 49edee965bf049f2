import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AllowedPairs, type MatchPerson, pairGraph } from "./allowed-pairs";

const person = (id: string, rest: Partial<MatchPerson> = {}): MatchPerson => ({ id, ...rest });
const pairsOf = (allowed: AllowedPairs) => {
  const pairs: string[] = [];
  for (let i = 0; i < allowed.size; i++) {
    for (let j = i + 1; j < allowed.size; j++) if (allowed.allows(i, j)) pairs.push(`${i}-${j}`);
  }
  return pairs;
};

const label = fc.option(fc.constantFrom("a", "b", "c", ""), { nil: undefined });
const people = fc
  .array(
    fc.record({
      group: label,
      seeks: fc.option(fc.array(fc.constantFrom("a", "b", "c", "d", ""), { maxLength: 3 }), {
        nil: undefined,
      }),
      party: label,
    }),
    { maxLength: 70 },
  )
  .map((list) => list.map((rest, i) => person(`p${i}`, rest)));

describe("who may meet whom", () => {
  test("is everyone and everyone else, where no rule says otherwise", () => {
    for (const size of [1, 2, 31, 32, 33, 70]) {
      const { allowed } = pairGraph(Array.from({ length: size }, (_, i) => person(`${i}`)));
      expect(allowed.count()).toBe((size * (size - 1)) / 2);
      expect(allowed.isComplete()).toBe(true);
      expect(pairsOf(allowed)).toHaveLength(allowed.count());
    }
  });

  test("follows the rules of each pair, for any people", () => {
    fc.assert(
      fc.property(people, fc.array(fc.tuple(fc.nat(69), fc.nat(69)), { maxLength: 20 }), (crowd, drawn) => {
        const blocks = drawn
          .filter(([i, j]) => i !== j && i < crowd.length && j < crowd.length)
          .map(([i, j]) => [`p${i}`, `p${j}`] as const);
        const { allowed } = pairGraph(crowd, { blocks });
        const wants = (one: MatchPerson, other: MatchPerson) =>
          one.seeks == null || (other.group != null && one.seeks.includes(other.group));
        let count = 0;
        for (const [i, one] of crowd.entries()) {
          let degree = 0;
          for (const [j, other] of crowd.entries()) {
            const may =
              i !== j &&
              wants(one, other) &&
              wants(other, one) &&
              (one.party == null || one.party !== other.party) &&
              !blocks.some(([a, b]) => (a === one.id && b === other.id) || (a === other.id && b === one.id));
            expect(allowed.allows(i, j)).toBe(may);
            if (may) degree++;
          }
          expect(allowed.degree(i)).toBe(degree);
          count += degree;
        }
        expect(allowed.count()).toBe(count / 2);
      }),
    );
  });

  test("costs no more where everyone seeks twenty groups that no one else seeks or is in", () => {
    const crowd = Array.from({ length: 5_000 }, (_, i) =>
      person(`${i}`, { group: `of ${i}`, seeks: Array.from({ length: 20 }, (_, k) => `${i} ${k}`) }),
    );
    const before = process.cpuUsage();
    expect(pairGraph(crowd).allowed.count()).toBe(0);
    const { user, system } = process.cpuUsage(before);
    // It took a minute when each of the 105,000 groups was looked for in everyone.
    expect(user + system).toBeLessThan(10_000_000);
  }, 120_000);

  test("leaves out those who have met", () => {
    const { allowed } = pairGraph([person("x"), person("y"), person("z")], { met: [["z", "x"]] });
    expect(pairsOf(allowed)).toEqual(["0-1", "1-2"]);
  });

  test("includes a pinned pair though it has met, came together and seeks others", () => {
    const crowd = [person("x", { party: "1", seeks: ["b"] }), person("y", { party: "1" }), person("z")];
    const graph = pairGraph(crowd, { met: [["x", "y"]], pins: [["x", "y"]] });
    expect(graph.pins).toEqual([[0, 1]]);
    expect(pairsOf(graph.allowed)).toEqual(["0-1", "1-2"]);
  });

  test("can be changed in a copy without changing the original", () => {
    const original = new AllowedPairs(3, true);
    const copy = original.copy();
    copy.forbid(0, 2);
    expect(pairsOf(copy)).toEqual(["0-1", "1-2"]);
    expect(original.isComplete()).toBe(true);
  });

  const three = [person("x"), person("y"), person("z")];
  test.each([
    ["a person listed twice", [person("x"), person("x")], {}, "duplicate_person", "people", 1],
    ["a block of an unknown person", three, { blocks: [["x", "q"]] }, "unknown_person", "blocks", 0],
    ["an unknown person in who has met", three, { met: [["q", "x"]] }, "unknown_person", "met", 0],
    ["an unknown pinned person", three, { pins: [["x", "q"]] }, "unknown_person", "pins", 0],
    [
      "a block of oneself",
      three,
      {
        blocks: [
          ["x", "y"],
          ["z", "z"],
        ],
      },
      "self_pair",
      "blocks",
      1,
    ],
    [
      "a person pinned twice",
      three,
      {
        pins: [
          ["x", "y"],
          ["y", "z"],
        ],
      },
      "conflicting_pin",
      "pins",
      1,
    ],
    ["a blocked pin", three, { pins: [["x", "y"]], blocks: [["y", "x"]] }, "conflicting_pin", "pins", 0],
  ] as const)("refuses %s and names it", (_, crowd, rules, code, field, index) => {
    expect(() => pairGraph(crowd, rules)).toThrow(expect.objectContaining({ code, field, index }));
  });
});
