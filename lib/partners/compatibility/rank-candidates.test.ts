import { describe, expect, it } from "vitest";
import { modelFor, scoreOf } from "@/lib/partners/compatibility/calculate-compatibility";
import { rankingOf } from "@/lib/partners/compatibility/rank-candidates";
import { RankCandidates } from "@/lib/partners/compatibility/schemas";
import { MODEL_VERSIONS } from "@/lib/scoring/models";
import { seeded } from "@/lib/scoring/testdata/crowd";

const random = seeded(7);
const traits = (unknown = 0) => Array.from({ length: 32 }, (_, index) => (index < unknown ? null : random()));
const errors = () => Array.from({ length: 32 }, () => 0.2 * random());
const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `c-${index}`, traits: traits(index % 17) }));
const pathsOf = (body: unknown) =>
  RankCandidates.safeParse(body).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe.each(MODEL_VERSIONS)("a ranking by %s", (version) => {
  const model = modelFor(version);
  const corrects = model.correctsForError === true;

  it("says of each candidate what a single calculation says, best first", () => {
    const person = { traits: traits(), ...(corrects ? { standard_errors: errors() } : {}) };
    const candidates = crowd(300).map((one) => ({
      ...one,
      ...(corrects ? { standard_errors: errors() } : {}),
    }));
    const { results, unscored, scored_pairs, total_candidates } = rankingOf(model, { person, candidates });
    expect([results.length, scored_pairs, total_candidates, unscored]).toEqual([300, 300, 300, []]);
    for (const [index, result] of results.entries()) {
      const candidate = candidates.find(({ id }) => id === result.id);
      expect(result).toMatchObject({
        compatibility_score: scoreOf(model, { person1: person, person2: candidate ?? person })
          .compatibility_score,
        trait_coverage: (32 - (Number(result.id.slice(2)) % 17)) / 32,
      });
      expect("score_range" in result).toBe(corrects);
      const before = results[index - 1];
      if (before !== undefined) {
        expect(before.compatibility_score).toBeGreaterThanOrEqual(result.compatibility_score - 1e-12);
        expect(result.rank).toBeGreaterThanOrEqual(before.rank);
      }
    }
  });

  it("keeps the best where there is a limit, and says how many were scored", () => {
    const input = { person: { traits: traits() }, candidates: crowd(50) };
    const all = rankingOf(model, input).results;
    const some = rankingOf(model, { ...input, limit: 5 });
    expect(some.results).toEqual(all.slice(0, 5));
    expect(some.scored_pairs).toBe(50);
  });
});

it("lets equal scores share a rank, in the order they were sent", () => {
  const one = Array<number>(32).fill(0.5);
  const far = Array<number>(32).fill(0.9);
  const near = Array<number>(32).fill(0.6);
  const candidates = [
    { id: "far", traits: far },
    { id: "b", traits: near },
    { id: "same", traits: one },
    { id: "a", traits: near },
  ];
  const { results } = rankingOf(modelFor("soulmate-1"), { person: { traits: one }, candidates });
  expect(results.map(({ id, rank }) => [id, rank])).toEqual([
    ["same", 1],
    ["b", 2],
    ["a", 2],
    ["far", 4],
  ]);
});

it("names candidates with too few traits in common apart, unscored", () => {
  const candidates = [
    { id: "half", traits: traits(16) },
    { id: "little", traits: traits(17) },
  ];
  const { results, unscored, scored_pairs } = rankingOf(modelFor("soulmate-1"), {
    person: { traits: traits() },
    candidates,
  });
  expect(results.map(({ id }) => id)).toEqual(["half"]);
  expect([unscored, scored_pairs]).toEqual([[{ id: "little", trait_coverage: 15 / 32 }], 1]);
});

describe("what is asked of a ranking", () => {
  const person = { traits: traits() };
  const candidate = { id: "a", traits: traits() };

  it.each([
    ["nothing", {}, ["person", "candidates"]],
    ["no candidates", { person, candidates: [] }, ["candidates"]],
    [
      "a candidate without an id",
      { person, candidates: [{ traits: candidate.traits }] },
      ["candidates.0.id"],
    ],
    ["an empty id", { person, candidates: [{ ...candidate, id: "" }] }, ["candidates.0.id"]],
    ["an id twice", { person, candidates: [candidate, candidate] }, ["candidates.1.id"]],
    [
      "wrong traits of one",
      { person, candidates: [candidate, { id: "b", traits: [2] }] },
      ["candidates.1.traits", "candidates.1.traits.0"],
    ],
    ["a field too many", { person, candidates: [{ ...candidate, name: "A" }] }, ["candidates.0"]],
    ["a limit of nothing", { person, candidates: [candidate], limit: 0 }, ["limit"]],
    ["an unknown model", { person, candidates: [candidate], model_version: "soulmate-0" }, ["model_version"]],
    [
      "too many candidates",
      {
        person,
        candidates: Array.from({ length: 1_001 }, (_, id) => ({ id: `${id}`, traits: candidate.traits })),
      },
      ["candidates"],
    ],
  ])("is refused with %s, by name", (_name, body, paths) => {
    expect(pathsOf(body)).toEqual(paths);
  });

  it("may leave out the limit and the model, or send null", () => {
    expect(pathsOf({ person, candidates: [candidate], limit: null, model_version: null })).toEqual([]);
  });
});
