import { ALERT_WINDOWS } from "@/lib/partners/alerts/alert-terms";
import { windowAt } from "@/lib/partners/alerts/alert-window";
import { askRecipients } from "@/lib/partners/alerts/ask-recipients";
import { measureAlerts, type Standing } from "@/lib/partners/alerts/measure-alerts";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import type { Alert, AlertFiring, Prisma } from "@/lib/platform/prisma/client";

/** Mails that a threshold was reached, to one of its recipients. */
export const SEND_FIRING_JOB = "alerts.send-firing";

export type WatchedAlert = Alert & { firings: AlertFiring[] };

/** Alerts that are in force, with what they have said in the windows that are measured: the running and the last. */
export function watchedAlerts(now: Date) {
  const starts = ALERT_WINDOWS.flatMap((window) => {
    const { start } = windowAt(window, now);
    return [start, windowAt(window, new Date(start.getTime() - 1)).start];
  });
  return {
    where: { disabledAt: null, deletedAt: null },
    include: { firings: { where: { windowStart: { in: starts } } } },
    orderBy: { id: "asc" },
  } satisfies Prisma.Partner$alertsArgs;
}

/** What of these standings is yet to be told. */
export function dueFirings(standings: readonly Standing<WatchedAlert>[]): Standing<WatchedAlert>[] {
  return standings.filter((standing) => {
    const { alert, reached, span } = standing;
    const action = actionOf(standing);
    return (
      reached &&
      !alert.firings.some(
        (firing) =>
          firing.windowStart.getTime() === span.start.getTime() &&
          firing.threshold === alert.threshold &&
          (firing.action === "block" || firing.action === action),
      )
    );
  });
}

/** Until when these standings cap live calls; null where they do not. */
export function capOf(standings: readonly Standing[]): Date | null {
  const ends = standings
    .filter((standing) => standing.reached && actionOf(standing) === "block")
    .map(({ span }) => span.end.getTime());
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

/** A window that has ended has nothing left to refuse. */
function actionOf({ alert, running }: Standing): "notify" | "block" {
  return running ? alert.action : "notify";
}

/** Whether a partner's cap is not what its alerts say. A cap that has run out needs no lifting. */
export function capDiffers(cappedUntil: Date | null, cap: Date | null, now: Date): boolean {
  const inForce = cappedUntil !== null && cappedUntil > now ? cappedUntil.getTime() : null;
  return inForce !== (cap?.getTime() ?? null);
}

/**
 * Brings one partner's alerts up to date in a transaction: tells of thresholds that were reached (row, event and one
 * mail a recipient, once an alert, window and threshold) and sets or lifts the cap on live calls. One run at a time a
 * partner, so that two instances, or a job and somebody who changes an alert, come to one answer.
 */
export async function settleAlerts(ctx: Context, tx: Transaction, partnerId: string): Promise<void> {
  await lockPartner(tx, partnerId);
  const now = ctx.clock.now();
  const partner = await tx.partner.findUniqueOrThrow({
    where: { id: partnerId },
    select: { cappedUntil: true, alerts: watchedAlerts(now) },
  });
  const standings = await measureAlerts({ ...ctx, db: tx }, partner.alerts, { ended: true });
  for (const standing of dueFirings(standings)) await fire(ctx, tx, standing);
  const cap = capOf(standings);
  if (capDiffers(partner.cappedUntil, cap, now)) await setCap(ctx, tx, partnerId, cap);
}

async function fire(ctx: Context, tx: Transaction, standing: Standing): Promise<void> {
  const { alert, span } = standing;
  const firedAt = ctx.clock.now();
  const id = newId(firedAt);
  const action = actionOf(standing);
  const value = standing.value ?? 0;
  // Who was put on an alert before people were asked, or has left the team, is asked now and told from then on.
  const recipients = await askRecipients(ctx, tx, alert.partnerId, alert.recipients);
  await tx.alertFiring.create({
    data: {
      id,
      alertId: alert.id,
      partnerId: alert.partnerId,
      windowStart: span.start,
      value: BigInt(value),
      threshold: alert.threshold,
      action,
      recipients,
      firedAt,
    },
  });
  await emitEvent(ctx, tx, {
    partnerId: alert.partnerId,
    type: "alert.fired",
    data: {
      id,
      alert_id: alert.id,
      name: alert.name,
      metric: alert.metric,
      window: alert.window,
      window_start: span.start.toISOString(),
      window_end: span.end.toISOString(),
      value,
      threshold: Number(alert.threshold),
      action,
      fired_at: firedAt.toISOString(),
    },
  });
  for (const recipient of recipients.keys()) {
    const job = { firing_id: id, recipient };
    await addJob(tx, SEND_FIRING_JOB, job, { key: `${SEND_FIRING_JOB}:${id}:${recipient}` });
  }
}

async function setCap(ctx: Context, tx: Transaction, partnerId: string, cap: Date | null): Promise<void> {
  await tx.partner.update({ where: { id: partnerId }, data: { cappedUntil: cap } });
  await audit(ctx, tx, {
    partnerId,
    action: cap === null ? "partner.cap_lifted" : "partner.capped",
    targetType: "partner",
    targetId: partnerId,
    details: cap === null ? {} : { until: cap.toISOString() },
  });
}
