import { SETTLE_PASS_JOB } from "@/lib/billing/billing/purchase-names";
import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** Adds the job that does to an event pass what became of its money. It ends at once where the checkout was of anything else. */
export async function askToSettlePass(tx: Transaction, checkoutSessionId: string): Promise<void> {
  await addJob(
    tx,
    SETTLE_PASS_JOB,
    { checkout_session_id: checkoutSessionId },
    { key: `${SETTLE_PASS_JOB}:${checkoutSessionId}` },
  );
}
