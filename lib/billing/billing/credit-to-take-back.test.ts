import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CreditingInvoice, creditToTakeBack } from "@/lib/billing/billing/credit-to-take-back";

const charge = (id: string, amountMinor: number, backMinor = 0): CreditingInvoice => ({
  id,
  totalMinor: amountMinor,
  backMinor,
  lines: [{ id: `${id}_line`, amountMinor, credits: null }],
});
/** A change that gives credit for what an invoice charged for, and charges for the rest of the period. */
const change = (
  id: string,
  credits: string,
  givenMinor: number,
  amountMinor: number,
  backMinor = 0,
): CreditingInvoice => ({
  id,
  totalMinor: amountMinor - givenMinor,
  backMinor,
  lines: [
    {
      id: `${id}_credit`,
      amountMinor: 0 - givenMinor,
      credits: { invoiceId: credits, lineIds: [`${credits}_line`] },
    },
    { id: `${id}_line`, amountMinor, credits: null },
  ],
});

describe("credit to take back", () => {
  it("is nothing while all payments are kept", () => {
    expect(creditToTakeBack([charge("a", 25_000), change("b", "a", 12_000, 2_000)])).toBe(0);
  });

  it("is all credit that reached the balance once the whole payment went back", () => {
    expect(creditToTakeBack([charge("a", 25_000, 25_000), change("b", "a", 12_000, 2_000)])).toBe(10_000);
  });

  it("is in proportion to what went back, as far as it reached the balance", () => {
    expect(creditToTakeBack([charge("a", 25_000, 12_500), change("b", "a", 12_000, 2_000)])).toBe(6_000);
    expect(creditToTakeBack([charge("a", 25_000, 5_000), change("b", "a", 12_000, 11_000)])).toBe(1_000);
  });

  it("follows credit that paid for a larger plan, until that plan is given up", () => {
    const upgrade = [charge("a", 5_000, 5_000), change("b", "a", 2_500, 12_500)];
    expect(creditToTakeBack(upgrade)).toBe(0);
    // A fifth of what the larger plan cost was never paid for.
    expect(creditToTakeBack([...upgrade, change("c", "b", 6_250, 1_000)])).toBe(1_250);
  });

  it("is never below zero, and never more than the credit that reached the balance", () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (whole, given, next, back) => {
        const credit = Math.min(given, whole);
        const taken = creditToTakeBack([charge("a", whole, back), change("b", "a", credit, next)]);
        expect(taken).toBeGreaterThanOrEqual(0);
        expect(taken).toBeLessThanOrEqual(Math.max(0, credit - next));
      }),
    );
  });
});
