import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HealthFacts, type HealthPartName, healthScore } from "@/lib/operations/admin/health-score";

const NOW = new Date("2026-11-20T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

/** A partner with nothing to complain about. */
const THRIVING: HealthFacts = {
  createdAt: daysAgo(200),
  callsLastWeek: 1_000,
  callsWeekBefore: 1_000,
  errorsLastWeek: 0,
  lastCallAt: daysAgo(0.1),
  busiestDayUnits: 100,
  perDayLimit: 10_000,
  ticketsWaiting: 0,
  oldestWaitingSince: null,
  emailVerified: true,
  tier: "starter",
  subscriptionStatus: "active",
  hasLiveKey: true,
  hasLiveCall: true,
  members: 1,
};

const judge = (change: Partial<HealthFacts>) => healthScore({ ...THRIVING, ...change }, NOW);
const part = (name: HealthPartName, change: Partial<HealthFacts>) => {
  const found = judge(change).parts.find((each) => each.name === name);
  return [found?.points, found?.reason];
};

describe("a partner's health", () => {
  it("is 100 where nothing is amiss, from parts that make 100 together", () => {
    const { score, band, parts } = judge({});
    expect([score, band]).toEqual([100, "healthy"]);
    expect(parts.reduce((sum, { most }) => sum + most, 0)).toBe(100);
    expect(parts.every(({ points, most }) => points === most || points === null)).toBe(true);
  });

  it.each<[HealthPartName, Partial<HealthFacts>, number | null, string]>([
    ["trend", { callsLastWeek: 2_000 }, 20, "2,000 calls in a week, 100% more than the week before."],
    ["trend", { callsLastWeek: 625 }, 10, "625 calls in a week, 38% fewer than the week before."],
    ["trend", { callsLastWeek: 250 }, 0, "250 calls in a week, 75% fewer than the week before."],
    ["trend", { callsLastWeek: 0 }, 0, "0 calls in a week, 100% fewer than the week before."],
    ["trend", { callsWeekBefore: 1 }, null, "Only 1 call in the week before last."],
    ["trend", { createdAt: daysAgo(13) }, null, "Signed up within two weeks."],
    ["recency", { lastCallAt: daysAgo(7.5) }, 7.5, "The last call was 7 days ago."],
    ["recency", { lastCallAt: daysAgo(14) }, 0, "The last call was 14 days ago."],
    ["recency", { lastCallAt: null, createdAt: daysAgo(1) }, 15, "No call yet; signed up 1 day ago."],
    ["errors", { errorsLastWeek: 10 }, 25, "1.0% of a week's calls failed."],
    ["errors", { errorsLastWeek: 105 }, 12.5, "11% of a week's calls failed."],
    ["errors", { errorsLastWeek: 900 }, 0, "90% of a week's calls failed."],
    ["errors", { callsLastWeek: 19 }, null, "Only 19 calls in a week."],
    ["headroom", { busiestDayUnits: 9_000 }, 5, "90% of the day's limit on the busiest day."],
    ["headroom", { busiestDayUnits: 12_000 }, 0, "120% of the day's limit on the busiest day."],
    ["headroom", { busiestDayUnits: 0 }, null, "No live call in a week."],
    ["tickets", {}, null, "No ticket waits for us."],
    [
      "tickets",
      { ticketsWaiting: 1, oldestWaitingSince: daysAgo(0.5) },
      8,
      "1 ticket waits for us, since today.",
    ],
    [
      "tickets",
      { ticketsWaiting: 2, oldestWaitingSince: daysAgo(3.9) },
      3,
      "2 tickets wait for us, the oldest for 3 days.",
    ],
    [
      "tickets",
      { ticketsWaiting: 9, oldestWaitingSince: daysAgo(30) },
      0,
      "9 tickets wait for us, the oldest for 30 days.",
    ],
    ["payment", { subscriptionStatus: "past_due" }, 3, "A payment is past due."],
    ["payment", { subscriptionStatus: "cancelled" }, 0, "The subscription is cancelled."],
    ["payment", { subscriptionStatus: "none" }, 0, "No subscription yet."],
    ["payment", { tier: "free", subscriptionStatus: "none" }, null, "The free tier has nothing to pay."],
    [
      "onboarding",
      { hasLiveCall: false, members: 0 },
      2.5,
      "Still missing: a live call, a person on the team.",
    ],
    ["email", { emailVerified: false }, 0, "The address is not verified."],
  ])("judges %s by %o", (name, change, points, reason) => {
    expect(part(name, change)).toEqual([points, reason]);
  });

  it("is at risk where a partner came and never called", () => {
    const silent = judge({
      createdAt: daysAgo(60),
      callsLastWeek: 0,
      callsWeekBefore: 0,
      lastCallAt: null,
      busiestDayUnits: 0,
      tier: "free",
      subscriptionStatus: "none",
      hasLiveCall: false,
    });
    expect([silent.score, silent.band]).toEqual([30, "at_risk"]);
  });

  it("counts what cannot be judged neither way", () => {
    const fresh = judge({
      createdAt: NOW,
      callsLastWeek: 0,
      callsWeekBefore: 0,
      lastCallAt: null,
      busiestDayUnits: 0,
      tier: "free",
      subscriptionStatus: "none",
      hasLiveKey: false,
      hasLiveCall: false,
      members: 1,
    });
    // recency 15 of 15, onboarding 1.3 of 5, email 5 of 5: 21.3 of 25.
    expect([fresh.score, fresh.band]).toEqual([85, "healthy"]);
  });

  it("is to be watched below 75, and at risk below 50", () => {
    const bands = [
      judge({ errorsLastWeek: 86 }),
      judge({ errorsLastWeek: 900, callsLastWeek: 250 }),
      judge({ errorsLastWeek: 900, callsLastWeek: 250, lastCallAt: daysAgo(20) }),
    ].map(({ score, band }) => [score, band]);
    expect(bands).toEqual([
      [89, "healthy"],
      [50, "watch"],
      [33, "at_risk"],
    ]);
  });

  it("stays between 0 and 100, and no part gives more than its most or less than nothing", () => {
    const facts: fc.Arbitrary<HealthFacts> = fc.record({
      createdAt: fc.integer({ min: 0, max: 1_000 }).map(daysAgo),
      callsLastWeek: fc.nat(1e9),
      callsWeekBefore: fc.nat(1e9),
      errorsLastWeek: fc.nat(1e9),
      lastCallAt: fc.option(fc.integer({ min: -1, max: 1_000 }).map(daysAgo)),
      busiestDayUnits: fc.nat(1e9),
      perDayLimit: fc.integer({ min: 1, max: 1e9 }),
      ticketsWaiting: fc.nat(1_000),
      oldestWaitingSince: fc.option(fc.nat(1_000).map(daysAgo)),
      emailVerified: fc.boolean(),
      tier: fc.constantFrom("free", "starter"),
      subscriptionStatus: fc.constantFrom("none", "active", "past_due", "cancelled"),
      hasLiveKey: fc.boolean(),
      hasLiveCall: fc.boolean(),
      members: fc.nat(50),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const { score, parts } = healthScore(some, NOW);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const { points, most } of parts) {
          if (points === null) continue;
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
