import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byTier,
  type Movement,
  monthsTo,
  mrrOfPeriod,
  standingAt,
  totalOf,
  yearly,
  yearTo,
} from "@/lib/operations/admin/revenue-metrics";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const month = (name: string) => ({
  from: new Date(`${name}-01T00:00:00Z`),
  to: new Date(Date.UTC(Number(name.slice(0, 4)), Number(name.slice(5)), 1)),
});
const move = (
  partnerId: string,
  day: string,
  kind: Movement["kind"],
  beforeMinor: number,
  afterMinor: number,
  tier: Movement["tier"] = "starter",
): Movement => ({ partnerId, kind, tier, beforeMinor, afterMinor, occurredAt: at(day) });

/**
 * Ada starts at $5,000, moves up to $25,000, back down to $5,000, leaves, and comes back at $25,000. Bo pays
 * $100,000 a year ($8,333.33 a month) throughout. Cy comes and goes within March.
 */
const STORY: readonly Movement[] = [
  move("ada", "2026-01-10", "new", 0, 500_000),
  move("bo", "2026-01-20", "new", 0, 833_333, "enterprise"),
  move("ada", "2026-02-10", "expansion", 500_000, 2_500_000, "professional"),
  move("cy", "2026-03-05", "new", 0, 500_000),
  move("ada", "2026-03-10", "contraction", 2_500_000, 500_000),
  move("cy", "2026-03-25", "churn", 500_000, 0),
  move("ada", "2026-04-10", "churn", 500_000, 0),
  move("ada", "2026-06-10", "reactivation", 0, 2_500_000, "professional"),
];

describe("the MRR of a month", () => {
  it("begins with what is new, of which nothing can have been lost", () => {
    expect(mrrOfPeriod(STORY, month("2026-01"))).toEqual({
      openingMinor: 0,
      newMinor: 1_333_333,
      reactivationMinor: 0,
      expansionMinor: 0,
      contractionMinor: 0,
      churnMinor: 0,
      closingMinor: 1_333_333,
      openingPartners: 0,
      closingPartners: 2,
      lostPartners: 0,
      logoChurn: null,
      revenueChurn: null,
      netRetention: null,
    });
  });

  it("counts an upgrade as expansion, which lifts retention above the whole", () => {
    expect(mrrOfPeriod(STORY, month("2026-02"))).toMatchObject({
      openingMinor: 1_333_333,
      expansionMinor: 2_000_000,
      closingMinor: 3_333_333,
      logoChurn: 0,
      revenueChurn: 0,
      netRetention: 3_333_333 / 1_333_333,
    });
  });

  it("counts a downgrade as lost revenue, and who comes and goes in between neither as kept nor as lost", () => {
    expect(mrrOfPeriod(STORY, month("2026-03"))).toMatchObject({
      openingMinor: 3_333_333,
      newMinor: 500_000,
      contractionMinor: 2_000_000,
      churnMinor: 500_000,
      closingMinor: 1_333_333,
      openingPartners: 2,
      closingPartners: 2,
      lostPartners: 0,
      logoChurn: 0,
      revenueChurn: 2_000_000 / 3_333_333,
      netRetention: 1_333_333 / 3_333_333,
    });
  });

  it("counts who leaves, and who comes back apart from who is new", () => {
    expect(mrrOfPeriod(STORY, month("2026-04"))).toMatchObject({
      churnMinor: 500_000,
      closingMinor: 833_333,
      lostPartners: 1,
      logoChurn: 1 / 2,
      revenueChurn: 500_000 / 1_333_333,
      netRetention: 833_333 / 1_333_333,
    });
    expect(mrrOfPeriod(STORY, month("2026-05"))).toMatchObject({
      openingMinor: 833_333,
      closingMinor: 833_333,
      logoChurn: 0,
      netRetention: 1,
    });
    expect(mrrOfPeriod(STORY, month("2026-06"))).toMatchObject({
      newMinor: 0,
      reactivationMinor: 2_500_000,
      closingMinor: 3_333_333,
      netRetention: 1,
    });
  });

  it("takes who left and came back within it for neither lost nor new, and what they bring less for lost", () => {
    const back = [
      move("ada", "2026-01-10", "new", 0, 2_500_000, "professional"),
      move("ada", "2026-02-05", "churn", 2_500_000, 0, "professional"),
      move("ada", "2026-02-20", "reactivation", 0, 500_000),
    ];
    expect(mrrOfPeriod(back, month("2026-02"))).toMatchObject({
      reactivationMinor: 500_000,
      churnMinor: 2_500_000,
      lostPartners: 0,
      logoChurn: 0,
      revenueChurn: 0.8,
      netRetention: 0.2,
    });
  });

  it("holds a change at midnight for the month that begins with it", () => {
    const first: Movement = {
      ...move("ada", "2026-02-01", "new", 0, 500_000),
      occurredAt: month("2026-02").from,
    };
    expect(mrrOfPeriod([first], month("2026-01")).closingMinor).toBe(0);
    expect(mrrOfPeriod([first], month("2026-02"))).toMatchObject({ openingMinor: 0, newMinor: 500_000 });
  });

  it("is that of any longer time too: net retention over a year leaves out who came within it", () => {
    expect(mrrOfPeriod(STORY, { from: at("2026-02-01"), to: at("2026-12-31") })).toMatchObject({
      openingMinor: 1_333_333,
      closingMinor: 3_333_333,
      netRetention: 3_333_333 / 1_333_333,
      lostPartners: 0,
    });
  });

  it("always opens where the one before closed, and comes from there to its end by what moved it", () => {
    const chain = fc
      .array(
        fc.record({
          who: fc.constantFrom("ada", "bo", "cy"),
          day: fc.integer({ min: 0, max: 180 }),
          after: fc.constantFrom(0, 500_000, 833_333, 2_500_000),
        }),
        { maxLength: 30 },
      )
      .map((changes) => {
        const held = new Map<string, number>();
        return [...changes]
          .sort((a, b) => a.day - b.day)
          .flatMap(({ who, day, after }): Movement[] => {
            const before = held.get(who) ?? 0;
            const known = held.has(who);
            if (before === after) return [];
            held.set(who, after);
            const kind =
              after === 0
                ? "churn"
                : before === 0
                  ? known
                    ? "reactivation"
                    : "new"
                  : after > before
                    ? "expansion"
                    : "contraction";
            const occurredAt = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000);
            return [
              { partnerId: who, kind, tier: "starter", beforeMinor: before, afterMinor: after, occurredAt },
            ];
          });
      });
    fc.assert(
      fc.property(chain, (movements) => {
        let before = 0;
        for (const period of monthsTo(new Date(Date.UTC(2026, 6, 15)), 7)) {
          const of = mrrOfPeriod(movements, period);
          expect(of.openingMinor).toBe(before);
          expect(
            of.openingMinor +
              of.newMinor +
              of.reactivationMinor +
              of.expansionMinor -
              of.contractionMinor -
              of.churnMinor,
          ).toBe(of.closingMinor);
          if (of.netRetention !== null && of.revenueChurn !== null) {
            expect(of.netRetention).toBeGreaterThanOrEqual(1 - of.revenueChurn - 1e-12);
          }
          before = of.closingMinor;
        }
      }),
    );
  });
});

