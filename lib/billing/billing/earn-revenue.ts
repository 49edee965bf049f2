import { settleRevenue } from "@/lib/billing/billing/settle-revenue";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";

const PAGE = 100;

/**
 * Earns the plans of all partners up to the last UTC day that is over, and moves to deferred revenue what invoices of
 * before plans were earned by day still have to earn. Partner by partner: what one makes fail keeps no other waiting.
 * Any number of times, by any number of processes. Throws the first failure once all were tried.
 */
export async function earnRevenue(ctx: Context): Promise<{ partners: number }> {
  const now = ctx.clock.now();
  const failures: unknown[] = [];
  let partners = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const found = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT id FROM (
        SELECT partner_id AS id FROM revenue_schedules
        WHERE done_at IS NULL AND (settled_at IS NULL OR settled_at < date_trunc('day', ${now}::timestamptz, 'UTC'))
        UNION ALL
        SELECT line.partner_id FROM invoice_lines AS line
        WHERE line.kind = 'plan' AND line.period_end > ${now}
          AND NOT EXISTS (SELECT FROM revenue_schedules WHERE invoice_id = line.invoice_id)
      ) AS waiting WHERE id > ${after}::uuid ORDER BY id LIMIT ${PAGE}`;
    for (const { id } of found) {
      try {
        await transaction(ctx, async (tx) => {
          await lockPartner(tx, id);
          await settleRevenue(ctx, tx, id);
        });
        partners += 1;
      } catch (error) {
        ctx.log.error({ err: error, partnerId: id }, "a partner's revenue was not settled");
        failures.push(error);
      }
    }
    const last = found.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  if (failures.length > 0) throw failures[0];
  return { partners };
}
