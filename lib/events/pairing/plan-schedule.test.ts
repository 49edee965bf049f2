import { expect, it } from "vitest";
import type { KeptSchedule } from "@/lib/events/pairing/match-task";
import { certificateOf, planSchedule } from "@/lib/events/pairing/plan-schedule";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { type MatchingResults, runMatchingTask } from "@/lib/matching/matching-task";
import { fieldErrors } from "@/lib/platform/input";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";

const traits = correlatedCrowd(9, 3);
const call: KeptSchedule = {
  kind: "schedule",
  people: traits.map((_, i) => ({ id: `guest-${i}`, group: null, seeks: null })),
  traits: traits.map((one) => [...one]),
  standardErrors: null,
  rounds: 1,
  tableSize: 2,
  objective: "total",
  seed: 1,
  pins: [],
  forbids: [],
  planned: null,
  played: 0,
  absent: [],
  controlRound: null,
  own: null,
};

it("keeps a certificate that proves its pairing", async () => {
  const found = await planSchedule(call, "soulmate-1", async (task) => runMatchingTask(task));
  expect(found.plan(0)).toMatchObject({ is_certified: true, rounds: [{ byes: [expect.any(String)] }] });
});

it("refuses a pairing with a dual that proves nothing, before it is stored", async () => {
  const pairing = runMatchingTask({
    kind: "pairing",
    crowd: { people: call.people, traits },
    ask: { maxCardinality: true },
  });
  const wrong: [string, (result: MatchingResults["pairing"]) => void][] = [
    ["negative_slack", ({ certificate }) => certificate.vertexDuals.fill(0)],
    [
      "pair_is_no_edge_or_not_tight",
      ({ mate, certificate }) => {
        const one = mate.findIndex((other) => other !== -1);
        certificate.vertexDuals[one] = (certificate.vertexDuals[one] ?? 0) + 1;
      },
    ],
    ["negative_dual", ({ certificate }) => certificate.vertexDuals.fill(-1)],
    ["not_a_matching", ({ mate }) => mate.fill(0)],
  ];
  for (const [fault, spoil] of wrong) {
    const spoiled = structuredClone(pairing);
    spoil(spoiled);
    expect(() => certificateOf(call, "soulmate-1", spoiled), fault).toThrow(/not proven/);
    await expect(planSchedule(call, "soulmate-1", (async () => spoiled) as never), fault).rejects.toThrow(
      /not proven/,
    );
  }
});

const plan = async (apart: [string, string][], change: Partial<KeptSchedule> = {}) => {
  const pairs = apart.map((pair) => ({ seats: pair, externalIds: pair }));
  const found = await planSchedule(
    { ...call, ...change },
    "soulmate-1",
    async (task) => runMatchingTask(task),
    pairs,
  );
  return found.plan(0);
};
const tablesOf = ({ rounds }: Awaited<ReturnType<typeof plan>>) =>
  rounds.map(({ tables }) => tables.map((table) => table.toSorted().join(" ")));

it.each([
  ["one round", {}],
  ["three rounds", { rounds: 3 }],
  ["tables", { rounds: 2, tableSize: 3 }],
] as const)(
  "is the same with a block as without it where the two would not meet, with its certificate: %s",
  async (_what, change) => {
    const free = await plan([], change);
    const met = new Set(
      tablesOf(free)
        .flat()
        .flatMap((table) => pairsWithin(table.split(" "))),
    );
    const strangers = pairsWithin(call.people.map(({ id }) => id)).find((pair) => !met.has(pair));
    const [one = "", other = ""] = strangers?.split(" ") ?? [];
    expect(await plan([[one, other]], change)).toEqual(free);
  },
);

it("keeps two apart who would meet, and says of all pairs what it says without the block", async () => {
  for (const change of [{}, { rounds: 3 }, { rounds: 2, tableSize: 3 }]) {
    const free = await plan([], change);
    const [one = "", other = ""] = free.rounds[0]?.tables[0] ?? [];
    const apart = await plan([[one, other]], change);
    const met = tablesOf(apart)
      .flat()
      .flatMap((table) => pairsWithin(table.split(" ")));
    expect(met).not.toContain([one, other].toSorted().join(" "));
    expect(apart).toMatchObject({ is_certified: false, scored_pairs: free.scored_pairs, bound: free.bound });
  }
});

it("leaves a round alone that was played before one of its guests blocked the other", async () => {
  const free = await plan([], { rounds: 3 });
  const placeOf = new Map(call.people.map(({ id }, place) => [id, place]));
  const planned = free.rounds.map(({ tables }) => {
    const mates = call.people.map(() => -1);
    for (const [one = "", other = ""] of tables) {
      const [i, j] = [placeOf.get(one) ?? -1, placeOf.get(other) ?? -1];
      [mates[i], mates[j]] = [j, i];
    }
    return mates;
  });
  const [one = "", other = ""] = free.rounds[0]?.tables[0] ?? [];
  const again = { rounds: 3, planned, played: 1 };
  expect(await plan([[one, other]], again)).toEqual(await plan([], again));
});

/** Each two of a table as one text. */
function pairsWithin(people: readonly string[]): string[] {
  return people.flatMap((one, at) => people.slice(at + 1).map((other) => [one, other].toSorted().join(" ")));
}

it.each([
  ["pins at tables", { table_size: 4, pins: [["a", "b"]] }, ["pins"]],
  ["played rounds at tables", { table_size: 4, rounds: 3, played_rounds: 1 }, ["played_rounds"]],
  ["as many played rounds as there are", { rounds: 3, played_rounds: 3 }, ["played_rounds"]],
  ["a new plan of tables", { table_size: 4, replan: true }, ["replan"]],
  ["a table of nine", { table_size: 9 }, ["table_size"]],
  ["no rounds", { rounds: 0 }, ["rounds"]],
  ["an unknown objective", { objective: "best" }, ["objective"]],
  ["a pin of three", { pins: [["a", "b", "c"]] }, ["pins[0]"]],
])("refuses a schedule with %s, by name", (_what, body, paths) => {
  const { error } = CreateSchedule.safeParse(body);
  expect(fieldErrors(error?.issues ?? []).map(({ path }) => path)).toEqual(paths);
});
