import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { getNextInvoices } from "@/lib/billing/billing/get-next-invoices";
import { getPaymentMethod } from "@/lib/billing/billing/get-payment-method";
import { openPortal } from "@/lib/billing/billing/open-portal";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { readCheckout } from "@/lib/billing/billing/read-checkout";
import { resumePlan } from "@/lib/billing/billing/resume-plan";
import { startCheckout } from "@/lib/billing/billing/start-checkout";
import { withdrawPlanChange } from "@/lib/billing/billing/withdraw-plan-change";
import { updateContract } from "@/lib/partners/partners/update-contract";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { answerAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

/** Whether Stripe answers. */
const line = vi.hoisted(() => ({
  up: true,
  passed: 0,
  cutAfter: Number.POSITIVE_INFINITY,
  /** Comes in between: just before an invoice is voided. */
  beforeVoid: async (): Promise<unknown> => undefined,
  /** The same, just before a checkout is closed. */
  beforeExpire: async (): Promise<unknown> => undefined,
}));

vi.mock("@/lib/vendors/stripe/stand-in/handle-request", async (original) => {
  const real = await original<typeof import("@/lib/vendors/stripe/stand-in/handle-request")>();
  return {
    ...real,
    handleStripeRequest: async (...call: Parameters<typeof real.handleStripeRequest>) => {
      if (!line.up) return new Response('{"error":{"type":"api_error"}}', { status: 503 });
      if (call[1].url.endsWith("/void")) await line.beforeVoid();
      if (call[1].url.endsWith("/expire")) await line.beforeExpire();
      const answer = await real.handleStripeRequest(...call);
      line.passed += 1;
      // It was done, and nobody learnt of it.
      if (line.passed > line.cutAfter) throw new TypeError("fetch failed");
      return answer;
    },
  };
});

const own = ownDatabase();
const town = new BillingTown(own);
const CARD = { name: "Ann Buyer", number: "4242 4242 4242 4242", expiry: "12 / 34", cvc: "123" };

beforeAll(async () => {
  setSettings();
  await town.open();
});

beforeEach(() => {
  Object.assign(line, {
    up: true,
    passed: 0,
    cutAfter: Number.POSITIVE_INFINITY,
    beforeVoid: async () => undefined,
    beforeExpire: async () => undefined,
  });
});

const idOf = (url: string) => /cs_test_\w+/.exec(url)?.[0] ?? "";
const sessions = async (ctx: PartnerContext) => {
  const { stripeCustomerId } = await own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
  return (await town.stripe.checkout.sessions.list({ customer: stripeCustomerId ?? "", limit: 100 })).data;
};

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown) => thrown);
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "done";
}

