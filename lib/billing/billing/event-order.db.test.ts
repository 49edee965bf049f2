import fc from "fast-check";
import type Stripe from "stripe";
import { beforeAll, expect, it, vi } from "vitest";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { subjectOf } from "@/lib/billing/billing/event-subjects";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { startUsage } from "@/lib/billing/billing/start-usage";
import { timeOf } from "@/lib/billing/billing/stripe-names";
import type { PartnerContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

/** What Stripe said of everything at one moment of a recorded story. */
interface Moment {
  subscriptions: Stripe.Subscription[];
  invoices: Stripe.Invoice[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  payments: Stripe.InvoicePayment[];
}

/** While the story is told again, what Stripe answers: the state of that moment, and nothing else. */
const past = vi.hoisted(() => ({
  now: null as Moment | null,
  slowly: null as Promise<void> | null,
  waits: false,
}));

vi.mock("@/lib/vendors/stripe/stripe-client", async (original) => {
  const real = await original<typeof import("@/lib/vendors/stripe/stripe-client")>();
  const found = <T>(what: T | undefined): T => {
    if (what === undefined) throw new Error("The recorded story holds no such thing.");
    return what;
  };
  const telling = (moment: Moment) => ({
    subscriptions: {
      retrieve: async (id: string) => found(moment.subscriptions.find((one) => one.id === id)),
    },
    invoices: { retrieve: async (id: string) => found(moment.invoices.find((one) => one.id === id)) },
    refunds: {
      retrieve: async (id: string) => found(moment.refunds.find((one) => one.id === id)),
      list: ({ charge }: { charge: string }) => moment.refunds.filter((one) => one.charge === charge),
    },
    disputes: { retrieve: async (id: string) => found(moment.disputes.find((one) => one.id === id)) },
    invoicePayments: {
      list: async ({ payment }: { payment: { payment_intent: string } }) => ({
        data: moment.payments.filter((one) => one.payment.payment_intent === payment.payment_intent),
      }),
    },
  });
  const askStripe: typeof real.askStripe = async (ctx, ask) => {
    const { now, slowly } = past;
    if (now === null) return real.askStripe(ctx, ask);
    past.waits = slowly !== null;
    await slowly;
    return ask(telling(now) as unknown as Stripe);
  };
  return { ...real, askStripe };
});

const own = ownDatabase();
const town = new BillingTown(own);
let ctx: PartnerContext;
/** The moments of the story, each with the events that led to it. */
const story: { moment: Moment; events: Stripe.Event[] }[] = [];

/** Does something at Stripe and records what it then says, and what it told on the way. */
async function record(work: () => Promise<unknown>): Promise<void> {
  await work();
  const { stripe } = town;
  const customer = await ensureCustomer(ctx);
  const subscriptions = await stripe.subscriptions.list({ customer, status: "all", limit: 100 });
  const invoices = await stripe.invoices.list({ customer, limit: 100 });
  const refunds = await stripe.refunds.list({ limit: 100 });
  const disputes = await stripe.disputes.list({ limit: 100 });
  const payments = await stripe.invoicePayments.list({ limit: 100 });
  const told = new Set(story.flatMap(({ events }) => events.map(({ id }) => id)));
  const events = (await town.events()).filter(
    (event) =>
      !told.has(event.id) && !/^(customer\.(created|updated)|checkout)/.test(event.type) && subjectOf(event),
  );
  story.push({
    moment: {
      subscriptions: subscriptions.data,
      invoices: invoices.data,
      refunds: refunds.data,
      disputes: disputes.data,
      payments: payments.data,
    },
    events,
  });
}

const change = async (tier: "starter" | "professional") =>
  changePlan(ctx, { quote_id: (await previewPlanChange(ctx, { tier })).quote_id });

beforeAll(async () => {
  setSettings();
  await town.open();
  ctx = await town.partner();
  await record(() => town.buy(ctx, "starter"));
  await town.follow(ctx);
  await record(() => startUsage(town.ctx, { partner_id: ctx.partnerId }));
  await town.advance(3);
  await record(async () => {
    await town.payWith(ctx, "pm_card_threeDSecure2Required");
    await change("professional");
  });
  await record(() => town.advance(1));
  await record(() => change("professional"));
  await record(async () => {
    const customer = await ensureCustomer(ctx);
    const [intent] = (await town.stripe.paymentIntents.list({ customer, limit: 1 })).data;
    await answerAuthentication(town.ctx, { id: intent?.id ?? "", answer: "authorise" });
  });
  await town.deal();
  await record(() => town.payWith(ctx, "pm_card_chargeCustomerFail"));
  await record(() => town.advance(32));
  await record(() => town.advance(2));
  await record(async () => {
    await town.payWith(ctx, "pm_card_visa");
    for (const { id } of (await town.stripe.invoices.list({ status: "open" })).data) {
      await town.stripe.invoices.pay(id);
    }
  });
  await town.deal();
  await record(() => change("starter"));
  await record(async () => {
    const [payment] = (await town.stripe.charges.list({ customer: await ensureCustomer(ctx) })).data.filter(
      ({ paid }) => paid,
    );
    await town.stripe.refunds.create({ charge: payment?.id ?? "", amount: 12_345 });
  });
  const disputed: string[] = [];
  await record(async () => {
    const charges = await town.stripe.charges.list({ customer: await ensureCustomer(ctx) });
    const [first, second] = charges.data.filter(({ paid, amount_refunded }) => paid && amount_refunded === 0);
    for (const charge of [first, second]) {
      const { id } = await runInStandIn({ db: own.prisma }, (world) => openDispute(world, charge?.id ?? ""));
      disputed.push(id);
    }
  });
  await record(async () => {
    await town.stripe.disputes.close(disputed[0] ?? "");
    await town.stripe.disputes.update(disputed[1] ?? "", {
      evidence: { uncategorized_text: "winning_evidence" },
    });
  });
  await record(() => cancelPlan(ctx));
  await record(() => town.advance(40));
}, 120_000);

/** One delivery: an event of the story, and at which of its moments it arrives. */
interface Delivery {
  event: Stripe.Event;
  moment: number;
}

class Undo extends Error {}

/** Tells the story to a product that knows nothing of it yet, and answers what that then holds. Leaves no trace. */
async function tell(deliveries: readonly Delivery[]): Promise<unknown> {
  let state: unknown;
  const telling = own.prisma.$transaction(
    async (tx) => {
      // The customer stays; all that was learnt while recording goes, and what the books hold is counted from here.
      const { partnerId } = ctx;
      await tx.invoice.deleteMany({});
      await tx.billingRefund.deleteMany({});
      await tx.billingDispute.deleteMany({});
      await tx.subscription.deleteMany({});
      await tx.stripeEvent.deleteMany({});
      await tx.$executeRaw`ALTER TABLE mrr_movements DISABLE TRIGGER USER`;
      await tx.$executeRaw`DELETE FROM mrr_movements`;
      for (const table of ["ledger_entries", "ledger_transactions", "ledger_balances"]) {
        await tx.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      }
      await tx.$executeRaw`GRANT UPDATE, DELETE ON ledger_entries, ledger_transactions, ledger_balances TO CURRENT_USER`;
      await tx.$executeRaw`DELETE FROM ledger_entries`;
      await tx.$executeRaw`DELETE FROM ledger_transactions`;
      await tx.$executeRaw`DELETE FROM ledger_balances`;
      for (const table of ["ledger_entries", "ledger_transactions", "ledger_balances"]) {
        await tx.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      }
      await tx.partner.update({
        where: { id: partnerId },
        data: { tier: "free", subscriptionStatus: "none", pastDueSince: null },
      });
      for (const { event, moment } of deliveries) await deliver(tx, event, moment);
      state = await stateOf(tx);
      throw new Undo();
    },
    { timeout: 60_000 },
  );
  await telling.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return state;
}

async function deliver(tx: Transaction, event: Stripe.Event, moment: number): Promise<void> {
  past.now = story[moment]?.moment ?? null;
  try {
    await tx.stripeEvent.upsert({
      where: { id: event.id },
      create: {
        id: event.id,
        type: event.type,
        livemode: false,
        payload: JSON.stringify(event),
        occurredAt: timeOf(event.created),
        receivedAt: town.clock.now(),
      },
      // A second delivery is told as known; here it is even dealt with again.
      update: { processedAt: null },
    });
    await processStripeEvent({ ...town.ctx, db: tx }, { event_id: event.id });
  } finally {
    past.now = null;
  }
}

/** The mirror without when and how often it was read, and what every account holds. */
async function stateOf(tx: Transaction): Promise<unknown> {
  const when = { reading: 0n, syncedAt: null };
  const refunds = await tx.billingRefund.findMany({ orderBy: { id: "asc" } });
  const disputes = await tx.billingDispute.findMany({ orderBy: { id: "asc" } });
  const [partner, subscriptions, invoices, lines, balances, revenue] = await Promise.all([
    tx.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } }),
    tx.subscription.findMany({ orderBy: { id: "asc" } }),
    tx.invoice.findMany({ orderBy: { id: "asc" } }),
    tx.invoiceLine.findMany({ orderBy: { id: "asc" } }),
    tx.ledgerBalance.groupBy({
      by: ["accountId"],
      _sum: { amountMinor: true },
      having: { amountMinor: { _sum: { not: 0 } } },
      orderBy: { accountId: "asc" },
    }),
    tx.mrrMovement.aggregate({ _sum: { beforeMinor: true, afterMinor: true } }),
  ]);
  const { tier, subscriptionStatus, pastDueSince } = partner;
  return {
    partner: { tier, subscriptionStatus, pastDueSince },
    subscriptions: subscriptions.map((row) => ({ ...row, ...when })),
    invoices: invoices.map((row) => ({ ...row, ...when })),
    refunds: refunds.map((row) => ({ ...row, ...when })),
    disputes: disputes.map((row) => ({ ...row, ...when })),
    lines,
    balances,
    monthly: (revenue._sum.afterMinor ?? 0) - (revenue._sum.beforeMinor ?? 0),
  };
}

