import { beforeAll, describe, expect, it } from "vitest";
import { applyCheckout } from "@/lib/billing/billing/apply-checkout";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyRefund } from "@/lib/billing/billing/apply-refund";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { deferredPartnerships } from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { getEventPasses } from "@/lib/events/events/get-event-passes";
import { publishEvent } from "@/lib/events/events/publish-event";
import { compareEvents } from "@/lib/events/pairing/compare-events";
import { CompareEvents } from "@/lib/events/pairing/compare-schemas";
import { checkPartnerships } from "@/lib/events/partnerships/check-partnerships";
import { creditPartnership } from "@/lib/events/partnerships/credit-partnership";
import { earnPartnerships } from "@/lib/events/partnerships/earn-partnerships";
import { getPartnership, getPartnershipPurchase } from "@/lib/events/partnerships/get-partnership";
import { getPartnershipForAdmin } from "@/lib/events/partnerships/get-partnership-for-admin";
import { purchasePartnership } from "@/lib/events/partnerships/purchase-partnership";
import { remindOfEndings } from "@/lib/events/partnerships/remind-partnerships";
import { SetPartnershipTerms } from "@/lib/events/partnerships/schemas";
import { setPartnershipTerms } from "@/lib/events/partnerships/set-partnership-terms";
import { settlePartnershipMoney } from "@/lib/events/partnerships/settle-partnership";
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

const DAY = 86_400_000;

async function venue() {
  const input = { company_name: "Venue", email: `venue-${newId()}@example.com`, tier: "free" } as const;
  const { partner } = await createPartner(own.system(), input, { verifyBy: null });
  await own.prisma.partner.update({ where: { id: partner.id }, data: { emailVerifiedAt: new Date() } });
  return own.as({ partnerId: partner.id });
}

type Venue = Awaited<ReturnType<typeof venue>>;

const inDays = (days: number) => ({ now: () => new Date(Date.now() + days * DAY) });
const pay = (id: string, number = "4242424242424242") =>
  payHostedCheckout(own.system(), { id, number, expiry: "12 / 40", cvc: "123", name: "Bo Buyer" });
const credit = (session_id: string) => creditPartnership(own.system(), { session_id });
const deferred = async ({ partnerId }: Venue) =>
  Number((await readBalance(own.system(), deferredPartnerships(partnerId), "USD")).amountMinor);

async function bought(ctx: Venue, months: 1 | 3 | 6 | 12 = 1, card?: string): Promise<string> {
  const { checkout_session_id } = await purchasePartnership(ctx, { months });
  await pay(checkout_session_id, card);
  await credit(checkout_session_id);
  return checkout_session_id;
}

async function terms(ctx: Venue, monthly_price_minor: number, events_per_month: number) {
  const admin = adminContext(own.database, await makePerson(own.database, { admin: true }));
  const input = {
    partner_id: ctx.partnerId,
    monthly_price_minor,
    events_per_month,
    reason: "Agreed by phone",
  };
  await setPartnershipTerms(admin, SetPartnershipTerms.parse(input));
  return admin;
}

