import { z } from "zod";
import { WITHDRAWN_JOB } from "@/lib/identity/consent/record-consent";
import { transaction } from "@/lib/platform/db";
import { addJob, type Job, job } from "@/lib/platform/jobs";
import { CONSENTS, type PurposeReader } from "@/lib/platform/purposes";

/** What is computed from many people is computed again at most this often, however many withdraw. */
const AT_MOST_EVERY_MS = 5 * 60_000;

/** After a withdrawal: lets each reader of that purpose compute again without the person. */
export function consentJobs(readers: readonly PurposeReader[]): readonly Job[] {
  const settleWithdrawal = job({
    name: WITHDRAWN_JOB,
    payload: z.object({ purpose: z.enum(CONSENTS) }),
    async run(ctx, { purpose }) {
      const now = ctx.clock.now().getTime();
      const runAt = new Date(Math.ceil(now / AT_MOST_EVERY_MS) * AT_MOST_EVERY_MS);
      await transaction(ctx, async (tx) => {
        for (const { purpose: own, afterWithdrawal } of readers) {
          if (own !== purpose || afterWithdrawal === undefined) continue;
          await addJob(tx, afterWithdrawal, {}, { key: `${afterWithdrawal}:withdrawal`, runAt });
        }
      });
    },
  });
  return [settleWithdrawal];
}