describe("who brings what", () => {
  it("is told by the plan that is paid for at that moment", () => {
    const standing = standingAt(STORY, at("2026-03-31"));
    expect(byTier(standing)).toEqual([
      { tier: "enterprise", mrrMinor: 833_333, partners: 1 },
      { tier: "starter", mrrMinor: 500_000, partners: 1 },
    ]);
    expect(yearly(totalOf(standing))).toBe(15_999_996);
    expect(standingAt(STORY, at("2026-04-30")).has("ada")).toBe(false);
  });

  it("comes to the same where a change is told late", () => {
    const late = [STORY[6], STORY[7], ...STORY.slice(0, 6)].filter((one) => one !== undefined);
    expect(standingAt(late, at("2026-12-31"))).toEqual(standingAt(STORY, at("2026-12-31")));
  });
});

describe("periods", () => {
  it("are UTC months, of which the last is not over", () => {
    const months = monthsTo(new Date("2026-03-14T15:00:00Z"), 3);
    expect(months.map(({ month: name }) => name)).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(months[1]).toMatchObject({ from: new Date("2026-02-01"), to: new Date("2026-03-01") });
    expect(months[2]?.to).toEqual(new Date("2026-03-14T15:00:00Z"));
    expect(monthsTo(new Date("2026-03-31T00:00:00Z"), 2)[0]?.month).toBe("2026-02");
  });

  it("of twelve months begin on the same day a year before", () => {
    expect(yearTo(new Date("2026-03-01T00:00:00Z")).from).toEqual(new Date("2025-03-01T00:00:00Z"));
    expect(yearTo(new Date("2028-02-29T00:00:00Z")).from).toEqual(new Date("2027-02-28T00:00:00Z"));
  });
});