describe("a purchase of the event partnership", () => {
  it("begins once, however often Stripe tells of it, and its money is still to be earned", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchasePartnership(ctx, { months: 3 });
    await credit(checkout_session_id);
    expect((await getPartnership(ctx)).running).toBeNull();
    await pay(checkout_session_id);
    await applyCheckout(own.system(), checkout_session_id);
    expect(await own.queued("partnerships.credit-purchase")).toContainEqual({
      session_id: checkout_session_id,
    });
    await Promise.all(Array.from({ length: 5 }, () => credit(checkout_session_id)));
    expect(await getPartnership(ctx)).toMatchObject({
      terms: { monthly_price_minor: 1_000_000, events_per_month: 10 },
      running: { events_left: 10 },
      bought: [{ months: 3, price_minor: 3_000_000, state: "running" }],
    });
    expect(await getPartnershipPurchase(ctx, { checkout_session_id })).toMatchObject({
      price_minor: 3_000_000,
      ends_at: expect.any(String),
    });
    expect(await deferred(ctx)).toBe(3_000_000);
    expect((await checkLedger(own.system())).faults).toEqual([]);
    expect(await checkPartnerships(own.system())).toEqual([]);
    await reconcileBilling(own.system());
    expect(
      await own.prisma.billingDifference.findMany({ where: { kind: { in: ["cash", "ledger"] } } }),
    ).toEqual([]);
  });

  it("follows the one that runs, so that no day is paid twice", async () => {
    const ctx = await venue();
    await bought(ctx);
    await bought(ctx, 3);
    const { bought: rows, running } = await getPartnership(ctx);
    const [later, first] = rows;
    expect(first?.state).toBe("running");
    expect(later).toMatchObject({ state: "coming", starts_at: first?.ends_at });
    expect(running?.ends_at).toBe(later?.ends_at);
  });

  it("is at the terms that an operator has set, within the ranges, and an open checkout keeps its own", async () => {
    const ctx = await venue();
    const before = await purchasePartnership(ctx, { months: 1 });
    const admin = await terms(ctx, 600_000, 4);
    await bought(ctx);
    await pay(before.checkout_session_id);
    await credit(before.checkout_session_id);
    const { bought: rows } = await getPartnership(ctx);
    expect(rows.map(({ price_minor, events_per_month }) => [price_minor, events_per_month])).toEqual([
      [1_000_000, 10],
      [600_000, 4],
    ]);
    expect(await getPartnershipForAdmin(admin, { partner_id: ctx.partnerId })).toMatchObject({
      months: 2,
      deferred_minor: 1_600_000,
    });
    const set = { partner_id: ctx.partnerId, events_per_month: 4, reason: "Agreed by phone" };
    for (const monthly_price_minor of [499_999, 2_500_001, 5_000.5])
      expect(SetPartnershipTerms.safeParse({ ...set, monthly_price_minor }).error?.issues[0]?.path).toEqual([
        "monthly_price_minor",
      ]);
    await expect(
      setPartnershipTerms({ ...admin, confirmedAt: null }, { ...set, monthly_price_minor: 600_000 }),
    ).rejects.toMatchObject({ code: "confirm_yourself" });
  });

  it("that was paid with another amount, or by the checkout of an event pass, begins nothing", async () => {
    const ctx = await venue();
    const { checkout_session_id } = await purchasePartnership(ctx, { months: 12 });
    const client = stripe(own.system());
    const ours = await client.checkout.sessions.retrieve(checkout_session_id);
    for (const metadata of [{ ...ours.metadata }, { ...ours.metadata, kind: "event_pass" }]) {
      const forged = await client.checkout.sessions.create({
        mode: "payment",
        customer: String(ours.customer),
        line_items: [
          { price_data: { currency: "usd", unit_amount: 100, product_data: { name: "Year" } }, quantity: 1 },
        ],
        success_url: "http://localhost/",
        metadata,
      });
      await pay(forged.id);
      await credit(forged.id);
      expect(await own.prisma.billingSetAside.count({ where: { objectId: forged.id } })).toBe(1);
    }
    expect((await getPartnership(ctx)).running).toBeNull();
  });

  it("is begun by owners and admins with live credentials only, and seen by its own partner only", async () => {
    const [ctx, other] = [await venue(), await venue()];
    const { checkout_session_id } = await purchasePartnership(ctx, { months: 1 });
    await expect(getPartnershipPurchase(other, { checkout_session_id })).rejects.toMatchObject({
      code: "not_found",
    });
    const viewer = { ...ctx, permissions: permissionsOfRole("viewer") };
    await expect(purchasePartnership(viewer, { months: 1 })).rejects.toMatchObject({
      code: "insufficient_scope",
    });
    await expect(purchasePartnership({ ...ctx, mode: "test" }, { months: 1 })).rejects.toMatchObject({
      code: "live_key_required",
    });
  });
});