describe("buying a plan", () => {
  it("is one checkout of one customer, however often it is clicked at once", async () => {
    const ctx = await town.partner();
    const clicks = await Promise.all(
      Array.from({ length: 4 }, () => startCheckout(ctx, { tier: "starter" })),
    );
    expect(new Set(clicks.map(({ url }) => url)).size).toBe(1);
    expect(await sessions(ctx)).toHaveLength(1);
    const customers = await town.stripe.customers.list({ limit: 100 });
    expect(customers.data.filter(({ metadata }) => metadata.partner_id === ctx.partnerId)).toHaveLength(1);
  });

  it("for another tier takes the place of the one that was open, so that two windows cannot buy two plans", async () => {
    const ctx = await town.partner();
    const first = await startCheckout(ctx, { tier: "starter" });
    await startCheckout(ctx, { tier: "professional" });
    expect((await sessions(ctx)).map(({ status }) => status).toSorted()).toEqual(["expired", "open"]);
    expect(await refusal(payHostedCheckout(town.ctx, { id: idOf(first.url), ...CARD }))).toBe(
      "checkout_ended",
    );
    expect(await readCheckout(ctx, { session_id: idOf(first.url) })).toEqual({ state: "expired" });
  });

  it("starts over a day after a checkout that was left, for the same tier or another", async () => {
    for (const tier of ["starter", "professional"] as const) {
      const ctx = await town.partner();
      const left = await startCheckout(ctx, { tier: "starter" });
      await town.advance(1.1);
      const { url } = await startCheckout(ctx, { tier });
      expect(idOf(url)).not.toBe(idOf(left.url));
      await payHostedCheckout(town.ctx, { id: idOf(url), ...CARD });
      expect(await readCheckout(ctx, { session_id: idOf(url) })).toEqual({ state: "confirmed" });
    }
  });

  it("is one plan, or one new checkout, where the open one is paid or ends in the very moment it is closed", async () => {
    const ctx = await town.partner();
    const first = await startCheckout(ctx, { tier: "starter" });
    line.beforeExpire = () => payHostedCheckout(town.ctx, { id: idOf(first.url), ...CARD });
    expect(await refusal(startCheckout(ctx, { tier: "professional" }))).toBe("already_subscribed");
    const other = await town.partner();
    const second = await startCheckout(other, { tier: "starter" });
    line.beforeExpire = async () => {
      line.beforeExpire = async () => undefined;
      await town.stripe.checkout.sessions.expire(idOf(second.url));
    };
    const { url } = await startCheckout(other, { tier: "professional" });
    expect((await town.stripe.checkout.sessions.retrieve(idOf(url))).status).toBe("open");
  });

  it("is confirmed to whoever comes back from paying, before Stripe's message arrives, and then refuses a second", async () => {
    const ctx = await town.partner();
    const { url } = await startCheckout(ctx, { tier: "starter" });
    const session = { session_id: idOf(url) };
    expect(await readCheckout(ctx, session)).toEqual({ state: "waiting" });
    await payHostedCheckout(town.ctx, { id: session.session_id, ...CARD });
    expect(await readCheckout(ctx, session)).toEqual({ state: "confirmed" });
    const partner = () => own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
    expect(await partner()).toMatchObject({ tier: "starter", subscriptionStatus: "active" });
    await town.follow(ctx);
    expect(await partner()).toMatchObject({ tier: "starter", subscriptionStatus: "active" });
    expect(await refusal(startCheckout(ctx, { tier: "starter" }))).toBe("already_subscribed");
    const { method } = await getPaymentMethod(ctx);
    expect(method).toMatchObject({ last4: "4242" });
  });

  it("tries a plan that has a trial once a partner", async () => {
    const ctx = await town.partner();
    const { url } = await startCheckout(ctx, { tier: "research" });
    await payHostedCheckout(town.ctx, { id: idOf(url), ...CARD });
    await town.follow(ctx);
    const plan = () =>
      own.prisma.subscription.findFirstOrThrow({
        where: { partnerId: ctx.partnerId, kind: "plan" },
        orderBy: { createdAt: "desc" },
      });
    const tried = await plan();
    expect(tried.status).toBe("trialing");
    await town.stripe.subscriptions.cancel(tried.id);
    await town.follow(ctx);
    await town.advance(1);
    const again = await startCheckout(ctx, { tier: "research" });
    await payHostedCheckout(town.ctx, { id: idOf(again.url), ...CARD });
    await town.follow(ctx);
    expect((await plan()).status).toBe("active");
  });

  it("is not there for another tenant, and not for partners by contract", async () => {
    const [mine, theirs] = [await town.partner(), await town.partner()];
    const { url } = await startCheckout(mine, { tier: "starter" });
    await startCheckout(theirs, { tier: "starter" });
    expect(await refusal(readCheckout(theirs, { session_id: idOf(url) }))).toBe("not_found");
    expect(await refusal(readCheckout(theirs, { session_id: "cs_test_none" }))).toBe("not_found");
    await updateContract(town.ctx, { partner_id: mine.partnerId, tier: "agency" });
    expect(await refusal(startCheckout(mine, { tier: "starter" }))).toBe("plan_by_contract");
  });
});

describe("a customer that somebody has deleted at Stripe", () => {
  it("leaves the page readable, and is followed by another when a plan is bought", async () => {
    const ctx = await town.partner();
    await town.buy(ctx, "starter");
    await town.follow(ctx);
    const customer = async () =>
      (await own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } })).stripeCustomerId ?? "";
    const gone = await customer();
    await town.stripe.customers.del(gone);
    expect(await getPaymentMethod(ctx)).toEqual({ method: null, credit_minor: 0 });
    await getNextInvoices(ctx);
    await startCheckout(ctx, { tier: "starter" });
    expect(await customer()).not.toBe(gone);
    expect(await sessions(ctx)).toHaveLength(1);
    // That the old one's plan has ended is heard only now.
    await town.follow(ctx);
    expect(await own.prisma.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } })).toMatchObject({
      tier: "free",
      subscriptionStatus: "cancelled",
    });
  });
});

describe("Stripe's portal, as partners are sent to it,", () => {
  it("is for cards and invoices: no plan, nor the billing of live calls, is ended there", async () => {
    const ctx = await town.partner();
    await Promise.all([openPortal(ctx), openPortal(ctx)]);
    await openPortal(await town.partner());
    const { data } = await town.stripe.billingPortal.configurations.list({ is_default: false });
    expect(data.map(({ features }) => features)).toEqual([
      expect.objectContaining({
        payment_method_update: expect.objectContaining({ enabled: true }),
        invoice_history: { enabled: true },
        subscription_cancel: expect.objectContaining({ enabled: false }),
        subscription_update: expect.objectContaining({ enabled: false }),
      }),
    ]);
  });
});

