import { settlePartnership } from "@/lib/events/partnerships/settle-partnership";
import type { Context } from "@/lib/platform/context";

/** Books what each partnership has earned by its days that are over. Catches up after any pause. */
export async function earnPartnerships(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  const due = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM event_partnerships
    WHERE paid_at IS NOT NULL AND earned_minor + taken_minor < price_minor
      AND (settled_at < ${day}::timestamptz OR ends_at <= ${now}::timestamptz)
    ORDER BY id`;
  const failed: unknown[] = [];
  for (const { id } of due) await settlePartnership(ctx, id).catch((error: unknown) => failed.push(error));
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} partnerships could not be settled.`);
}