describe("publishing with a partnership", () => {
  it("uses its events of the month before any pass, and as many at once as are left, no more", async () => {
    const ctx = await venue();
    await terms(ctx, 500_000, 2);
    await bought(ctx);
    const events = await Promise.all(Array.from({ length: 4 }, () => makeEvent(ctx)));
    const outcomes = await Promise.allSettled(events.map(({ id }) => publishEvent(ctx, { event_id: id })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "event_pass_required" });
    expect(await getEventPasses(ctx)).toEqual({ unused: 0, used: 2, included: 0 });
    const next = { ...ctx, clock: inDays(32) };
    expect((await getPartnership(next)).running).toBeNull();
  });

  it("uses the events of both where a dispute is won after another was bought, and mails of no end meanwhile", async () => {
    const ctx = await venue();
    await terms(ctx, 500_000, 2);
    await bought(ctx);
    const { id } = await own.prisma.eventPartnership.findFirstOrThrow({
      where: { partnerId: ctx.partnerId },
    });
    const returned = (returnedAt: Date | null) =>
      own.prisma.eventPartnership.update({ where: { id, partnerId: ctx.partnerId }, data: { returnedAt } });
    await returned(new Date());
    await bought(ctx);
    await returned(null);
    for (let at = 0; at < 4; at += 1) await publishEvent(ctx, { event_id: (await makeEvent(ctx)).id });
    expect(await getEventPasses(ctx)).toEqual({ unused: 0, used: 4, included: 0 });
    await expect(publishEvent(ctx, { event_id: (await makeEvent(ctx)).id })).rejects.toMatchObject({
      code: "event_pass_required",
    });
  });

  it("waits for months whose time is to come, and says when they begin", async () => {
    const ctx = await venue();
    await bought(ctx);
    await bought(ctx);
    const first = await own.prisma.eventPartnership.findFirstOrThrow({
      where: { partnerId: ctx.partnerId },
      orderBy: { startsAt: "asc" },
    });
    await own.prisma.eventPartnership.update({
      where: { id: first.id, partnerId: ctx.partnerId },
      data: { returnedAt: new Date() },
    });
    expect(await getPartnership(ctx)).toMatchObject({
      running: null,
      next_starts_at: first.endsAt?.toISOString(),
    });
  });

  it("counts each month of it by itself", async () => {
    const ctx = await venue();
    await terms(ctx, 500_000, 2);
    await bought(ctx, 3);
    await publishEvent(ctx, { event_id: (await makeEvent(ctx)).id });
    expect((await getEventPasses(ctx)).included).toBe(1);
    expect((await getEventPasses({ ...ctx, clock: inDays(32) })).included).toBe(2);
  });
});

