import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockWallet } from "@/lib/wallet/lock-wallet";
import { giveBack } from "@/lib/wallet/release-hold";

/** Holds given back in one run; the next takes the rest. */
const AT_ONCE = 1_000;

/** Gives back what was held for work that never said how it ended. Safe to run again. Returns how many. */
export async function expireHolds(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const stale = await ctx.db.walletHold.findMany({
    where: { status: "held", expiresAt: { lte: now } },
    orderBy: { expiresAt: "asc" },
    take: AT_ONCE,
  });
  let expired = 0;
  for (const { id, partnerId } of stale) {
    await transaction(ctx, async (tx) => {
      await lockWallet(tx, partnerId);
      // Somebody may have settled it meanwhile.
      const hold = await tx.walletHold.findUnique({ where: { id, status: "held" } });
      if (hold === null) return;
      await giveBack(tx, hold, "expired", now);
      expired += 1;
    });
  }
  return expired;
}