it("ends in the same state whatever the order, delay and repetition of Stripe's messages", async () => {
  const events = story.flatMap((step, moment) => step.events.map((event) => ({ event, moment })));
  expect(new Set(events.map(({ event }) => event.type)).size).toBeGreaterThan(10);
  const right = await tell(events);
  expect(right).toMatchObject({
    partner: { tier: "free", subscriptionStatus: "cancelled", pastDueSince: null },
    monthly: 0,
  });
  const last = story.length - 1;
  /** For each event when it arrives, never before it happened, and perhaps when it arrives again. */
  const disorder = fc.tuple(
    ...events.map(({ moment }) =>
      fc.array(fc.record({ moment: fc.integer({ min: moment, max: last }), rank: fc.nat() }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(disorder, async (arrivals) => {
      const deliveries = arrivals
        .flatMap((times, at) => times.map((time) => ({ ...time, event: (events[at] as Delivery).event })))
        .sort((a, b) => a.moment - b.moment || a.rank - b.rank);
      expect(await tell(deliveries)).toEqual(right);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 400_000);

it("never lets an answer that was slow replace a newer one", async () => {
  const first = story[0]?.moment ?? null;
  const id = first?.subscriptions[0]?.id ?? "";
  let answer = () => {};
  Object.assign(past, { now: first, slowly: new Promise<void>((resolve) => (answer = resolve)) });
  const slow = applySubscription(town.ctx, id);
  await expect.poll(() => past.waits).toBe(true);
  Object.assign(past, { now: story.at(-1)?.moment ?? null, slowly: null });
  await applySubscription(town.ctx, id);
  answer();
  await slow;
  past.now = null;
  const { status } = await own.prisma.subscription.findUniqueOrThrow({ where: { id } });
  expect(status).toBe("canceled");
});
