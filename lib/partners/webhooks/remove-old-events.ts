import { KEPT_DAYS } from "@/lib/partners/webhooks/delivery-rules";
import type { Context } from "@/lib/platform/context";

const DAY_MS = 86_400_000;
/** In pieces, so that no statement holds many locks for long. */
const AT_A_TIME = 5_000;

/** Forgets events older than 30 days with their deliveries and attempts, and secrets whose overlap has ended. */
export async function removeOldEvents(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  for (let removed = AT_A_TIME; removed === AT_A_TIME; ) {
    removed = await ctx.db.$executeRaw`
      DELETE FROM partner_events WHERE id IN (
        SELECT id FROM partner_events WHERE created_at < ${before} ORDER BY created_at LIMIT ${AT_A_TIME})`;
  }
  await ctx.db.webhookEndpoint.updateMany({
    where: { previousSecretExpiresAt: { lte: now } },
    data: { previousSealedSecret: null, previousSecretExpiresAt: null },
  });
}