describe("the money of a partnership", () => {
  it("is missed by the check of the books where a purchase and the books differ, or where days are missed", async () => {
    const ctx = await venue();
    await bought(ctx);
    const mine = async (system = own.system()) =>
      (await checkPartnerships(system)).filter(({ partnerId }) => partnerId === ctx.partnerId);
    expect(await mine()).toEqual([]);
    expect(await mine({ ...own.system(), clock: inDays(5) })).toHaveLength(1);
    await own.prisma.eventPartnership.updateMany({
      where: { partnerId: ctx.partnerId },
      data: { earnedMinor: 5_000 },
    });
    expect(await mine()).toHaveLength(2);
    await own.prisma.eventPartnership.updateMany({
      where: { partnerId: ctx.partnerId },
      data: { earnedMinor: 0 },
    });
  });

  it("is earned by day, wherever the days were missed, and once", async () => {
    const ctx = await venue();
    await bought(ctx);
    await earnPartnerships({ ...own.system(), clock: inDays(10) });
    const tenth = await deferred(ctx);
    expect(tenth).toBeGreaterThan(600_000);
    expect(tenth).toBeLessThan(750_000);
    const later = { ...own.system(), clock: inDays(40) };
    await Promise.all([earnPartnerships(later), earnPartnerships(later)]);
    expect(await deferred(ctx)).toBe(0);
    expect((await checkLedger(own.system())).faults).toEqual([]);
    expect(await checkPartnerships(own.system())).toEqual([]);
  });

  it("that goes back ends it once all of it went, and its published events stay", async () => {
    const ctx = await venue();
    const session = await bought(ctx);
    const event = await makeEvent(ctx);
    await publishEvent(ctx, { event_id: event.id });
    const client = stripe(own.system());
    const { payment_intent } = await client.checkout.sessions.retrieve(session);
    for (const amount of [400_000, 600_000]) {
      const refund = await client.refunds.create({ payment_intent: String(payment_intent), amount });
      await applyRefund(own.system(), refund.id);
      expect(await own.queued("partnerships.settle-money")).toContainEqual({ checkout_session_id: session });
      await Promise.all([
        settlePartnershipMoney(own.system(), { checkout_session_id: session }),
        settlePartnershipMoney(own.system(), { checkout_session_id: session }),
      ]);
      expect((await getPartnership(ctx)).running === null).toBe(amount === 600_000);
    }
    expect(await deferred(ctx)).toBe(0);
    expect((await getPartnership(ctx)).bought).toMatchObject([{ state: "returned" }]);
    await expect(publishEvent(ctx, { event_id: (await makeEvent(ctx)).id })).rejects.toMatchObject({
      code: "event_pass_required",
    });
    const stays = await own.prisma.event.findUniqueOrThrow({ where: { id: event.id } });
    expect(stays.status).toBe("published");
    expect(await own.prisma.billingSetAside.findMany({ where: { objectId: session } })).toMatchObject([
      { reason: "pass_used", amountMinor: 1_000_000n },
    ]);
    expect((await checkLedger(own.system())).faults).toEqual([]);
    expect(await checkPartnerships(own.system())).toEqual([]);
  });

  it("that is disputed pauses it, and it goes on where the dispute is won", async () => {
    const ctx = await venue();
    const session = await bought(ctx, 1, "4000000000000259");
    const client = stripe(own.system());
    const { payment_intent } = await client.checkout.sessions.retrieve(session);
    const [dispute] = (await client.disputes.list({ payment_intent: String(payment_intent) })).data;
    if (dispute === undefined) throw new Error("The card of disputes made none.");
    await applyDispute(own.system(), dispute.id);
    await settlePartnershipMoney(own.system(), { checkout_session_id: session });
    expect((await getPartnership(ctx)).running).toBeNull();
    expect(await deferred(ctx)).toBe(1_000_000);
    await client.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: true,
    });
    await applyDispute(own.system(), dispute.id);
    await settlePartnershipMoney(own.system(), { checkout_session_id: session });
    expect((await getPartnership(ctx)).running).not.toBeNull();
  });
});

describe("a partnership", () => {
  it("tells its people once that it ends within a week, unless another follows", async () => {
    const [ctx, renewed] = [await venue(), await venue()];
    await bought(ctx);
    await bought(renewed);
    await bought(renewed);
    await remindOfEndings(own.system());
    const soon = { ...own.system(), clock: inDays(27) };
    await Promise.all([remindOfEndings(soon), remindOfEndings(soon)]);
    await remindOfEndings(soon);
    const told = await own.queued("partnerships.send-ending");
    const ofPartner = (id: string) =>
      told.filter(
        (payload) =>
          typeof payload === "object" &&
          payload !== null &&
          "partner_id" in payload &&
          payload.partner_id === id,
      );
    expect(ofPartner(ctx.partnerId)).toHaveLength(1);
    expect(ofPartner(renewed.partnerId)).toHaveLength(0);
  });

  it("opens the analytics of all events, which show sums of what each event shows by itself", async () => {
    const ctx = await venue();
    const input = CompareEvents.parse({ group_by: "month" });
    await expect(compareEvents(ctx, input)).rejects.toMatchObject({ code: "event_partnership_required" });
    await bought(ctx);
    const made = await Promise.all([makeEvent(ctx), makeEvent(ctx)]);
    await own.prisma.event.updateMany({
      where: { id: { in: made.map(({ id }) => id) } },
      data: {
        status: "finished",
        city: "Porto",
        timeZone: "Pacific/Auckland",
        startsAt: new Date("2026-10-31T20:00:00Z"),
        endsAt: new Date("2026-10-31T23:00:00Z"),
      },
    });
    const { total, groups, cities } = await compareEvents(ctx, input);
    expect(total).toMatchObject({ events: 2, pairs: 0, mutual: 0, rating: null });
    expect(groups).toMatchObject([{ key: "2026-11", events: 2 }]);
    expect(cities).toEqual(["Porto"]);
    const none = await compareEvents(ctx, CompareEvents.parse({ to: "2026-10-31" }));
    expect(none.groups).toEqual([]);
    const other = await venue();
    await bought(other);
    expect((await compareEvents(other, input)).total.events).toBe(0);
  });
});
