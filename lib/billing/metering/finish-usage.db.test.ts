import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { END_USAGE_JOB } from "@/lib/billing/billing/settle-partner";
import { finishUsage } from "@/lib/billing/metering/finish-usage";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import { putCalls } from "@/lib/billing/metering/metering.fixture";
import type { PartnerContext } from "@/lib/platform/context";
import { OwnDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(6);
const town = new BillingTown(own);
beforeAll(async () => {
  setSettings();
  await town.open();
});

/** Recordings in their order, in the past of the database's own clock. */
let recorded = 0;
beforeEach(() => {
  recorded = Date.now() - 300_000;
});

async function put({ partnerId }: PartnerContext, units: number): Promise<void> {
  recorded += 1_000;
  await putCalls(own.database, partnerId, new Date(recorded), [{ at: town.clock.now(), units }]);
}

async function subscriber(): Promise<PartnerContext> {
  const ctx = await town.partner();
  await town.buy(ctx, "starter");
  await town.follow(ctx);
  await town.advance(1);
  return ctx;
}

/** The plan ends at once; answers from when on live calls are refused, as the job is told. */
async function endPlan(ctx: PartnerContext): Promise<string> {
  const plan = await own.prisma.subscription.findFirstOrThrow({
    where: { partnerId: ctx.partnerId, kind: "plan" },
  });
  await town.stripe.subscriptions.cancel(plan.id);
  await town.deal();
  const [job] = (await own.queued(END_USAGE_JOB)).filter(({ partner_id }) => partner_id === ctx.partnerId);
  expect(job?.refused_from).toEqual(expect.any(String));
  return String(job?.refused_from);
}

const MINUTE_DAYS = 1 / 1_440;
const finish = (ctx: PartnerContext, refused_from: string, until?: Date) =>
  finishUsage(
    town.ctx,
    { partner_id: ctx.partnerId, refused_from },
    { stripe: town.stripe, now: town.clock.now(), ...(until === undefined ? {} : { until }) },
  );

const usageOf = ({ partnerId }: PartnerContext) =>
  own.prisma.subscription.findFirstOrThrow({ where: { partnerId, kind: "usage" } });
const billed = async ({ partnerId }: PartnerContext) => {
  const lines = await own.prisma.invoiceLine.findMany({ where: { partnerId, kind: "usage" } });
  return lines.reduce((sum, { quantity }) => sum + Number(quantity ?? 0n), 0);
};

describe("when a plan ends", () => {
  it("the calls of its last seconds are billed, too", async () => {
    const ctx = await subscriber();
    await put(ctx, 20_000);
    const until = new Date(recorded + 1);
    await meterUsage(town.ctx, { stripe: town.stripe, now: town.clock.now(), until });
    const refused = new Date(recorded + 2_000).toISOString();
    await endPlan(ctx);
    await town.advance(MINUTE_DAYS);
    // All that is known is billed, and what was let in before the end may still be answered.
    expect(await finish(ctx, refused, until)).toBe(false);
    // Answered while the plan ended, and recorded after the last report.
    await put(ctx, 60_000);
    expect(await finish(ctx, refused, new Date(recorded + 10_000))).toBe(false);
    expect((await usageOf(ctx)).endedAt).toBeNull();
    const later = new Date(recorded + 90_000);
    // Reported just now: the last invoice would not hold it yet.
    expect(await finish(ctx, refused, later)).toBe(false);
    await town.advance(MINUTE_DAYS);
    expect(await finish(ctx, refused, later)).toBe(true);
    expect((await usageOf(ctx)).endedAt).not.toBeNull();
    expect(await billed(ctx)).toBe(80_000);
    expect((await listInvoices(ctx, { limit: 1 })).data).toMatchObject([{ kind: "usage", total_minor: 400 }]);
  });

  it("calls that an open transaction hides are waited for", async () => {
    const ctx = await subscriber();
    await put(ctx, 20_000);
    await endPlan(ctx);
    const open = await own.database.pool.connect();
    try {
      await open.query("BEGIN");
      const { rows } = await open.query<{ now: Date }>("SELECT now() AS now");
      const began = rows[0]?.now ?? new Date();
      // Refused a minute before, less a little: what this transaction records still belongs to the plan.
      const refused = new Date(began.getTime() - 59_000).toISOString();
      expect(await finish(ctx, refused)).toBe(false);
      await town.advance(MINUTE_DAYS);
      expect(await finish(ctx, refused)).toBe(false);
      await putCalls(own.database, ctx.partnerId, began, [{ at: town.clock.now(), units: 60_000 }]);
      expect(await finish(ctx, refused)).toBe(false);
      await open.query("COMMIT");
      const done = async () => {
        await town.advance(MINUTE_DAYS);
        return finish(ctx, refused);
      };
      await expect.poll(done, { timeout: 20_000, interval: 300 }).toBe(true);
    } finally {
      open.release();
    }
    expect(await billed(ctx)).toBe(80_000);
  });

  it("makes no invoice of nothing", async () => {
    const ctx = await subscriber();
    const before = (await listInvoices(ctx, { limit: 20 })).data.length;
    await endPlan(ctx);
    expect(await finish(ctx, new Date(Date.now() - 600_000).toISOString())).toBe(true);
    await town.deal();
    expect((await usageOf(ctx)).endedAt).not.toBeNull();
    const { partnerId } = ctx;
    expect(await own.prisma.invoice.count({ where: { partnerId, subscription: { kind: "usage" } } })).toBe(0);
    expect((await listInvoices(ctx, { limit: 20 })).data).toHaveLength(before);
  });

  it("shows and tells nothing of a month without live calls", async () => {
    const ctx = await subscriber();
    const { partnerId } = ctx;
    const told = () => own.prisma.partnerEvent.count({ where: { partnerId, type: "invoice.paid" } });
    const before = await told();
    await town.advance(24);
    await town.deal();
    const made = await own.prisma.invoice.findMany({
      where: { partnerId, subscription: { kind: "usage" }, status: "paid" },
    });
    expect(made.map(({ totalMinor }) => totalMinor)).toEqual([0]);
    expect(await told()).toBe(before);
    expect((await listInvoices(ctx, { limit: 20 })).data.map(({ kind }) => kind)).toEqual(["plan"]);
  });
});
