import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InvoiceFacts, postingsOf } from "@/lib/billing/invoice-postings";
import { newId } from "@/lib/platform/ids";

const at = (day: number) => new Date(Date.UTC(2026, 2, day));

function invoice(more: Partial<InvoiceFacts> = {}): InvoiceFacts {
  return {
    id: "in_1",
    partnerId: newId(at(1)),
    number: "SOUL-0001",
    status: "open",
    totalMinor: 500_000,
    discountMinor: 0,
    amountDueMinor: 500_000,
    amountPaidMinor: 0,
    finalizedAt: at(1),
    paidAt: null,
    voidedAt: null,
    markedUncollectibleAt: null,
    lines: [{ kind: "plan", amountMinor: 500_000 }],
    ...more,
  };
}

/** What each kind of account holds after the postings, debits positive. */
function balances(facts: InvoiceFacts): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { entries } of postingsOf(facts)) {
    for (const { account, amount } of entries)
      sums[account.kind] = (sums[account.kind] ?? 0) + amount.amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0));
}

const paid = { status: "paid", amountPaidMinor: 500_000, paidAt: at(2) };

describe("the books of an invoice", () => {
  it.each<[string, Partial<InvoiceFacts>, Record<string, number>]>([
    ["a draft: nothing", { status: "draft", finalizedAt: null }, {}],
    ["open: the partner owes it", {}, { receivable: 500_000, subscription_revenue: -500_000 }],
    ["paid: the money is there", paid, { cash: 500_000, subscription_revenue: -500_000 }],
    [
      "usage is revenue of its own",
      { ...paid, lines: [{ kind: "usage", amountMinor: 500_000 }] },
      { cash: 500_000, usage_revenue: -500_000 },
    ],
    [
      "a coupon is a cost of ours",
      {
        ...paid,
        discountMinor: 100_000,
        totalMinor: 400_000,
        amountDueMinor: 400_000,
        amountPaidMinor: 400_000,
      },
      { cash: 400_000, credits: 100_000, subscription_revenue: -500_000 },
    ],
    [
      "a coupon that takes it all: no money, still revenue",
      { ...paid, discountMinor: 500_000, totalMinor: 0, amountDueMinor: 0, amountPaidMinor: 0 },
      { credits: 500_000, subscription_revenue: -500_000 },
    ],
    [
      "more given back than charged: credit",
      {
        ...paid,
        totalMinor: -300_000,
        amountDueMinor: 0,
        amountPaidMinor: 0,
        lines: [
          { kind: "plan", amountMinor: -500_000 },
          { kind: "plan", amountMinor: 200_000 },
        ],
      },
      { receivable: -300_000, subscription_revenue: 300_000 },
    ],
    [
      "paid in part by credit: the rest is cash",
      { ...paid, amountDueMinor: 200_000, amountPaidMinor: 200_000 },
      { receivable: 300_000, cash: 200_000, subscription_revenue: -500_000 },
    ],
    ["voided: as if it had never been", { status: "void", voidedAt: at(3) }, {}],
    ["given up: nothing owed, nothing earned", { status: "uncollectible", markedUncollectibleAt: at(3) }, {}],
    [
      "given up after credit was used: the credit stays used",
      { status: "uncollectible", markedUncollectibleAt: at(3), amountDueMinor: 200_000 },
      { receivable: 300_000, subscription_revenue: -300_000 },
    ],
    [
      "paid after it was given up: as if it never had been",
      { ...paid, markedUncollectibleAt: at(2), paidAt: at(4) },
      { cash: 500_000, subscription_revenue: -500_000 },
    ],
    [
      "a trial's invoice of nothing: nothing",
      { ...paid, totalMinor: 0, amountDueMinor: 0, amountPaidMinor: 0, lines: [] },
      {},
    ],
  ])("%s", (_what, facts, expected) => {
    expect(balances(invoice(facts))).toEqual(expected);
  });

  it("always balances, and each step is the same whichever later state it is read in", () => {
    const facts = fc.record({
      status: fc.constantFrom("open", "paid", "void", "uncollectible"),
      lines: fc.array(
        fc.record({
          kind: fc.constantFrom("plan" as const, "usage" as const, "other" as const),
          amountMinor: fc.integer({ min: -1e7, max: 1e7 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      discountMinor: fc.integer({ min: 0, max: 1e6 }),
      usedCredit: fc.integer({ min: 0, max: 1e6 }),
      givenUp: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, ({ status, lines, discountMinor, usedCredit, givenUp }) => {
        const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0) - discountMinor;
        const amountDueMinor = Math.max(0, totalMinor - usedCredit);
        const open = invoice({ lines, discountMinor, totalMinor, amountDueMinor });
        const later = {
          ...open,
          status,
          markedUncollectibleAt: status === "uncollectible" || (status !== "open" && givenUp) ? at(3) : null,
          ...(status === "paid" ? { amountPaidMinor: amountDueMinor, paidAt: at(4) } : {}),
          ...(status === "void" ? { voidedAt: at(4) } : {}),
        };
        const seen = new Map(postingsOf(open).map(({ key, entries }) => [key, entries]));
        for (const { key, entries } of postingsOf(later)) {
          expect(entries.reduce((sum, { amount }) => sum + amount.amountMinor, 0)).toBe(0);
          expect(entries.every(({ amount }) => amount.amountMinor !== 0)).toBe(true);
          if (seen.has(key)) expect(entries).toEqual(seen.get(key));
        }
      }),
    );
  });

  it("refuses lines that do not come to the total: tax has no account", () => {
    expect(() => postingsOf(invoice({ totalMinor: 595_000 }))).toThrow(RangeError);
  });
});
