import { measureAlerts } from "@/lib/partners/alerts/measure-alerts";
import {
  capDiffers,
  capOf,
  dueFirings,
  settleAlerts,
  watchedAlerts,
} from "@/lib/partners/alerts/settle-alerts";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Partners that are measured by one statement. */
const PARTNERS_AT_ONCE = 200;

/**
 * Measures the alerts of all partners and settles those of which something is to be told or whose cap has changed.
 * Most runs find nothing and write nothing. Safe to run again, and on several instances at once. One partner's failure
 * does not keep the others from being told; the run fails after them.
 */
export async function evaluateAlerts(ctx: Context): Promise<void> {
  const failures: unknown[] = [];
  const now = ctx.clock.now();
  const watched = watchedAlerts(now);
  let after: string | undefined;
  for (;;) {
    const partners = await ctx.db.partner.findMany({
      where: {
        ...(after === undefined ? {} : { id: { gt: after } }),
        OR: [{ alerts: { some: watched.where } }, { cappedUntil: { gt: now } }],
      },
      select: { id: true, cappedUntil: true, alerts: watched },
      orderBy: { id: "asc" },
      take: PARTNERS_AT_ONCE,
    });
    const standings = await measureAlerts(
      ctx,
      partners.flatMap(({ alerts }) => alerts),
      { ended: true },
    );
    const byPartner = new Map<string, typeof standings>(partners.map(({ id }) => [id, []]));
    for (const standing of standings) byPartner.get(standing.alert.partnerId)?.push(standing);
    for (const { id, cappedUntil } of partners) {
      const own = byPartner.get(id) ?? [];
      if (dueFirings(own).length === 0 && !capDiffers(cappedUntil, capOf(own), now)) continue;
      try {
        await transaction(ctx, (tx) => settleAlerts(ctx, tx, id));
      } catch (error) {
        ctx.log.error({ err: error, partnerId: id }, "alerts of a partner could not be settled");
        failures.push(error);
      }
    }
    after = partners.at(-1)?.id;
    if (partners.length < PARTNERS_AT_ONCE) break;
  }
  if (failures.length > 0) throw failures[0];
}
