import { monthOf, nextMonth, REPORTED_FOR_MS, sinceEnd } from "@/lib/billing/metering/billing-month";
import { trackSubscriptions } from "@/lib/billing/metering/track-subscriptions";
import { type BillableCount, countBillableUnits } from "@/lib/partners/usage/count-billable-units";
import { type BillableDay, findBillableDays } from "@/lib/partners/usage/find-billable-days";
import { settledUntil } from "@/lib/partners/usage/settled-until";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { MeteredSubscription } from "@/lib/platform/prisma/client";

export interface ReportingTime {
  /** Stripe's time, which says which month is billed. */
  now: Date;
  /** Calls recorded from then on are left for later; left out, as late as can be. */
  until?: Date;
}

interface Line {
  day: Date;
  endpoint: string;
  units: bigint;
}

/**
 * Turns billable units that were not reported yet into reports, for every partner with a usage subscription: what was
 * counted less what is in reports, by day and endpoint. Days of a month that is closed go into the next, marked by
 * their day. A call is in exactly one report: that of the first run that counts to beyond its recording. One run at a
 * time a subscription; killed, a run leaves a report whole or not at all. Returns how many reports were made.
 */
export async function reportUsage(ctx: Context, time: ReportingTime): Promise<number> {
  await trackSubscriptions(ctx);
  const subscriptions = await ctx.db.meteredSubscription.findMany({ where: { endedAt: null } });
  if (subscriptions.length === 0) return 0;
  const until = time.until ?? (await settledUntil(ctx));
  const days = await findBillableDays(ctx, {
    partnerIds: subscriptions.map(({ partnerId }) => partnerId),
    from: new Date(Math.min(...subscriptions.map(({ countedTo }) => countedTo.getTime()))),
    until,
  });
  const daysOf = new Map<string, BillableDay[]>();
  for (const day of days) daysOf.set(day.partnerId, [...(daysOf.get(day.partnerId) ?? []), day]);
  const idle: MeteredSubscription[] = [];
  let made = 0;
  for (const subscription of subscriptions) {
    const touched = daysOf.get(subscription.partnerId) ?? [];
    if (touched.length === 0) idle.push(subscription);
    else {
      made += await transaction(ctx, (tx) =>
        reportOne({ ...ctx, db: tx }, tx, subscription, touched, until, time.now),
      );
    }
  }
  // Not where somebody has set it back meanwhile, because a report was abandoned.
  await ctx.db.$executeRaw`
    UPDATE metered_subscriptions SET counted_to = ${until}
    FROM unnest(${idle.map(({ subscriptionId }) => subscriptionId)}::text[], ${idle.map(({ countedTo }) => countedTo)}::timestamptz[])
      AS idle (id, read)
    WHERE subscription_id = idle.id AND counted_to >= idle.read AND counted_to < ${until}`;
  return made;
}

async function reportOne(
  ctx: Context,
  tx: Transaction,
  read: MeteredSubscription,
  touched: readonly BillableDay[],
  until: Date,
  now: Date,
): Promise<number> {
  const { subscriptionId, partnerId } = read;
  await tx.$queryRaw`SELECT FROM metered_subscriptions WHERE subscription_id = ${subscriptionId} FOR UPDATE`;
  const subscription = await tx.meteredSubscription.findUniqueOrThrow({ where: { subscriptionId } });
  const { countedFrom, countedTo } = subscription;
  // Another run was here, or took a report back: what was touched since is not all known.
  if (countedTo.getTime() >= until.getTime() || countedTo < read.countedTo) return 0;
  const first = await firstOpenMonth(tx, subscription);
  // Between its last report and its closing nobody can say which month a day of it is billed in.
  const late = sinceEnd(first, now);
  if (late >= REPORTED_FOR_MS) return 0;
  const firstDay = dayOf(countedFrom);
  const days = touched.filter(({ day }) => day >= firstDay);
  const lines = await linesOf(ctx, { subscriptionId, partnerId, countedFrom, until, days });
  const byMonth = new Map<number, Line[]>();
  for (const line of lines) {
    const month = Math.max(monthOf(line.day).getTime(), first.getTime());
    byMonth.set(month, [...(byMonth.get(month) ?? []), line]);
  }
  let made = 0;
  let held = false;
  for (const [at, inMonth] of byMonth) {
    const month = new Date(at);
    const units = inMonth.reduce((sum, line) => sum + line.units, 0n);
    // A charge taken back waits for one that outweighs it; a day ahead of Stripe's month, for that month.
    if (units <= 0n || month > now) {
      held = true;
      continue;
    }
    await addReport(ctx, tx, { subscriptionId, partnerId, month, units, until, now }, inMonth);
    made += 1;
  }
  if (!held) await tx.meteredSubscription.update({ where: { subscriptionId }, data: { countedTo: until } });
  return made;
}

/** What was counted less what is in reports. */
async function linesOf(
  ctx: Context,
  question: {
    subscriptionId: string;
    partnerId: string;
    countedFrom: Date;
    until: Date;
    days: readonly BillableDay[];
  },
): Promise<Line[]> {
  const { subscriptionId, partnerId, countedFrom, until, days } = question;
  const counted = await countBillableUnits(ctx, {
    partnerId,
    from: countedFrom,
    recordedBefore: until,
    days,
  });
  const reported = await ctx.db.$queryRaw<BillableCount[]>`
    SELECT day, endpoint, sum(line.units)::bigint AS units
    FROM usage_report_lines line JOIN usage_reports report ON report.id = report_id
    WHERE subscription_id = ${subscriptionId} AND abandoned_at IS NULL AND day = ANY (${days.map(({ day }) => day)}::date[])
    GROUP BY day, endpoint`;
  const keyOf = ({ day, endpoint }: { day: Date; endpoint: string }) => `${day.getTime()} ${endpoint}`;
  const units = (counts: readonly BillableCount[]) =>
    new Map(counts.map((count) => [keyOf(count), count.units]));
  const [have, had] = [units(counted), units(reported)];
  return days
    .map((day) => ({
      day: day.day,
      endpoint: day.endpoint,
      units: (have.get(keyOf(day)) ?? 0n) - (had.get(keyOf(day)) ?? 0n),
    }))
    .filter((line) => line.units !== 0n)
    .sort((a, b) => a.day.getTime() - b.day.getTime() || (a.endpoint < b.endpoint ? -1 : 1));
}

async function addReport(
  ctx: Context,
  tx: Transaction,
  report: { subscriptionId: string; partnerId: string; month: Date; units: bigint; until: Date; now: Date },
  lines: readonly Line[],
): Promise<void> {
  const { subscriptionId, partnerId, month, units, until, now } = report;
  const createdAt = ctx.clock.now();
  const id = newId(createdAt);
  const lastSecond = nextMonth(month).getTime() - 1_000;
  await tx.usageReport.create({
    data: {
      id,
      subscriptionId,
      partnerId,
      month,
      units,
      countedTo: until,
      eventAt: new Date(Math.min(now.getTime(), lastSecond)),
      createdAt,
    },
  });
  await tx.usageReportLine.createMany({ data: lines.map((line) => ({ reportId: id, ...line })) });
}

/** The oldest month that still takes reports. */
export async function firstOpenMonth(
  tx: Transaction,
  { subscriptionId, countedFrom }: Pick<MeteredSubscription, "subscriptionId" | "countedFrom">,
): Promise<Date> {
  const last = await tx.meteredMonth.findFirst({ where: { subscriptionId }, orderBy: { month: "desc" } });
  return last === null ? monthOf(countedFrom) : nextMonth(last.month);
}

function dayOf(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()));
}
