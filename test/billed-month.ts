import { monthOf } from "@/lib/billing/metering/billing-month";
import {
  type Metered,
  meteredPartner,
  putInvoiceLine,
  TestMeter,
} from "@/lib/billing/metering/metering.fixture";
import type { Call } from "@/lib/partners/usage/call-recorder";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export interface BilledMonth extends Metered {
  lineId: string;
  /** The calls that the line bills. */
  calls: Call[];
}

/** Bills a partner's calls of last month: reported, sent, and on a paid invoice, as if the jobs had done it in their time. */
export async function billLastMonth(
  database: Database,
  partnerId: string,
  calls: readonly Call[],
): Promise<BilledMonth> {
  const thisMonth = monthOf(new Date());
  const month = monthOf(new Date(thisMonth.getTime() - 1));
  const metered = await meteredPartner(database, month, partnerId);
  const billed = calls.filter(
    ({ billable, occurredAt }) => billable && occurredAt >= month && occurredAt < thisMonth,
  );
  const units = new Map<string, number>();
  for (const { occurredAt, method, endpoint, units: more } of billed) {
    const key = `${occurredAt.toISOString().slice(0, 10)} ${method} ${endpoint}`;
    units.set(key, (units.get(key) ?? 0) + more);
  }
  const now = new Date();
  const id = newId(now);
  const total = BigInt([...units.values()].reduce((sum, more) => sum + more, 0));
  await database.prisma.meteredSubscription.create({
    data: {
      ...metered,
      countedFrom: month,
      countedTo: now,
      // The product's own job has nothing to count for it.
      endedAt: now,
      createdAt: now,
      months: { create: { month, countedTo: now, closedAt: now } },
    },
  });
  await database.prisma.usageReport.create({
    data: {
      id,
      subscriptionId: metered.subscriptionId,
      partnerId,
      month,
      units: total,
      countedTo: now,
      eventAt: new Date(thisMonth.getTime() - 1_000),
      createdAt: now,
      attemptedAt: now,
      sentAt: now,
      lines: {
        create: [...units].map(([key, sum]) => ({
          day: new Date(`${key.slice(0, 10)}T00:00:00Z`),
          endpoint: key.slice(11),
          units: BigInt(sum),
        })),
      },
    },
  });
  const meter = new TestMeter();
  meter.events.set(id, { customer: metered.customerId, units: total, at: month });
  return { ...metered, lineId: await putInvoiceLine(database, metered, meter, month), calls: billed };
}
