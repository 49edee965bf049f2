import { SETTLE_REFUND_JOB } from "@/lib/billing/billing/apply-refund";
import { takeBackTokens, undoTakeBack } from "@/lib/billing/wallet/take-back-tokens";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** How soon tokens that work still holds are looked at again. */
export const LOOKED_AT_AGAIN_MS = 60_000;

/**
 * Does to the wallet what a refund of AI tokens asks for, as it was last written down: takes the tokens back while the
 * money is gone, and gives them back where it came back. Any number of times.
 */
export async function settleRefund(ctx: Context, { refund_id }: { refund_id: string }): Promise<void> {
  await transaction(ctx, async (tx) => {
    const refund = await tx.billingRefund.findUnique({ where: { id: refund_id } });
    if (refund === null || refund.checkoutSessionId === null) return;
    const { id, partnerId, checkoutSessionId, amountMinor, status } = refund;
    const back = { id, kind: "refund" as const, partnerId, checkoutSessionId, amountMinor };
    if (status === "failed" || status === "canceled") {
      await undoTakeBack(ctx, tx, back);
      return;
    }
    if (status === "requires_action") return;
    const taken = await takeBackTokens(ctx, tx, back);
    if (taken === null || taken.settledAt !== null) return;
    await addJob(
      tx,
      SETTLE_REFUND_JOB,
      { refund_id },
      {
        key: `${SETTLE_REFUND_JOB}:${id}:rest`,
        runAt: new Date(ctx.clock.now().getTime() + LOOKED_AT_AGAIN_MS),
      },
    );
  });
}
