import { z } from "zod";
import { REMOVE_WITHDRAWN_JOB } from "@/lib/events/pairing/own-crowd";
import { removeOldRuns } from "@/lib/events/pairing/remove-old-runs";
import { removeWithdrawn } from "@/lib/events/pairing/remove-withdrawn";
import { runMatch } from "@/lib/events/pairing/run-match";
import { RUN_MATCH_JOB } from "@/lib/events/pairing/runs";
import { job } from "@/lib/platform/jobs";
import { MATCHING_THREADS } from "@/lib/platform/matching-thread";

export const pairingJobs = [
  job({
    name: RUN_MATCH_JOB,
    payload: z.object({ run_id: z.uuid() }),
    // Workers of its own: a long matching must not hold up mails.
    workers: MATCHING_THREADS,
    run: (ctx, payload) => runMatch(ctx, payload),
  }),
  job({
    name: "pairing.remove-old-runs",
    payload: z.object({}),
    cron: "35 3 * * *",
    run: (ctx) => removeOldRuns(ctx),
  }),
  job({
    name: REMOVE_WITHDRAWN_JOB,
    payload: z.object({}),
    cron: "10 * * * *",
    run: (ctx) => removeWithdrawn(ctx),
  }),
];
