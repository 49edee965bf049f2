import type { Compute } from "@/lib/events/pairing/found";
import type { KeptSchedule, ScheduleTask } from "@/lib/events/pairing/match-task";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import type { MatchingResults } from "@/lib/matching/matching-task";

type Result = MatchingResults[ScheduleTask["kind"]];

interface Plans {
  readonly call: Pick<KeptSchedule, "people" | "planned" | "played">;
  /** Guests of whom one has blocked the other, by the ids of `call`. */
  readonly hidden: readonly (readonly [string, string])[];
  /** The plan as it would be if there were no block. */
  readonly free: ScheduleTask;
  /** The one that keeps those guests apart. */
  apart(): ScheduleTask;
}

/**
 * Plans as if there were no block, and again only where two would meet of whom one has blocked the other. Mostly no such two
 * would, and then nothing that the organizer sees depends on the block. Throws as `compute` does.
 */
export async function planApart(
  { call, hidden, free, apart }: Plans,
  compute: Compute,
): Promise<{ result: Result; isKeptApart: boolean }> {
  const first: Result = await compute(free);
  if (hidden.length === 0 || !meet(first, call, hidden)) return { result: first, isKeptApart: false };
  const second: Result = await compute(apart());
  // What is said of all pairs is said as if there were no block. A bound for more pairs holds for fewer.
  const { scoredPairs } = first;
  const bound = "bound" in first && "bound" in second ? { bound: first.bound } : {};
  return { result: { ...second, ...bound, scoredPairs } as Result, isKeptApart: true };
}

/** Whether two of them share a table in a round that is still to come. */
function meet(
  { seated }: Result,
  { people, planned, played }: Plans["call"],
  hidden: Plans["hidden"],
): boolean {
  const keys = new Set(hidden.map(pairKey));
  const idAt = (place: number) => people[place]?.id ?? "";
  return seated
    .slice(planned === null ? 0 : played)
    .flat()
    .some((table) =>
      table.people.some((one, at) =>
        table.people.slice(at + 1).some((other) => keys.has(pairKey([idAt(one), idAt(other)]))),
      ),
    );
}
