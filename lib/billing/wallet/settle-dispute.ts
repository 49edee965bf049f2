import { SETTLE_DISPUTE_JOB } from "@/lib/billing/billing/apply-dispute";
import { LOOKED_AT_AGAIN_MS } from "@/lib/billing/wallet/settle-refund";
import { postTokensLost, takeBackTokens, undoTakeBack } from "@/lib/billing/wallet/take-back-tokens";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Does to the wallet what a dispute about AI tokens asks for, as it was last written down: takes the tokens back while
 * the money is withdrawn, for good once it is lost, and gives them back once it is ours again. Any number of times.
 */
export async function settleDispute(ctx: Context, { dispute_id }: { dispute_id: string }): Promise<void> {
  await transaction(ctx, async (tx) => {
    const dispute = await tx.billingDispute.findUnique({ where: { id: dispute_id } });
    if (dispute === null || dispute.checkoutSessionId === null) return;
    const { id, partnerId, checkoutSessionId, withdrawnMinor, status } = dispute;
    const back = { id, kind: "dispute" as const, partnerId, checkoutSessionId, amountMinor: withdrawnMinor };
    if (withdrawnMinor <= 0) {
      await undoTakeBack(ctx, tx, back);
      return;
    }
    const taken = await takeBackTokens(ctx, tx, back);
    if (taken === null) return;
    if (taken.settledAt !== null) {
      if (status === "lost") await postTokensLost(ctx, tx, back, taken);
      return;
    }
    await addJob(
      tx,
      SETTLE_DISPUTE_JOB,
      { dispute_id },
      {
        key: `${SETTLE_DISPUTE_JOB}:${id}:rest`,
        runAt: new Date(ctx.clock.now().getTime() + LOOKED_AT_AGAIN_MS),
      },
    );
  });
}
