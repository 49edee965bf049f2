import { z } from "zod";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import type { CrowdInput, MatchingResults, MatchingTask } from "@/lib/matching/matching-task";

const numbers = z.array(z.number().nullable());
const ids = z.array(z.tuple([z.string(), z.string()]));

const crowdFields = {
  people: z.array(
    z.object({ id: z.string(), group: z.string().nullable(), seeks: z.array(z.string()).nullable() }),
  ),
  traits: z.array(numbers),
  standardErrors: z.array(numbers.nullable()).nullable(),
};

const KeptMatch = z.object({
  kind: z.literal("match"),
  ...crowdFields,
  threshold: z.number().nullable(),
  thresholdPercentile: z.number().nullable(),
  limit: z.int(),
  pins: ids.default([]),
  forbids: ids.default([]),
  /**
   * Which pairs of guests who answered for themselves must meet or must not, by the organizer's ids. Those guests are matched
   * as they are when the run begins. Null where they are left out.
   */
  own: z.object({ pins: ids, forbids: ids }).nullable().default(null),
});
export type KeptMatch = z.output<typeof KeptMatch>;

const KeptSchedule = z.object({
  kind: z.literal("schedule"),
  ...crowdFields,
  rounds: z.int(),
  tableSize: z.int(),
  objective: z.enum(["total", "balanced", "worst_off"]),
  seed: z.int(),
  pins: ids,
  forbids: ids,
  /** Rounds that were planned before, by partner or -1, of which the first `played` are over. Null for a new plan. */
  planned: z.array(z.array(z.int())).nullable(),
  played: z.int(),
  absent: z.array(z.string()),
  /** The round that is drawn at random. */
  controlRound: z.int().nullable().default(null),
  /**
   * What is asked for guests who answered for themselves, by the organizer's ids, and the run whose plan is planned on. Null
   * where they are left out.
   */
  own: z
    .object({ pins: ids, forbids: ids, absent: z.array(z.string()), planned: z.string().nullable() })
    .nullable()
    .default(null),
});
export type KeptSchedule = z.output<typeof KeptSchedule>;

/** What a waiting run keeps of its call, so that another process can do it. */
export const KeptCall = z.discriminatedUnion("kind", [KeptMatch, KeptSchedule]);
export type KeptCall = z.output<typeof KeptCall>;

/** Checked attendees as the matching takes them. */
export function crowdOf(
  attendees: readonly MatchAttendee[],
): Pick<KeptMatch, "people" | "traits" | "standardErrors"> {
  return {
    people: attendees.map(({ id, group, seeks }) => ({ id, group: group ?? null, seeks: seeks ?? null })),
    traits: attendees.map(({ traits }) => traits),
    standardErrors: attendees.some(({ standard_errors }) => standard_errors != null)
      ? attendees.map(({ standard_errors }) => standard_errors ?? null)
      : null,
  };
}

export type CrowdTask = MatchingTask<"crowd">;
export type CrowdResult = MatchingResults["crowd"];

export function crowdTask(call: KeptMatch, modelVersion: string): CrowdTask {
  const { people, traits, standardErrors, threshold, thresholdPercentile, limit, pins, forbids } = call;
  return {
    kind: "crowd",
    crowd: { people, traits, standardErrors, modelVersion, rules: { blocks: forbids, pins } },
    ask: { threshold, thresholdPercentile, limit },
  };
}

type ScheduleKind = "pairing" | "rounds" | "tables" | "replan";
export type ScheduleTask = { [K in ScheduleKind]: MatchingTask<K> & { kind: K } }[ScheduleKind];

/**
 * The task that plans a schedule: one round of pairs by the total is an exact pairing, which has a certificate. `scores`
 * replace those by traits.
 */
export function scheduleTask(
  call: KeptSchedule,
  modelVersion: string,
  scores: CrowdInput["scores"] = null,
): ScheduleTask {
  const {
    people,
    traits,
    standardErrors,
    rounds,
    objective,
    seed,
    tableSize,
    planned,
    played,
    controlRound,
  } = call;
  const rules = { blocks: call.forbids, pins: call.pins };
  const crowd: CrowdInput = { people, traits, standardErrors, modelVersion, rules, scores };
  if (planned !== null) {
    const gone = new Set(call.absent);
    const present = Uint8Array.from(people, ({ id }) => (gone.has(id) ? 0 : 1));
    const before = planned.map((mates) => Int32Array.from(mates));
    const ask = { rounds, objective, planned: before, played, present, seed, controlRound };
    return { kind: "replan", crowd, ask };
  }
  if (tableSize > 2) return { kind: "tables", crowd, ask: { rounds, objective, seed, tableSize } };
  if (rounds === 1 && objective === "total") return { kind: "pairing", crowd, ask: { maxCardinality: true } };
  return { kind: "rounds", crowd, ask: { rounds, objective, seed, controlRound } };
}
