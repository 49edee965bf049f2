import { beforeAll, describe, expect, it } from "vitest";
import { applyCheckout } from "@/lib/billing/billing/apply-checkout";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyRefund } from "@/lib/billing/billing/apply-refund";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { getEventPasses } from "@/lib/events/events/get-event-passes";
import { publishEvent } from "@/lib/events/events/publish-event";
import { creditPassPurchase } from "@/lib/events/passes/credit-pass-purchase";
import { getPassPurchase } from "@/lib/events/passes/get-pass-purchase";
import { listEventPasses } from "@/lib/events/passes/list-event-passes";
import { purchaseEventPass } from "@/lib/events/passes/purchase-event-pass";
import { SetEventPassPrice } from "@/lib/events/passes/schemas";
import { setEventPassPrice } from "@/lib/events/passes/set-event-pass-price";
import { settlePassMoney } from "@/lib/events/passes/settle-pass-money";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { newId } from "@/lib/platform/ids";
import { payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { stripe } from "@/lib/vendors/stripe/stripe-client";
import { OwnDatabase } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(6);
beforeAll(() => setSettings());

async function venue() {
  const input = { company_name: "Venue", email: `venue-${newId()}@example.com`, tier: "free" } as const;
  const { partner } = await createPartner(own.system(), input, { verifyBy: null });
  await own.prisma.partner.update({ where: { id: partner.id }, data: { emailVerifiedAt: new Date() } });
  return own.as({ partnerId: partner.id });
}

type Venue = Awaited<ReturnType<typeof venue>>;

const pay = (id: string, number = "4242424242424242") =>
  payHostedCheckout(own.system(), { id, number, expiry: "12 / 40", cvc: "123", name: "Bo Buyer" });
const credit = (session_id: string) => creditPassPurchase(own.system(), { session_id });
const unused = async (ctx: Venue) => (await getEventPasses(ctx)).unused;

async function bought(ctx: Venue): Promise<string> {
  const { checkout_session_id } = await purchaseEventPass(ctx);
  await pay(checkout_session_id);
  await credit(checkout_session_id);
  return checkout_session_id;
}

async function refunded(session: string, amount?: number): Promise<void> {
  const client = stripe(own.system());
  const { payment_intent } = await client.checkout.sessions.retrieve(session);
  const refund = await client.refunds.create({
    payment_intent: String(payment_intent),
    ...(amount === undefined ? {} : { amount }),
  });
  await applyRefund(own.system(), refund.id);
  expect(await own.queued("passes.settle-money")).toContainEqual({ checkout_session_id: session });
  await settlePassMoney(own.system(), { checkout_session_id: session });
}

describe("a purchase of an event pass", () => {
  it("gives one pass at the list price, however often Stripe tells of it, and its money is in the books", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchaseEventPass(ctx);
    expect(await getPassPurchase(ctx, { checkout_session_id })).toEqual({
      price_minor: 500_000,
      paid_at: null,
    });
    await credit(checkout_session_id);
    expect(await unused(ctx)).toBe(0);
    await pay(checkout_session_id);
    await applyCheckout(own.system(), checkout_session_id);
    expect(await own.queued("passes.credit-purchase")).toContainEqual({ session_id: checkout_session_id });
    await Promise.all(Array.from({ length: 5 }, () => credit(checkout_session_id)));
    expect(await unused(ctx)).toBe(1);
    expect(await getPassPurchase(ctx, { checkout_session_id })).toMatchObject({
      paid_at: expect.any(String),
    });
    expect((await listEventPasses(ctx, { limit: 20 })).data).toMatchObject([
      { origin: "bought", price_minor: 500_000, state: "unused", event: null },
    ]);
    expect((await checkLedger(own.system())).faults).toEqual([]);
    await reconcileBilling(own.system());
    expect(
      await own.prisma.billingDifference.findMany({ where: { kind: { in: ["cash", "ledger"] } } }),
    ).toEqual([]);
  });

  it("costs a partner what an operator has set within the range, and an open checkout keeps its price", async () => {
    const [ctx, other] = [await venue(), await venue()];
    const admin = adminContext(own.database, await makePerson(own.database, { admin: true }));
    const before = await purchaseEventPass(ctx);
    const set = { partner_id: ctx.partnerId, price_minor: 250_000, reason: "Agreed on the phone" };
    await setEventPassPrice(admin, SetEventPassPrice.parse(set));
    const after = await purchaseEventPass(ctx);
    for (const { checkout_session_id } of [before, after]) {
      await pay(checkout_session_id);
      await credit(checkout_session_id);
    }
    const passes = await listEventPasses(ctx, { limit: 20 });
    expect(passes.price_minor).toBe(250_000);
    expect(passes.data.map(({ price_minor }) => price_minor).sort()).toEqual([250_000, 500_000]);
    expect((await listEventPasses(other, { limit: 20 })).price_minor).toBe(500_000);
    for (const price_minor of [199_999, 1_000_001, 2_500.5])
      expect(SetEventPassPrice.safeParse({ ...set, price_minor }).error?.issues[0]?.path).toEqual([
        "price_minor",
      ]);
    await expect(setEventPassPrice({ ...admin, confirmedAt: null }, set)).rejects.toMatchObject({
      code: "confirm_yourself",
    });
  });

  it("that was paid with another amount than was asked, or by a checkout that is not ours, gives nothing", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchaseEventPass(ctx);
    const client = stripe(own.system());
    const ours = await client.checkout.sessions.retrieve(checkout_session_id);
    const forge = async (metadata: Record<string, string>) => {
      const forged = await client.checkout.sessions.create({
        mode: "payment",
        customer: String(ours.customer),
        line_items: [
          { price_data: { currency: "usd", unit_amount: 100, product_data: { name: "Pass" } }, quantity: 1 },
        ],
        success_url: "http://localhost/",
        metadata: { kind: "event_pass", partner_id: ctx.partnerId, ...metadata },
      });
      await pay(forged.id);
      await credit(forged.id);
      await credit(forged.id);
      return forged.id;
    };
    const forged = [
      await forge({ ...ours.metadata }),
      await forge({ purchase_id: newId() }),
      await forge({}),
    ];
    expect(await unused(ctx)).toBe(0);
    const aside = await own.prisma.billingSetAside.findMany({ where: { objectId: { in: forged } } });
    expect(aside.map(({ reason }) => reason)).toEqual(Array(3).fill("unexpected_amount"));
  });

  it("is begun by owners and admins with live credentials only, and seen by its own partner only", async () => {
    const [ctx, other] = [await venue(), await venue()];
    const { checkout_session_id } = await purchaseEventPass(ctx);
    await expect(getPassPurchase(other, { checkout_session_id })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const role of ["developer", "viewer"] as const)
      await expect(purchaseEventPass({ ...ctx, permissions: permissionsOfRole(role) })).rejects.toMatchObject(
        {
          code: "insufficient_scope",
        },
      );
    await expect(purchaseEventPass({ ...ctx, mode: "test" })).rejects.toMatchObject({
      code: "live_key_required",
    });
  });
});

