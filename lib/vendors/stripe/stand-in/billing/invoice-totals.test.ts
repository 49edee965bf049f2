import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  invoiceNumber,
  type Reduction,
  settle,
  totalsOf,
} from "@/lib/vendors/stripe/stand-in/billing/invoice-totals";

const percent = (percentOff: number, products: string[] | null = null): Reduction => ({
  discount: `di_${percentOff}`,
  percentOff,
  amountOff: null,
  products,
});
const off = (amountOff: number): Reduction => ({
  discount: `di_off_${amountOff}`,
  percentOff: null,
  amountOff,
  products: null,
});
const line = (amount: number, discountable = true, product = "prod_a") => ({ amount, discountable, product });

describe("an invoice's total", () => {
  it("takes a percentage off what may be discounted, and leaves prorations alone", () => {
    const totals = totalsOf([line(10_000), line(-2_500, false)], [percent(25)]);
    expect(totals).toMatchObject({ subtotal: 7_500, total: 5_000, reductions: [{ amount: 2_500 }] });
  });

  it("takes each further discount off what the ones before leave", () => {
    expect(totalsOf([line(10_000)], [percent(50), percent(50)]).total).toBe(2_500);
  });

  it("never takes more off than there is", () => {
    expect(totalsOf([line(300), line(200)], [off(1_000)])).toMatchObject({
      total: 0,
      reductions: [{ amount: 500 }],
    });
  });

  it("discounts only the products that a coupon is for", () => {
    const totals = totalsOf([line(1_000), line(1_000, true, "prod_b")], [percent(10, ["prod_b"])]);
    expect([totals.total, totals.ofLines[0]]).toEqual([1_900, []]);
  });

  it("is the sum of its lines less its discounts, and each discount the sum of its lines' parts", () => {
    const lines = fc.array(
      fc.record({
        amount: fc.integer({ min: -1_000_000, max: 10_000_000 }),
        discountable: fc.boolean(),
        product: fc.constantFrom("prod_a", "prod_b", null),
      }),
      { maxLength: 12 },
    );
    const reductions = fc.array(
      fc.record({
        discount: fc.uuid(),
        percentOff: fc.option(fc.integer({ min: 1, max: 10_000 }).map((value) => value / 100)),
        amountOff: fc.integer({ min: 1, max: 5_000_000 }),
        products: fc.option(fc.constant(["prod_a"])),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(lines, reductions, (given, taken) => {
        const totals = totalsOf(given, taken);
        const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);
        expect(totals.subtotal).toBe(sum(given.map(({ amount }) => amount)));
        expect(totals.total).toBe(totals.subtotal - sum(totals.reductions.map(({ amount }) => amount)));
        for (const { discount, amount } of totals.reductions) {
          const parts = totals.ofLines.flat().filter((part) => part.discount === discount);
          expect(sum(parts.map((part) => part.amount))).toBe(amount);
        }
        for (const [index, parts] of totals.ofLines.entries()) {
          const { amount, discountable } = given[index] ?? line(0);
          const reduced = sum(parts.map((part) => part.amount));
          expect(reduced).toBeLessThanOrEqual(discountable ? Math.max(0, amount) : 0);
        }
      }),
    );
  });
});

describe("the customer's balance", () => {
  it.each([
    ["credit is used up first", 10_000, -4_000, 6_000, 0],
    ["credit that is more than the total remains", 1_000, -4_000, 0, -3_000],
    ["a total below zero becomes credit", -1_200, 0, 0, -1_200],
    ["what is owed is added", 10_000, 30, 10_030, 0],
    ["less than can be charged waits", 49, 0, 0, 49],
    ["half a dollar is charged", 20, 30, 50, 0],
  ])("%s", (_, total, before, due, after) => {
    expect(settle(total, before)).toEqual({ due, balance: after });
  });
});

it("numbers count up under the customer's prefix", () => {
  expect([invoiceNumber("A1B2C3D4", 1), invoiceNumber("A1B2C3D4", 12_345)]).toEqual([
    "A1B2C3D4-0001",
    "A1B2C3D4-12345",
  ]);
});
