import { keyEvent } from "@/lib/partners/api-keys/present-api-key";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { addJob } from "@/lib/platform/jobs";

/** A key's holder is warned once, this long before it expires. */
export const WARNING_DAYS = 7;
const DAY_MS = 86_400_000;

/** Queues one warning for each key that will expire within a week and has had none. Safe to run again. */
export async function warnExpiringKeys(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const due = await tx.apiKey.findMany({
      where: {
        expiryWarnedAt: null,
        revokedAt: null,
        expiresAt: { gt: now, lte: new Date(now.getTime() + WARNING_DAYS * DAY_MS) },
      },
      take: 1_000,
    });
    for (const key of due) {
      // Only who makes the mark queues the mail: two runs at once send one.
      const marked = await tx.apiKey.updateMany({
        where: { id: key.id, expiryWarnedAt: null },
        data: { expiryWarnedAt: now },
      });
      if (marked.count !== 1) continue;
      await addJob(tx, "partners.send-expiry-warning", { key_id: key.id });
      await emitEvent(ctx, tx, { partnerId: key.partnerId, type: "key.expiring", data: keyEvent(key) });
    }
  });
}
