import Stripe from "stripe";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { endUsage } from "@/lib/billing/billing/end-usage";
import { ensureCatalogue } from "@/lib/billing/billing/ensure-catalogue";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { StripeMessages } from "@/lib/billing/billing/history-messages.fixture";
import {
  Dice,
  type History,
  type HistoryCard,
  type HistoryCoupon,
  type HistoryStep,
} from "@/lib/billing/billing/history-steps.fixture";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { resumePlan } from "@/lib/billing/billing/resume-plan";
import { startCheckout } from "@/lib/billing/billing/start-checkout";
import { withdrawPlanChange } from "@/lib/billing/billing/withdraw-plan-change";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { PlanTier } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import type { Database } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { type JobContext, systemContext } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import type { PrismaClient } from "@/lib/platform/prisma/client";
import { freezeClock } from "@/lib/vendors/stripe/stand-in/clock";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { EVENT } from "@/lib/vendors/stripe/stand-in/events";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { applyCheckoutCode, payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { MemoryStandIn } from "@/lib/vendors/stripe/stand-in/memory-store";
import { advanceClock } from "@/lib/vendors/stripe/stand-in/test-clocks";
import { keepInMemory, runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";

/** Histories begin here: a leap year lies ahead. */
export const START = Date.parse("2027-01-29T22:15:00Z") / 1_000;

/** A change of plan that was confirmed, as the history itself knows it. */
export interface ToldChange {
  subscription: string;
  tier: PlanTier;
  countedFrom: number;
  madeAt: number;
  /** The invoice it brought; null where Stripe made none. */
  invoice: string | null;
}

/** A history as it is lived through: what was done, and what came of it. */
export interface Lived {
  history: History;
  ctx: PartnerContext & { db: PrismaClient };
  customer: string;
  /** By subscription, what was chosen when it was bought. */
  bought: Map<string, { tier: PlanTier; coupon: HistoryCoupon | null; trialEndsAt: number | null }>;
  /** By checkout, the coupon whose code was entered there. */
  codes: Map<string, HistoryCoupon>;
  changes: ToldChange[];
  calls: { at: number; units: number; subscription: string }[];
  tokens: { bought: number; used: number };
  byContract: boolean;
  /** One line a step: when, what, and what was answered. */
  log: string[];
  problems: string[];
}

const NUMBERS: Record<HistoryCard, string> = {
  pays: "4242424242424242",
  fails: "4000000000000341",
  asks: "4000000000003220",
  disputed: "4000000000000259",
  "refund fails": "4000000000005126",
};
const METHODS: Record<HistoryCard, string> = {
  pays: "pm_card_visa",
  fails: "pm_card_chargeCustomerFail",
  asks: "pm_card_threeDSecure2Required",
  disputed: "pm_card_createDispute",
  "refund fails": "pm_card_refundFail",
};
const CARD = { name: "Ann Buyer", expiry: "12 / 39", cvc: "123" };

/**
 * Partners whose histories are lived through one after the other, each from the same moment on, in one database and one
 * stand-in of Stripe. What comes of one follows from its seed alone.
 */
export class HistoryTown {
  readonly database: Database;
  readonly clock = new FixedClock(new Date(START * 1_000));
  readonly stripe: Stripe;
  readonly ctx: JobContext & { db: PrismaClient };
  readonly #memory = new MemoryStandIn();
  #living: Lived | null = null;
  /** How often each kind of step came to what. */
  readonly outcomes: Record<string, number> = {};
  #messages: StripeMessages | null = null;

  constructor(database: Database) {
    this.database = database;
    keepInMemory(database.prisma, this.#memory);
    this.stripe = standInClient({ db: database.prisma });
    this.ctx = { ...systemContext(database, "histories"), clock: this.clock, db: database.prisma };
  }

  get now(): number {
    return this.clock.now().getTime() / 1_000;
  }

  async open(): Promise<void> {
    await this.setTime(START);
    await ensureCatalogue(this.ctx);
  }

  /** Sets the clock to a moment, also of the past, at Stripe and here. Nothing happens by it. */
  async setTime(seconds: number): Promise<void> {
    this.clock.advance((seconds - this.now) * 1_000);
    await runInStandIn({ db: this.database.prisma }, (world) => freezeClock(world, seconds));
  }

  async begin(history: History): Promise<Lived> {
    await this.setTime(START);
    this.#memory.takeNew(EVENT.name);
    this.#messages = new StripeMessages({
      memory: this.#memory,
      dice: new Dice(history.seed),
      ctx: this.ctx,
      endUsage: (partnerId) => this.#endUsage(partnerId),
    });
    const email = `buyer-${newId()}@example.com`;
    const input = { company_name: "Buyer", email, tier: "free" } as const;
    const { partner } = await createPartner(this.ctx, input, { verifyBy: null });
    const actor = { type: "api_key", id: newId() } as const;
    const ctx: Lived["ctx"] = {
      ...this.ctx,
      actor,
      partnerId: partner.id,
      mode: "live",
      permissions: ALL_PERMISSIONS,
      ip: "203.0.113.0",
    };
    const lived: Lived = {
      history,
      ctx,
      customer: await ensureCustomer(ctx),
      bought: new Map(),
      codes: new Map(),
      changes: [],
      calls: [],
      tokens: { bought: 0, used: 0 },
      byContract: false,
      log: [],
      problems: [],
    };
    this.#living = lived;
    return lived;
  }

  /** Lets time pass up to a moment, at Stripe and here. */
  async passTo(seconds: number): Promise<void> {
    if (seconds <= this.now) return;
    this.clock.advance((seconds - this.now) * 1_000);
    await runInStandIn({ db: this.database.prisma }, (world) => advanceClock(world, seconds));
  }

  /** Does a step, as whoever would do it, and notes what came of it. */
  async live(lived: Lived, step: HistoryStep): Promise<void> {
    let outcome: string;
    try {
      outcome = await this.#do(lived, step);
    } catch (error) {
      if (error instanceof AppError || error instanceof Stripe.errors.StripeInvalidRequestError) {
        outcome = `refused: ${error.code} ${error.message}`;
      } else if (error instanceof Stripe.errors.StripeCardError) outcome = `declined: ${error.message}`;
      else {
        outcome = `crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
        lived.problems.push(`${step.do} ${outcome}`);
      }
      // What Stripe refuses to us is a fault of ours; what it refuses to its own operator is not.
      if (error instanceof Stripe.errors.StripeInvalidRequestError && OURS.has(step.do)) {
        lived.problems.push(`${step.do} failed inside with what Stripe said: ${error.message}`);
      }
    }
    const said = /^refused: \S+|^[a-z ]*[a-z]/.exec(outcome)?.[0] ?? "done";
    const kind = `${step.do}: ${said.replace(/ sub$/, "")}`;
    this.outcomes[kind] = (this.outcomes[kind] ?? 0) + 1;
    const when = new Date(this.now * 1_000).toISOString().replace(".000Z", "Z");
    lived.log.push(`${when} ${JSON.stringify({ ...step, at: undefined })} → ${outcome}`);
  }

  async #do(lived: Lived, step: HistoryStep): Promise<string> {
    const { ctx, customer } = lived;
    switch (step.do) {
      case "wait":
        return "done";
      case "buy":
        return this.#buy(lived, step);
      case "change":
        return this.#change(lived, step.tier, step.confirmedAfter);
      case "cancel":
        await cancelPlan(ctx);
        return "done";
      case "resume":
        await resumePlan(ctx);
        return "done";
      case "card":
        return this.#payWith(lived, step.card);
      case "pay": {
        const method = await this.stripe.paymentMethods.attach("pm_card_mastercard", { customer });
        const open = (await this.stripe.invoices.list({ customer, status: "open", limit: 100 })).data;
        for (const { id } of open.toReversed())
          await this.stripe.invoices.pay(id, { payment_method: method.id });
        return `${open.length} paid`;
      }
      case "consent": {
        const { data } = await this.stripe.paymentIntents.list({ customer, limit: 100 });
        const waiting = data.find(({ status }) => status === "requires_action");
        if (waiting === undefined) return "none waits";
        await answerAuthentication(this.ctx, { id: waiting.id, answer: step.answer });
        return `done for ${waiting.amount}`;
      }
      case "withdraw": {
        const plan = await ctx.db.subscription.findFirst({
          where: { partnerId: ctx.partnerId, pendingInvoiceId: { not: null } },
        });
        if (plan?.pendingInvoiceId == null) return "none waits";
        await withdrawPlanChange(ctx, { invoice_id: plan.pendingInvoiceId });
        return "done";
      }
      case "refund":
        return this.#refund(lived, step.payment, step.thousandths);
      case "dispute":
        return this.#dispute(lived, step.payment, step.thousandths);
      case "decide":
        return this.#decide(lived, step.won);
      case "contract": {
        const terms = step.on
          ? ({ tier: "agency", subscription_status: "active" } as const)
          : ({ tier: "free", subscription_status: "none" } as const);
        await updateContract(this.ctx, { partner_id: ctx.partnerId, ...terms });
        lived.byContract = step.on;
        return "done";
      }
      case "call":
        return this.#call(lived, step.units);
      case "tokens":
        return this.#tokens(lived, step.thousands * 1_000, step.usedThousandths);
    }
  }

  async #buy(lived: Lived, step: HistoryStep & { do: "buy" }): Promise<string> {
    const { ctx, customer } = lived;
    const { url } = await startCheckout(ctx, { tier: step.tier }).catch((error: unknown) => {
      if (error instanceof Stripe.errors.StripeInvalidRequestError)
        lived.problems.push(`a checkout failed inside with what Stripe said: ${error.message}`);
      throw error;
    });
    const id = sessionIn(url);
    if (step.coupon !== null) {
      const { percentOff, amountOffCents, lasts } = step.coupon;
      const coupon = await this.stripe.coupons.create({
        ...(percentOff === null
          ? { amount_off: amountOffCents ?? 0, currency: "usd" }
          : { percent_off: percentOff }),
        ...(typeof lasts === "number"
          ? { duration: "repeating", duration_in_months: lasts }
          : { duration: lasts }),
      });
      const code = `C${newId().replaceAll("-", "").toUpperCase()}`;
      await this.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code });
      await applyCheckoutCode(this.ctx, { id, code });
      lived.codes.set(id, step.coupon);
    }
    // Each history's people have cards of their own; Stripe's test cards are the same for all.
    await ctx.db.$executeRaw`DELETE FROM trial_claims WHERE key LIKE 'card:%'`;
    const before = await this.#plans(customer);
    await payHostedCheckout(this.ctx, { id, ...CARD, number: NUMBERS[step.card] });
    const made = (await this.#plans(customer)).find((plan) => !before.some((known) => known.id === plan.id));
    if (made === undefined) return "nothing was made";
    // A checkout that is tried again still has the code of before.
    const coupon = lived.codes.get(id) ?? null;
    lived.bought.set(made.id, { tier: step.tier, coupon, trialEndsAt: made.trial_end });
    return `bought ${made.id}${made.trial_end === null ? "" : " in trial"}`;
  }

  async #plans(customer: string): Promise<Stripe.Subscription[]> {
    const { data } = await this.stripe.subscriptions.list({ customer, status: "all", limit: 100 });
    return data.filter(({ metadata }) => metadata.kind === "plan");
  }

  async #change(lived: Lived, tier: PlanTier, confirmedAfter: number): Promise<string> {
    const { ctx, customer } = lived;
    const shown = await previewPlanChange(ctx, { tier });
    const countedFrom = this.now;
    if (confirmedAfter > 0) await this.passTo(this.now + confirmedAfter);
    const before = (await this.#plans(customer)).find(({ ended_at }) => ended_at === null);
    const answer = await changePlan(ctx, { quote_id: shown.quote_id });
    const after = (await this.#plans(customer)).find(({ id }) => id === before?.id);
    if (after === undefined) throw new Error("The plan that was changed is gone.");
    const latest = idOf(after.latest_invoice);
    const invoice = latest === idOf(before?.latest_invoice ?? null) ? null : latest;
    lived.changes.push({ subscription: after.id, tier, countedFrom, madeAt: this.now, invoice });
    const waits = "consent_url" in answer;
    if (!waits) await this.#assertAsShown(lived, shown, invoice);
    return `${waits ? "waits for consent" : "made"}; shown due ${shown.due_now_minor}, credit ${shown.credit_minor}, next ${shown.next_charge_at}`;
  }

  /** What the dialog said is what came. */
  async #assertAsShown(
    lived: Lived,
    shown: { due_now_minor: number; total_minor: number; credit_minor: number },
    invoiceId: string | null,
  ): Promise<void> {
    const person = await this.stripe.customers.retrieve(lived.customer);
    const balance = person.deleted ? 0 : person.balance;
    const invoice = invoiceId === null ? null : await this.stripe.invoices.retrieve(invoiceId);
    const [due, total] = [invoice?.amount_due ?? 0, invoice?.total ?? 0];
    const credit = Math.max(0, -balance);
    if (due !== shown.due_now_minor || total !== shown.total_minor || credit !== shown.credit_minor) {
      lived.problems.push(
        `a change came otherwise than shown: due ${due}, total ${total}, credit ${credit}; shown ${shown.due_now_minor}, ${shown.total_minor}, ${shown.credit_minor}`,
      );
    }
  }

  /** As the customer does in Stripe's portal: another card for all that is paid from now on. */
  async #payWith(lived: Lived, card: HistoryCard): Promise<string> {
    const { customer } = lived;
    const { id } = await this.stripe.paymentMethods.attach(METHODS[card], { customer });
    await this.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
    for (const plan of await this.#plans(customer)) {
      if (plan.ended_at !== null || plan.default_payment_method === null) continue;
      await this.stripe.subscriptions.update(plan.id, { default_payment_method: id });
    }
    return "done";
  }

  async #refund(lived: Lived, index: number, thousandths: number): Promise<string> {
    const found = await this.#share(lived, index, thousandths);
    if (found === null) return "nothing was paid";
    const { charge, amount } = found;
    await this.stripe.refunds.create({ charge: charge.id, amount });
    return `${amount} of ${charge.amount}`;
  }

  async #dispute(lived: Lived, index: number, thousandths: number): Promise<string> {
    const found = await this.#share(lived, index, thousandths);
    if (found === null) return "nothing was paid";
    const { charge, amount } = found;
    if (charge.disputed) return "disputed before";
    await runInStandIn(this.ctx, (world) => openDispute(world, charge.id, { amount }));
    return `${amount} of ${charge.amount}`;
  }

  /** A share of what is left of one of the payments, at least a cent. */
  async #share({ customer }: Lived, index: number, thousandths: number) {
    const { data } = await this.stripe.charges.list({ customer, limit: 100 });
    const paid = data.filter(
      ({ status, amount, amount_refunded }) => status === "succeeded" && amount > amount_refunded,
    );
    const charge = paid[index % Math.max(1, paid.length)];
    if (charge === undefined) return null;
    const left = charge.amount - charge.amount_refunded;
    return { charge, amount: Math.max(1, Math.floor((left * thousandths) / 1_000)) };
  }

  /** The bank decides what is still disputed. */
  async #decide({ customer }: Lived, won: boolean): Promise<string> {
    const { data } = await this.stripe.charges.list({ customer, limit: 100 });
    let decided = 0;
    for (const { id, disputed } of data) {
      if (!disputed) continue;
      for (const dispute of (await this.stripe.disputes.list({ charge: id })).data) {
        if (dispute.status !== "needs_response") continue;
        const evidence = { uncategorized_text: won ? "winning_evidence" : "losing_evidence" };
        await this.stripe.disputes.update(dispute.id, { evidence });
        decided += 1;
      }
    }
    return `${decided} ${won ? "won" : "lost"}`;
  }

  /** Live calls, as they are reported. */
  async #call(lived: Lived, units: number): Promise<string> {
    const { data } = await this.stripe.subscriptions.list({ customer: lived.customer, limit: 100 });
    const usage = data.find(({ metadata }) => metadata.kind === "usage");
    if (usage === undefined) return "no calls are billed";
    await this.stripe.billing.meterEvents.create({
      event_name: "soulmate_live_units",
      identifier: newId(),
      timestamp: this.now,
      payload: { stripe_customer_id: lived.customer, value: String(units) },
    });
    lived.calls.push({ at: this.now, units, subscription: usage.id });
    return "done";
  }

  async #tokens(lived: Lived, tokens: number, usedThousandths: number): Promise<string> {
    const { ctx } = lived;
    const { checkout_session_id: id } = await purchaseTokens(ctx, { tokens });
    await payHostedCheckout(this.ctx, { id, ...CARD, number: NUMBERS.pays });
    lived.tokens.bought += tokens;
    await this.follow();
    const used = Math.floor((tokens * usedThousandths) / 1_000);
    if (used > 0) {
      const hold = { feature: "insights", tokens: used, key: newId() };
      const expiresAt = new Date(this.now * 1_000 + 3_600_000);
      const { holdId } = await holdTokens(ctx, { ...hold, expiresAt });
      await settleHold(ctx, { holdId, tokens: used });
      lived.tokens.used += used;
    }
    return `${tokens} bought, ${used} used`;
  }

  /** Ends what a history has left running, and lets its last invoices become final. */
  async close(lived: Lived): Promise<void> {
    const { data } = await this.stripe.subscriptions.list({ customer: lived.customer, limit: 100 });
    for (const { id, metadata } of data)
      if (metadata.kind === "plan") await this.stripe.subscriptions.cancel(id);
    await this.follow();
    for (const { id, metadata } of (await this.stripe.subscriptions.list({ customer: lived.customer }))
      .data) {
      lived.problems.push(`${metadata.kind} ${id} still runs after its plan has ended`);
      await this.stripe.subscriptions.cancel(id);
    }
    await this.passTo(this.now + 3_601);
    await this.follow();
    // What Stripe still tries to collect would be collected in the history that comes next.
    for (let at = await this.#nextAttempt(lived); at !== null; at = await this.#nextAttempt(lived)) {
      await this.passTo(at + 1);
      await this.follow();
    }
  }

  async #nextAttempt({ customer }: Lived): Promise<number | null> {
    const { data } = await this.stripe.invoices.list({ customer, status: "open", limit: 100 });
    const times = data.flatMap(({ next_payment_attempt: at }) => at ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }

  async deal(): Promise<void> {
    await this.#messages?.deal();
  }

  async follow(): Promise<void> {
    await this.#messages?.follow();
  }

  /** As metering does once every call is counted, which here they are when they are made. */
  async #endUsage(partnerId: string): Promise<void> {
    const usage = await this.ctx.db.subscription.findMany({
      where: { partnerId, kind: "usage", endedAt: null },
    });
    const now = this.clock.now();
    const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth()) / 1_000;
    const all = this.#living?.ctx.partnerId === partnerId ? this.#living.calls : [];
    const calls = all.filter(
      ({ at, subscription }) => at >= month && usage.some(({ id }) => id === subscription),
    );
    await endUsage(this.ctx, { partner_id: partnerId, nothing: calls.length === 0 });
  }
}

/** Steps that go through verbs of ours alone. */
const OURS: ReadonlySet<HistoryStep["do"]> = new Set(["change", "cancel", "resume", "withdraw", "contract"]);

export function idOf(field: string | { id: string } | null): string | null {
  return typeof field === "object" && field !== null ? field.id : field;
}

function sessionIn(url: string): string {
  return /cs_test_\w+/.exec(url)?.[0] ?? "";
}
