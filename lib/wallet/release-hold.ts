import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { WalletHold } from "@/lib/platform/prisma/client";
import { lockWallet } from "@/lib/wallet/lock-wallet";

/**
 * Gives a hold's tokens back unused, because the work did not happen. Releasing again, or after it expired, changes
 * nothing. Throws NotFound, Conflict `hold_closed` when it was settled.
 */
export async function releaseHold(ctx: PartnerContext, { holdId }: { holdId: string }): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockWallet(tx, ctx.partnerId);
    const hold = await tx.walletHold.findUnique({ where: { id: holdId, partnerId: ctx.partnerId } });
    if (hold === null) throw new NotFound("hold");
    if (hold.status === "settled") throw new Conflict("hold_closed", "The hold has been settled already.");
    if (hold.status === "held") await giveBack(tx, hold, "released", ctx.clock.now());
  });
}

/** Ends a hold that is still held; the caller has locked its wallet. */
export async function giveBack(
  tx: Transaction,
  hold: WalletHold,
  status: "released" | "expired",
  now: Date,
): Promise<void> {
  await tx.walletHold.update({ where: { id: hold.id }, data: { status, closedAt: now } });
  await tx.wallet.update({
    where: { partnerId: hold.partnerId },
    data: { heldTokens: { decrement: hold.tokens }, updatedAt: now },
  });
}
