import { z } from "zod";
import type { MatchEvent } from "@/lib/events/pairing/schemas";
import type { MatchingResults, MatchingTask } from "@/lib/matching/matching-task";

const numbers = z.array(z.number().nullable());

/** What a waiting run keeps of its call, so that another process can do it. */
export const KeptCall = z.object({
  people: z.array(
    z.object({ id: z.string(), group: z.string().nullable(), seeks: z.array(z.string()).nullable() }),
  ),
  traits: z.array(numbers),
  standardErrors: z.array(numbers.nullable()).nullable(),
  threshold: z.number().nullable(),
  thresholdPercentile: z.number().nullable(),
  limit: z.int(),
});
export type KeptCall = z.output<typeof KeptCall>;

/** A checked call as the matching takes it. Defaults are filled in by the caller. */
export function keptCall(input: MatchEvent, limit: number): KeptCall {
  const attendees = input.attendee_traits;
  return {
    people: attendees.map(({ id, group, seeks }) => ({ id, group: group ?? null, seeks: seeks ?? null })),
    traits: attendees.map(({ traits }) => traits),
    standardErrors: attendees.some(({ standard_errors }) => standard_errors != null)
      ? attendees.map(({ standard_errors }) => standard_errors ?? null)
      : null,
    threshold: input.threshold ?? null,
    thresholdPercentile: input.threshold_percentile ?? null,
    limit,
  };
}

export type CrowdTask = MatchingTask<"crowd">;
export type CrowdResult = MatchingResults["crowd"];

export function crowdTask(call: KeptCall, modelVersion: string): CrowdTask {
  const { people, traits, standardErrors, threshold, thresholdPercentile, limit } = call;
  return {
    kind: "crowd",
    crowd: { people, traits, standardErrors, modelVersion },
    ask: { threshold, thresholdPercentile, limit },
  };
}
