import { SETTLE_JOBS } from "@/lib/billing/billing/purchase-names";
import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** Adds the jobs that do to what a checkout paid for what became of its money. Those of other kinds end at once. */
export async function askToSettlePurchase(tx: Transaction, checkoutSessionId: string): Promise<void> {
  for (const name of SETTLE_JOBS)
    await addJob(
      tx,
      name,
      { checkout_session_id: checkoutSessionId },
      { key: `${name}:${checkoutSessionId}` },
    );
}
