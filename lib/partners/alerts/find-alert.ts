import { measureAlerts } from "@/lib/partners/alerts/measure-alerts";
import { presentAlert } from "@/lib/partners/alerts/present-alert";
import { recipientStates } from "@/lib/partners/alerts/recipient-states";
import type { Alert } from "@/lib/partners/alerts/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Alert as AlertRow, Prisma } from "@/lib/platform/prisma/client";

/** Reads one of the caller's own alerts. Another's, a deleted and a missing one are the same NotFound. */
export async function findAlert(ctx: PartnerContext, db: Db, alertId: string): Promise<AlertRow> {
  const row = await db.alert.findFirst({ where: { id: alertId, partnerId: ctx.partnerId, deletedAt: null } });
  if (row === null) throw new NotFound("alert");
  return row;
}

/** The caller's own alerts with how they stand now, oldest first: all of them, or one. */
export async function readAlerts(ctx: PartnerContext, db: Db, alertId?: string): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { partnerId: ctx.partnerId, deletedAt: null, ...(alertId === undefined ? {} : { id: alertId }) },
    include: { firings: newestOf(ctx) },
    orderBy: { id: "asc" },
  });
  const standings = await measureAlerts({ ...ctx, db }, rows, { ended: false });
  const emails = [...new Set(rows.flatMap(({ recipients }) => recipients))];
  const states = await recipientStates(db, ctx.partnerId, emails);
  return standings.map((standing) => presentAlert(standing, states));
}

/** An alert fires a few times a window at most, so that those of the running one are among these. */
function newestOf(ctx: PartnerContext) {
  return {
    where: { partnerId: ctx.partnerId },
    orderBy: { id: "desc" },
    take: 10,
  } satisfies Prisma.Alert$firingsArgs;
}
