import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compose,
  divideBudget,
  JOINERS,
  lentBy,
  MOST_A_QUARTER,
  MOST_A_YEAR,
  nextBudget,
  payFrom,
} from "./budget";

describe("the budget", () => {
  it("of 4 is 1 at build, 2.5 for partners that are there and 0.5 for those that come", () => {
    expect(divideBudget(4_000, 1_000, 5)).toEqual({ build: 1_000, share: 500, joinerShare: 100, rest: 0 });
    expect(divideBudget(4_000, 1_000, 3)).toEqual({ build: 1_000, share: 833, joinerShare: 100, rest: 1 });
    expect(divideBudget(4_000, 1_000, 0)).toEqual({ build: 1_000, share: 0, joinerShare: 600, rest: 0 });
  });

  it("is never divided into more than there is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 4_000 }), fc.nat(6_000), (budget, partners) => {
        const { build, share, joinerShare, rest } = divideBudget(budget, 1_000, partners);
        expect(build + share * partners + joinerShare * JOINERS + rest).toBe(budget);
        expect(Math.min(share, joinerShare, rest)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("adds up in whole thousandths and refuses anything else", () => {
    expect(compose([1, 2, 997])).toBe(1_000);
    for (const wrong of [0.5, -1, Number.NaN]) expect(() => compose([wrong])).toThrow(RangeError);
    expect(() => divideBudget(500, 1_000, 1)).toThrow(RangeError);
  });

  it("lends half of what is left, and no partner can use up another’s other half", () => {
    const use = { share: 500, usedBeforeLending: 100, used: 100 };
    expect(lentBy(use)).toBe(200);
    expect(payFrom(use, null, 400)).toEqual({ own: 400, loan: 0 });
    expect(payFrom(use, null, 401)).toBeNull();
    expect(payFrom(use, 1_000, 300)).toEqual({ own: 200, loan: 100 });
    expect(payFrom(use, 0, 200)).toEqual({ own: 200, loan: 0 });
    expect(payFrom(use, 99, 300)).toBeNull();
  });

  it("is kept for all partners together and for each, however they ask and whenever lending begins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.record({ by: fc.nat(5), cost: fc.integer({ min: 1, max: 900 }) }), { maxLength: 60 }),
        fc.nat(60),
        (partners, asked, lendingFrom) => {
          const { share } = divideBudget(4_000, 1_000, partners);
          const used = Array.from({ length: partners }, () => 0);
          let before = [...used];
          let loans = 0;
          for (const [at, { by, cost }] of asked.entries()) {
            if (at === lendingFrom) before = [...used];
            const lending = at >= lendingFrom;
            const shareOf = (partner: number) => ({
              share,
              usedBeforeLending: lending ? (before[partner] ?? 0) : (used[partner] ?? 0),
              used: used[partner] ?? 0,
            });
            const pool = lending
              ? used.reduce((sum, _, partner) => sum + lentBy(shareOf(partner)), 0) - loans
              : null;
            const partner = by % partners;
            const paid = payFrom(shareOf(partner), pool, cost);
            if (paid === null) continue;
            expect(paid.own + paid.loan).toBe(cost);
            used[partner] = (used[partner] ?? 0) + paid.own;
            loans += paid.loan;
            // What each keeps for itself is still there.
            for (let other = 0; other < partners; other++) {
              const { share: whole, used: spent } = shareOf(other);
              expect(whole - (lending ? lentBy(shareOf(other)) : 0) - spent).toBeGreaterThanOrEqual(0);
            }
          }
          expect(compose(used) + loans).toBeLessThanOrEqual(share * partners);
        },
      ),
    );
  });

  it("never takes anyone past 10 in four editions, and always pays for the release at build", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 24 }), (spending) => {
        const charged: number[] = [];
        for (const part of spending) {
          const budget = nextBudget(charged.slice(0, 3), 1_000);
          expect(budget).toBeGreaterThanOrEqual(1_000);
          expect(budget).toBeLessThanOrEqual(MOST_A_QUARTER);
          charged.unshift(Math.max(1_000, Math.floor((budget * part) / 1_000)));
          expect(compose(charged.slice(0, 4))).toBeLessThanOrEqual(MOST_A_YEAR);
        }
      }),
    );
    expect([nextBudget([], 1_000), nextBudget([4_000], 1_000), nextBudget([4_000, 4_000], 1_000)]).toEqual([
      4_000, 4_000, 1_000,
    ]);
  });
});
