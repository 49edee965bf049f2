import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InvoiceFacts, postingsOf } from "@/lib/billing/billing/invoice-postings";
import { newId } from "@/lib/platform/ids";

const at = (day: number) => new Date(Date.UTC(2026, 2, day));

const line = (
  kind: "plan" | "usage" | "other",
  amountMinor: number,
  { inclusiveTaxMinor = 0, discountMinor = 0 } = {},
) => ({ kind, amountMinor, inclusiveTaxMinor, discountMinor });

function invoice(more: Partial<InvoiceFacts> = {}): InvoiceFacts {
  return {
    id: "in_1",
    partnerId: newId(at(1)),
    number: "SOUL-0001",
    status: "open",
    totalMinor: 500_000,
    taxMinor: 0,
    discountMinor: 0,
    amountDueMinor: 500_000,
    amountPaidMinor: 0,
    finalizedAt: at(1),
    paidAt: null,
    voidedAt: null,
    markedUncollectibleAt: null,
    unearnedAt: null,
    lines: [line("plan", 500_000)],
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
    ["open: the partner owes it", {}, { receivable: 500_000, deferred_revenue: -500_000 }],
    ["paid: the money is there", paid, { cash: 500_000, deferred_revenue: -500_000 }],
    [
      "usage is revenue of its own",
      { ...paid, lines: [line("usage", 500_000)] },
      { cash: 500_000, usage_revenue: -500_000 },
    ],
    [
      "a coupon makes less of a plan to earn",
      {
        ...paid,
        discountMinor: 100_000,
        lines: [line("plan", 500_000, { discountMinor: 100_000 })],
        totalMinor: 400_000,
        amountDueMinor: 400_000,
        amountPaidMinor: 400_000,
      },
      { cash: 400_000, deferred_revenue: -400_000 },
    ],
    [
      "a coupon that takes all of a plan: nothing is deferred",
      {
        ...paid,
        discountMinor: 500_000,
        lines: [line("plan", 500_000, { discountMinor: 500_000 })],
        totalMinor: 0,
        amountDueMinor: 0,
        amountPaidMinor: 0,
      },
      {},
    ],
    [
      "more given back than charged: credit",
      {
        ...paid,
        totalMinor: -300_000,
        amountDueMinor: 0,
        amountPaidMinor: 0,
        lines: [line("plan", -500_000), line("plan", 200_000)],
      },
      { receivable: -300_000, deferred_revenue: 300_000 },
    ],
    [
      "paid in part by credit: the rest is cash",
      { ...paid, amountDueMinor: 200_000, amountPaidMinor: 200_000 },
      { receivable: 300_000, cash: 200_000, deferred_revenue: -500_000 },
    ],
    [
      "what is neither plan nor usage is no plan's revenue",
      { ...paid, lines: [line("plan", 200_000), line("other", 300_000)] },
      { cash: 500_000, deferred_revenue: -200_000, other_revenue: -300_000 },
    ],
    [
      "tax on top is the tax office's",
      { ...paid, totalMinor: 595_000, taxMinor: 95_000, amountDueMinor: 595_000, amountPaidMinor: 595_000 },
      { cash: 595_000, deferred_revenue: -500_000, tax_payable: -95_000 },
    ],
    [
      "tax within a line is the tax office's, too",
      { ...paid, taxMinor: 79_832, lines: [line("plan", 500_000, { inclusiveTaxMinor: 79_832 })] },
      { cash: 500_000, deferred_revenue: -420_168, tax_payable: -79_832 },
    ],
    [
      "tax of an invoice that is given up is not owed",
      {
        status: "uncollectible",
        totalMinor: 595_000,
        taxMinor: 95_000,
        amountDueMinor: 595_000,
        markedUncollectibleAt: at(3),
      },
      {},
    ],
    [
      "tax of what is given up after credit was used stays for what the credit paid",
      {
        status: "uncollectible",
        totalMinor: 595_000,
        taxMinor: 95_000,
        amountDueMinor: 238_000,
        markedUncollectibleAt: at(3),
      },
      { receivable: 357_000, deferred_revenue: -300_000, tax_payable: -57_000 },
    ],
    ["unpaid when its plan had ended: not earned", { unearnedAt: at(5) }, {}],
    [
      "given up after its plan had ended: not earned, once",
      { status: "uncollectible", unearnedAt: at(5), markedUncollectibleAt: at(6) },
      {},
    ],
    [
      "paid after its plan had ended: earned after all",
      { ...paid, unearnedAt: at(1) },
      { cash: 500_000, deferred_revenue: -500_000 },
    ],
    ["voided after its plan had ended: nothing", { status: "void", unearnedAt: at(1), voidedAt: at(3) }, {}],
    ["voided: as if it had never been", { status: "void", voidedAt: at(3) }, {}],
    ["given up: nothing owed, nothing earned", { status: "uncollectible", markedUncollectibleAt: at(3) }, {}],
    [
      "given up after credit was used: the credit stays used",
      { status: "uncollectible", markedUncollectibleAt: at(3), amountDueMinor: 200_000 },
      { receivable: 300_000, deferred_revenue: -300_000 },
    ],
    [
      "paid after it was given up: as if it never had been",
      { ...paid, markedUncollectibleAt: at(2), paidAt: at(4) },
      { cash: 500_000, deferred_revenue: -500_000 },
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
          inclusiveTaxMinor: fc.integer({ min: 0, max: 1e5 }),
          discountMinor: fc.integer({ min: 0, max: 1e5 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      discountMinor: fc.integer({ min: 0, max: 1e6 }),
      usedCredit: fc.integer({ min: 0, max: 1e6 }),
      taxOnTop: fc.integer({ min: 0, max: 1e5 }),
      givenUp: fc.boolean(),
      unearned: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, ({ status, lines, discountMinor, usedCredit, taxOnTop, givenUp, unearned }) => {
        const totalMinor =
          lines.reduce((sum, { amountMinor }) => sum + amountMinor, taxOnTop) - discountMinor;
        const taxMinor = lines.reduce((sum, one) => sum + one.inclusiveTaxMinor, taxOnTop);
        const amountDueMinor = Math.max(0, totalMinor - usedCredit);
        const open = invoice({ lines, discountMinor, totalMinor, taxMinor, amountDueMinor });
        const later = {
          ...open,
          status,
          unearnedAt: unearned ? at(3) : null,
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

  it("refuses lines, discounts and tax that do not come to the total", () => {
    expect(() => postingsOf(invoice({ totalMinor: 595_000 }))).toThrow(RangeError);
  });
});
