import Stripe from "stripe";
import { monthOf, nextMonth } from "@/lib/billing/metering/billing-month";
import { roundMicroUsd } from "@/lib/money/money";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { makePartitions } from "@/lib/partners/usage/maintain-partitions";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { testContext } from "@/test/people";

/** Stripe's meter, in a few lines: it counts an identifier once, and can be made to fail before or after it has counted. */
export class TestMeter {
  readonly events = new Map<string, { customer: string; units: bigint; at: Date }>();
  requests = 0;
  fate: "answers" | "refuses" | "counts, then breaks off" = "answers";
  /** Stripe forgets identifiers after a day: then they count again. */
  forgetful = false;
  /** Sees a report before it is counted. */
  onEvent: () => Promise<void> = async () => {};

  readonly client = new Stripe("sk_test_meter", {
    httpClient: Stripe.createFetchHttpClient((input, init) => this.answer(new Request(input, init))),
    maxNetworkRetries: 0,
    telemetry: false,
  });

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/v1/billing/meters") {
      return Response.json({
        object: "list",
        has_more: false,
        data: [{ id: "mtr_1", event_name: "soulmate_live_units" }],
      });
    }
    if (url.pathname === "/v1/billing/meters/mtr_1/event_summaries") {
      const [customer, from] = [url.searchParams.get("customer"), Number(url.searchParams.get("start_time"))];
      const value = Number(this.of(customer ?? "", new Date(from * 1_000)));
      return Response.json({
        object: "list",
        has_more: false,
        data: [{ id: "mtrusg_1", aggregated_value: value }],
      });
    }
    this.requests += 1;
    await this.onEvent();
    if (this.fate === "refuses")
      return Response.json({ error: { type: "api_error", message: "Down" } }, { status: 500 });
    const form = new URLSearchParams(await request.text());
    const identifier = form.get("identifier") ?? "";
    if (this.events.has(identifier) && !this.forgetful) {
      const message = `An event already exists with identifier ${identifier}.`;
      return Response.json({ error: { type: "invalid_request_error", message } }, { status: 400 });
    }
    this.events.set(this.events.has(identifier) ? newId() : identifier, {
      customer: form.get("payload[stripe_customer_id]") ?? "",
      units: BigInt(form.get("payload[value]") ?? ""),
      at: new Date(Number(form.get("timestamp")) * 1_000),
    });
    if (this.fate === "counts, then breaks off") throw new TypeError("fetch failed");
    return Response.json({ object: "billing.meter_event", identifier });
  }

  /** What a customer's invoice of a month says. */
  of(customer: string, month: Date): bigint {
    let units = 0n;
    for (const event of this.events.values()) {
      if (event.customer === customer && event.at >= month && event.at < nextMonth(month))
        units += event.units;
    }
    return units;
  }
}

export interface Metered {
  partnerId: string;
  subscriptionId: string;
  customerId: string;
}

/** A partner whose live calls are billed from a moment on; a new one unless it is there already. */
export async function meteredPartner(database: Database, startedAt: Date, known?: string): Promise<Metered> {
  const input = {
    company_name: "Metered",
    email: `metered-${newId()}@example.com`,
    tier: "starter",
  } as const;
  const partnerId =
    known ?? (await createPartner(testContext(database), input, { verifyBy: null })).partner.id;
  const [subscriptionId, customerId] = [`sub_${newId()}`, `cus_${newId()}`];
  if (known === undefined)
    await database.prisma.partner.update({
      where: { id: partnerId },
      data: { stripeCustomerId: customerId, subscriptionStatus: "active" },
    });
  await database.prisma.subscription.create({
    data: {
      id: subscriptionId,
      partnerId,
      kind: "usage",
      status: "active",
      itemId: "si_1",
      priceId: "price_1",
      currency: "usd",
      interval: "month",
      currentPeriodStart: startedAt,
      currentPeriodEnd: nextMonth(monthOf(startedAt)),
      startedAt,
      mrrMinor: 0,
      reading: 1n,
      createdAt: startedAt,
      syncedAt: startedAt,
    },
  });
  return { partnerId, subscriptionId, customerId };
}

export interface TestCall {
  id: string;
  at: Date;
  units: number;
  endpoint: string;
}

/** Puts calls into the log as if their rows had been recorded at a moment of the test's choosing. */
export async function putCalls(
  database: Database,
  partnerId: string,
  recordedAt: Date,
  calls: readonly { at: Date; units: number; endpoint?: string }[],
): Promise<TestCall[]> {
  const put = calls.map(({ at, units, endpoint = "/v1/compatibility/calculate" }) => ({
    id: newId(at),
    at,
    units,
    endpoint,
  }));
  const times = put.map(({ at }) => at.getTime());
  await makePartitions(testContext(database), new Date(Math.min(...times)), new Date(Math.max(...times)));
  await database.pool.query(
    `INSERT INTO api_calls (request_id, occurred_at, recorded_at, partner_id, api_key_id, mode, endpoint, method, status, duration_us, units, billable)
     SELECT id, at, $2, $1, $1, 'live', endpoint, 'POST', 200, 1000, units, units > 0
     FROM unnest($3::uuid[], $4::timestamptz[], $5::int[], $6::text[]) AS call (id, at, units, endpoint)`,
    [
      partnerId,
      recordedAt,
      put.map(({ id }) => id),
      put.map(({ at }) => at),
      put.map(({ units }) => units),
      put.map(({ endpoint }) => endpoint),
    ],
  );
  return put;
}

/** What Stripe would put on its invoice of a month, as billing mirrors it. Returns the line's id. */
export async function putInvoiceLine(
  database: Database,
  of: Metered,
  meter: TestMeter,
  month: Date,
): Promise<string> {
  const quantity = meter.of(of.customerId, month);
  const amountMinor = roundMicroUsd(quantity * 50n).amountMinor;
  const [invoiceId, lineId] = [`in_${newId()}`, `il_${newId()}`];
  const period = { periodStart: month, periodEnd: nextMonth(month) };
  await database.prisma.invoice.create({
    data: {
      id: invoiceId,
      partnerId: of.partnerId,
      subscriptionId: of.subscriptionId,
      number: "SM-0001",
      status: "paid",
      currency: "usd",
      subtotalMinor: amountMinor,
      discountMinor: 0,
      totalMinor: amountMinor,
      amountDueMinor: amountMinor,
      amountPaidMinor: amountMinor,
      amountRemainingMinor: 0,
      attemptCount: 1,
      ...period,
      reading: 1n,
      createdAt: nextMonth(month),
      syncedAt: nextMonth(month),
      lines: {
        create: {
          id: lineId,
          partnerId: of.partnerId,
          position: 0,
          kind: "usage",
          subscriptionId: of.subscriptionId,
          amountMinor,
          discountMinor: 0,
          quantity,
          unitAmountDecimal: "0.005",
          proration: false,
          ...period,
        },
      },
    },
  });
  return lineId;
}
