import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOverdue, type SubscriptionFacts, standingOf } from "@/lib/billing/billing/partner-standing";

const at = (day: number) => new Date(Date.UTC(2026, 2, day));

function plan(status: string, more: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  return {
    id: "sub_1",
    kind: "plan",
    tier: "starter",
    status,
    currentPeriodStart: at(1),
    endedAt: null,
    mrrMinor: 500_000,
    createdAt: at(1),
    trialRefused: false,
    ...more,
  };
}

describe("what Stripe's state makes of a partner", () => {
  it.each([
    ["active", "active"],
    ["trialing", "active"],
    ["past_due", "active"],
    ["unpaid", "active"],
    ["paused", "past_due"],
  ])("a plan that is %s and owes no invoice gives its tier, %s", (status, subscriptionStatus) => {
    expect(standingOf([plan(status)], [])).toMatchObject({ tier: "starter", subscriptionStatus });
  });

  it("a plan that was ended because its trial was not theirs leaves the partner as it was", () => {
    const refused = plan("canceled", { endedAt: at(9), trialRefused: true });
    expect(standingOf([refused], [])).toBeNull();
    const before = plan("canceled", { id: "sub_0", endedAt: at(2) });
    expect(standingOf([before, refused], [])).toMatchObject({ subscriptionStatus: "cancelled" });
  });

  it("a plan that has ended gives the free tier, cancelled", () => {
    const ended = plan("canceled", { endedAt: at(9) });
    expect(standingOf([ended], [{ finalizedAt: at(2) }])).toEqual({
      tier: "free",
      subscriptionStatus: "cancelled",
      pastDueSince: null,
    });
  });

  it.each([
    [[]],
    [[plan("incomplete")]],
    [[plan("incomplete_expired")]],
    [[plan("active", { kind: "usage", tier: null })]],
  ])("says nothing of a partner that never had a plan (%#)", (subscriptions) => {
    expect(standingOf(subscriptions, [])).toBeNull();
  });

  it("is past due since the oldest invoice that is unpaid, of the plan or of usage", () => {
    const overdue = [{ finalizedAt: at(20) }, { finalizedAt: at(12) }];
    expect(standingOf([plan("active")], overdue)).toEqual({
      tier: "starter",
      subscriptionStatus: "past_due",
      pastDueSince: at(12),
    });
  });

  it("goes by the newest of several plans, in whatever order they are read", () => {
    const plans = [
      plan("canceled", { id: "sub_1", endedAt: at(5) }),
      plan("active", { id: "sub_2", tier: "starter", createdAt: at(5) }),
      plan("active", { id: "sub_3", tier: "professional", createdAt: at(6) }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(plans, { minLength: plans.length }), (shuffled) => {
        expect(standingOf(shuffled, [])?.tier).toBe("professional");
      }),
    );
  });
});

describe("an open invoice that payment was tried for", () => {
  const of = (
    status: string,
    latestInvoiceId: string | null,
    pendingInvoiceId: string | null = null,
    billingReason = "subscription_update",
  ) => ({
    id: "in_1",
    billingReason,
    subscription: { status, latestInvoiceId, pendingInvoiceId },
  });

  it.each([
    ["of a plan that Stripe calls overdue", of("past_due", "in_1"), true],
    ["of an earlier period", of("active", "in_2"), true],
    ["of a plan that has ended", of("canceled", "in_1"), true],
    ["of no subscription", { id: "in_1", billingReason: "manual", subscription: null }, true],
    ["that a change waits for", of("active", "in_1", "in_1"), false],
    ["that a change of an overdue plan waits for", of("past_due", "in_1", "in_1"), false],
    ["of a change that was just paid or dropped", of("active", "in_1"), false],
    [
      "of a renewal, also before we hear that its plan is overdue",
      of("active", "in_1", null, "subscription_cycle"),
      true,
    ],
    ["while a change waits for another", of("active", "in_2", "in_2"), true],
  ])("%s", (_words, invoice, overdue) => {
    expect(isOverdue(invoice)).toBe(overdue);
  });
});