describe("who may", () => {
  const writes: Record<string, (ctx: PartnerContext) => Promise<unknown>> = {
    startCheckout: (ctx) => startCheckout(ctx, { tier: "starter" }),
    openPortal: (ctx) => openPortal(ctx),
    changePlan: (ctx) => changePlan(ctx, { quote_id: newId() }),
    withdrawPlanChange: (ctx) => withdrawPlanChange(ctx, { invoice_id: "in_none" }),
    cancelPlan: (ctx) => cancelPlan(ctx),
    resumePlan: (ctx) => resumePlan(ctx),
  };
  it.each(Object.entries(writes))("%s: owners and admins alone", async (_name, verb) => {
    const ctx = await town.partner();
    const actor = { type: "user", id: ctx.partnerId } as const;
    for (const role of MEMBER_ROLES.filter((name) => name === "developer" || name === "viewer")) {
      const as = { ...ctx, actor, permissions: permissionsOfRole(role) };
      expect(await refusal(verb(as)), role).toBe("insufficient_role");
    }
    expect(permissionsOfRole("admin").has("billing:write")).toBe(true);
  });
});

it("a change that is paid for in the very moment in which it is withdrawn stays made, and says so", async () => {
  const { ctx, invoice, intent } = await town.waiting();
  line.beforeVoid = () => answerAuthentication(town.ctx, { id: intent, answer: "authorise" });
  expect(await refusal(withdrawPlanChange(ctx, { invoice_id: invoice }))).toBe("no_pending_change");
  expect(await getBilling(ctx)).toMatchObject({ pending_change: null, tier: "professional", overdue: [] });
  expect(await own.prisma.auditEvent.count({ where: { action: "partner.plan_change_withdrawn" } })).toBe(0);
  await town.close();
}, 120_000);

describe("while Stripe does not answer", () => {
  it("everything says so, nothing is half done, and what is tried again later works", async () => {
    const ctx = await town.partner();
    await town.buy(ctx, "starter");
    await town.follow(ctx);
    const fresh = await town.partner();
    const shown = await previewPlanChange(ctx, { tier: "professional" });
    const everything = () =>
      Promise.all([
        own.prisma.partner.findMany({ orderBy: { id: "asc" } }),
        own.prisma.subscription.findMany({ orderBy: { id: "asc" } }),
        own.prisma.ledgerTransaction.count(),
        own.prisma.auditEvent.count(),
        own.prisma.billingLease.count(),
      ]);
    const before = await everything();
    line.up = false;
    for (const work of [
      () => startCheckout(fresh, { tier: "starter" }),
      () => changePlan(ctx, { quote_id: shown.quote_id }),
      () => cancelPlan(ctx),
      () => getNextInvoices(ctx),
    ]) {
      expect(await refusal(work())).toBe("stripe_unavailable");
    }
    expect(await everything()).toEqual(before);
    line.up = true;
    expect(await refusal(startCheckout(fresh, { tier: "starter" }))).toBe("done");
    expect(await refusal(changePlan(ctx, { quote_id: shown.quote_id }))).toBe("done");
  }, 60_000);

  it("a change that waits goes on waiting, or is withdrawn when that is asked for again, wherever the answers are lost", async () => {
    const { ctx, invoice } = await town.waiting();
    const withdraw = (as = ctx, invoice_id = invoice) => refusal(withdrawPlanChange(as, { invoice_id }));
    line.up = false;
    expect(await withdraw()).toBe("stripe_unavailable");
    line.up = true;
    expect((await getBilling(ctx)).pending_change).toMatchObject({ invoice_id: invoice });
    expect(await withdraw()).toBe("done");
    // Before it is voided, with that, and at each reading after it.
    for (const cutAfter of [0, 1, 2, 3]) {
      const late = await town.waiting();
      Object.assign(line, { passed: 0, cutAfter });
      expect(await withdraw(late.ctx, late.invoice), `${cutAfter}`).toBe("stripe_unavailable");
      line.cutAfter = Number.POSITIVE_INFINITY;
      expect(await own.prisma.billingLease.count()).toBe(0);
      expect(await withdraw(late.ctx, late.invoice)).toBe("done");
      expect(await getBilling(late.ctx)).toMatchObject({
        pending_change: null,
        tier: "starter",
        overdue: [],
      });
    }
    await town.close();
  }, 180_000);

  it("bills once when the answers are lost after the deed, wherever that is", async () => {
    for (const cutAfter of [2, 3, 4]) {
      const ctx = await town.partner();
      await town.buy(ctx, "starter");
      await town.follow(ctx);
      await town.advance(1);
      const shown = await previewPlanChange(ctx, { tier: "professional" });
      Object.assign(line, { passed: 0, cutAfter });
      await changePlan(ctx, { quote_id: shown.quote_id }).catch(() => undefined);
      line.cutAfter = Number.POSITIVE_INFINITY;
      const again = await refusal(changePlan(ctx, { quote_id: shown.quote_id }));
      expect(["done", "preview_outdated"]).toContain(again);
      await town.follow(ctx);
      const { stripeCustomerId } = await own.prisma.partner.findUniqueOrThrow({
        where: { id: ctx.partnerId },
      });
      const { data } = await town.stripe.invoices.list({ customer: stripeCustomerId ?? "" });
      const changes = data.filter(({ billing_reason }) => billing_reason === "subscription_update");
      expect(changes.map(({ total }) => total)).toEqual([shown.due_now_minor]);
      await town.close();
    }
  }, 120_000);
});
