import { giveBack } from "@/lib/billing/wallet/release-hold";
import type { Context } from "@/lib/platform/context";

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
  for (const hold of stale) {
    // Somebody may have settled it meanwhile: then nothing goes back.
    const { given } = await giveBack(ctx.db, hold, "expired", now);
    if (given > 0n) expired += 1;
  }
  return expired;
}
