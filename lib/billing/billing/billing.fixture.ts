import Stripe from "stripe";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { endUsage } from "@/lib/billing/billing/end-usage";
import { ensureCatalogue } from "@/lib/billing/billing/ensure-catalogue";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { subjectOf } from "@/lib/billing/billing/event-subjects";
import { findPrice } from "@/lib/billing/billing/find-price";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { receiveStripeEvent } from "@/lib/billing/billing/receive-stripe-event";
import { startUsage } from "@/lib/billing/billing/start-usage";
import { planPrice } from "@/lib/billing/billing/stripe-names";
import { createPartner } from "@/lib/partners/partners/create-partner";
import type { PlanTier } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { freezeClock } from "@/lib/vendors/stripe/stand-in/clock";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";
import type { OwnDatabase } from "@/test/own-database";
import { stripeInMemory } from "@/test/stripe-in-memory";

const START = "2027-01-10T09:00:00Z";

/** A town with one clock, Stripe's stand-in in it, and partners that buy. Call `open` before the tests. */
export class BillingTown {
  readonly #own: OwnDatabase;
  readonly #made: string[] = [];
  readonly clock = new FixedClock(START);
  #testClock = "";
  #newest = "";

  constructor(own: OwnDatabase) {
    this.#own = own;
    stripeInMemory(own);
  }

  get stripe(): Stripe {
    return standInClient({ db: this.#own.prisma });
  }

  get ctx() {
    return this.#own.system(this.clock);
  }

  /** Stops the clock where it begins and fills the shop. */
  async open(): Promise<void> {
    const seconds = Date.parse(START) / 1_000;
    await runInStandIn({ db: this.#own.prisma }, (world) => freezeClock(world, seconds));
    this.#testClock = (await this.stripe.testHelpers.testClocks.create({ frozen_time: seconds })).id;
    await ensureCatalogue(this.ctx);
    this.#newest = (await this.stripe.events.list({ limit: 1 })).data[0]?.id ?? "";
  }

  /** Lets time pass, at Stripe and here, and everything follow. */
  async advance(days: number): Promise<void> {
    this.clock.advance(days * 86_400_000);
    const seconds = this.clock.now().getTime() / 1_000;
    await this.stripe.testHelpers.testClocks.advance(this.#testClock, { frozen_time: seconds });
  }

  /** A partner on the free tier, as people sign up. */
  async partner(): Promise<PartnerContext> {
    const input = { company_name: "Buyer", email: `buyer.${newId()}@example.com`, tier: "free" } as const;
    const made = await createPartner(this.ctx, input, { verifyBy: null });
    return this.#own.as({ partnerId: made.partner.id }, { clock: this.clock });
  }

  /** Buys a plan as a finished checkout does: the card stays with the plan. */
  async buy(
    ctx: PartnerContext,
    tier: PlanTier,
    more: Partial<Stripe.SubscriptionCreateParams> & { card?: string } = {},
  ): Promise<Stripe.Subscription> {
    const { card = "pm_card_visa", ...params } = more;
    const customer = await ensureCustomer(ctx);
    const price = await findPrice(ctx, planPrice(tier));
    const method = await this.stripe.paymentMethods.attach(card, { customer });
    this.#made.push(customer);
    return this.stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: method.id,
      metadata: { kind: "plan", partner_id: ctx.partnerId },
      ...params,
    });
  }

  /** Ends what was bought so far, so that it does not renew through the tests that follow. */
  async close(): Promise<void> {
    for (const customer of this.#made.splice(0)) {
      for (const { id } of (await this.stripe.subscriptions.list({ customer })).data) {
        await this.stripe.subscriptions.cancel(id);
      }
    }
    await this.deal();
  }

  /** Another card for what a partner pays next. */
  async payWith(ctx: PartnerContext, card: string): Promise<void> {
    const customer = await ensureCustomer(ctx);
    const method = await this.stripe.paymentMethods.attach(card, { customer });
    await this.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: method.id },
    });
  }

  /** Another card for the plan itself, as it has one of its own before its first charge. */
  async payWithPlan(ctx: PartnerContext, card: string): Promise<void> {
    const customer = await ensureCustomer(ctx);
    const method = await this.stripe.paymentMethods.attach(card, { customer });
    for (const { id, metadata } of (await this.stripe.subscriptions.list({ customer })).data) {
      if (metadata.kind === "plan")
        await this.stripe.subscriptions.update(id, { default_payment_method: method.id });
    }
  }

  /** A starter plan, and an upgrade of it that its card's bank wants consent for. */
  async waiting() {
    const ctx = await this.partner();
    await this.buy(ctx, "starter");
    await this.follow(ctx);
    await this.payWith(ctx, "pm_card_threeDSecure2Required");
    await this.advance(3);
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    const confirm = () => changePlan(ctx, { quote_id: shown.quote_id });
    await confirm();
    const [open] = (await listInvoices(ctx, { limit: 1 })).data;
    const [payment] = (await this.stripe.paymentIntents.list({ customer: await ensureCustomer(ctx) })).data;
    return { ctx, shown, confirm, invoice: open?.id ?? "", intent: payment?.id ?? "" };
  }

  /** All events that Stripe has, oldest first. */
  async events(): Promise<Stripe.Event[]> {
    const events = await this.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    return events.toReversed();
  }

  /** Brings one event as Stripe does, signed now. */
  async bring(event: Stripe.Event): Promise<void> {
    const body = JSON.stringify(event);
    const signature = await Stripe.webhooks.generateTestHeaderStringAsync({
      payload: body,
      secret: webhookSecret(),
    });
    await receiveStripeEvent(this.ctx, { body, signature });
  }

  /**
   * Brings all that is new, and has what it is about read once, however many events tell of it. Returns how many there
   * were.
   */
  async deal(): Promise<number> {
    const fresh = await this.#newEvents();
    const last = new Map<string, string>();
    for (const event of fresh) {
      await this.bring(event);
      const subject = subjectOf(event);
      if (subject !== null) last.set(`${subject.kind} ${subject.id}`, event.id);
    }
    for (const event_id of last.values()) await processStripeEvent(this.ctx, { event_id });
    return fresh.length;
  }

  /** Those since the last time, oldest first. */
  async #newEvents(): Promise<Stripe.Event[]> {
    const found: Stripe.Event[] = [];
    for (let more = true; more; ) {
      const after = this.#newest === "" ? {} : { ending_before: this.#newest };
      const page = await this.stripe.events.list({ limit: 100, ...after });
      found.push(...page.data.toReversed());
      this.#newest = page.data[0]?.id ?? this.#newest;
      more = page.has_more && page.data.length > 0;
    }
    return found;
  }

  /** Brings all that is new, has it dealt with, and what that queues, until nothing more follows. */
  async follow(ctx: PartnerContext): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      if ((await this.deal()) === 0) return;
      await startUsageOnce(this, ctx);
      await endUsage(this.ctx, { partner_id: ctx.partnerId });
    }
    throw new Error("Events follow events without end.");
  }
}

/** As the queue does: only where a job was asked for. */
async function startUsageOnce(town: BillingTown, ctx: PartnerContext): Promise<void> {
  const rows = await town.ctx.db.subscription.findMany({ where: { partnerId: ctx.partnerId } });
  const paid = rows.some(({ kind, status }) => kind === "plan" && status !== "trialing");
  const has = rows.some(({ kind, endedAt }) => kind === "usage" && endedAt === null);
  if (paid && !has) await startUsage(town.ctx, { partner_id: ctx.partnerId });
}