describe("money that goes back for an event pass", () => {
  it("takes an unused pass back once all of it went, so that it publishes nothing", async () => {
    const ctx = await venue();
    const session = await bought(ctx);
    await refunded(session, 100_000);
    expect(await unused(ctx)).toBe(1);
    await refunded(session);
    expect(await unused(ctx)).toBe(0);
    const event = await makeEvent(ctx);
    await expect(publishEvent(ctx, { event_id: event.id })).rejects.toMatchObject({
      code: "event_pass_required",
    });
    expect((await listEventPasses(ctx, { limit: 20 })).data).toMatchObject([{ state: "taken_back" }]);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });

  it("leaves a used pass to its event, and asks a person to look at it once", async () => {
    const ctx = await venue();
    const session = await bought(ctx);
    const event = await makeEvent(ctx);
    await publishEvent(ctx, { event_id: event.id });
    await refunded(session);
    await settlePassMoney(own.system(), { checkout_session_id: session });
    expect(await getEventPasses(ctx)).toEqual({ unused: 0, used: 1, included: 0 });
    const aside = await own.prisma.billingSetAside.findMany({ where: { objectId: session } });
    expect(aside).toMatchObject([{ reason: "pass_used", amountMinor: 500_000n }]);
    expect(aside[0]?.detail).toContain(event.id);
  });

  it("asks again for a used pass whose money came and went again, and no longer while it is there", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchaseEventPass(ctx);
    await pay(checkout_session_id, "4000000000000259");
    await credit(checkout_session_id);
    const event = await makeEvent(ctx);
    await publishEvent(ctx, { event_id: event.id });
    const client = stripe(own.system());
    const { payment_intent } = await client.checkout.sessions.retrieve(checkout_session_id);
    const [dispute] = (await client.disputes.list({ payment_intent: String(payment_intent) })).data;
    if (dispute === undefined) throw new Error("The card of disputes made none.");
    const settle = () => settlePassMoney(own.system(), { checkout_session_id });
    const open = () =>
      own.prisma.billingSetAside.count({ where: { objectId: checkout_session_id, resolvedAt: null } });
    await applyDispute(own.system(), dispute.id);
    await settle();
    expect(await open()).toBe(1);
    await client.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: true,
    });
    await applyDispute(own.system(), dispute.id);
    await settle();
    expect(await open()).toBe(0);
    const refund = await client.refunds.create({ payment_intent: String(payment_intent) });
    await applyRefund(own.system(), refund.id);
    await settle();
    await settle();
    expect(await open()).toBe(1);
  });

  it("gives the pass again where a dispute is won", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchaseEventPass(ctx);
    await pay(checkout_session_id, "4000000000000259");
    await credit(checkout_session_id);
    const client = stripe(own.system());
    const { payment_intent } = await client.checkout.sessions.retrieve(checkout_session_id);
    const [dispute] = (await client.disputes.list({ payment_intent: String(payment_intent) })).data;
    if (dispute === undefined) throw new Error("The card of disputes made none.");
    await applyDispute(own.system(), dispute.id);
    await settlePassMoney(own.system(), { checkout_session_id });
    expect(await unused(ctx)).toBe(0);
    await client.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: true,
    });
    await applyDispute(own.system(), dispute.id);
    await settlePassMoney(own.system(), { checkout_session_id });
    expect(await unused(ctx)).toBe(1);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });
});
