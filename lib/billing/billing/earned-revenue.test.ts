import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EarnedRevenue,
  type MoneyBack,
  type PlanInvoice,
  type PlanLine,
} from "@/lib/billing/billing/earned-revenue";

const DAY_MS = 86_400_000;
const at = (day: number, hour = 0) => new Date(Date.UTC(2027, 0, day, hour));

function line(more: Partial<PlanLine> = {}): PlanLine {
  const time = { from: at(1), to: at(31) };
  return { subscriptionId: "sub_1", endedAt: null, ...time, earnedMinor: 300_000, discountMinor: 0, ...more };
}

function invoice(more: Partial<PlanInvoice> = {}): PlanInvoice {
  const lines = more.lines ?? [line()];
  return {
    id: "in_1",
    deferredAt: lines[0]?.from ?? at(1),
    voidedAt: null,
    lostAt: null,
    reinstatedAt: null,
    kept: { earnedMinor: 0, discountMinor: 0 },
    totalMinor: lines.reduce((sum, one) => sum + one.earnedMinor - one.discountMinor, 0),
    taxMinor: 0,
    lines,
    ...more,
  };
}

const earned = (all: PlanInvoice[], back: MoneyBack[], moment: Date, of = all[0]) =>
  new EarnedRevenue(all, back).earnedBefore(of ?? invoice(), moment);
const refund = (day: number, amountMinor: number, invoiceId = "in_1"): MoneyBack => ({
  ...{ id: `re_${day}`, invoiceId, at: at(day), amountMinor },
});

describe("a plan's invoice", () => {
  it.each([
    ["nothing on its first day", at(1, 23), 0],
    ["a day's part once the day is over", at(2), 10_000],
    ["all days that are over", at(16, 12), 150_000],
    ["all of it in the end", at(31), 300_000],
  ])("has earned %s", (_what, moment, expected) => {
    expect(earned([invoice()], [], moment)).toEqual({
      ...{ earnedMinor: expected, discountMinor: 0, refundedMinor: 0 },
    });
  });

  it("is earned with its discount, each by the same days", () => {
    const discounted = invoice({ lines: [line({ discountMinor: 60_000 })] });
    expect(earned([discounted], [], at(11))).toMatchObject({ earnedMinor: 100_000, discountMinor: 20_000 });
  });

  it("that began in the middle of a day has earned the hours of that day when it is over", () => {
    const whole = line({ from: at(1, 12), to: at(31, 12) });
    expect(earned([invoice({ lines: [whole] })], [], at(2)).earnedMinor).toBe(5_000);
  });

  it("is earned whole when its subscription ends early, because nothing is left to serve", () => {
    const ended = invoice({ lines: [line({ endedAt: at(11, 6) })] });
    expect(earned([ended], [], at(11, 6)).earnedMinor).toBe(100_000);
    expect(earned([ended], [], at(11, 7)).earnedMinor).toBe(300_000);
  });

  it("has earned nothing once it is void, and what credit had paid once it is lost", () => {
    expect(earned([invoice({ voidedAt: at(10, 5) })], [], at(10, 6)).earnedMinor).toBe(0);
    const lost = invoice({ lostAt: at(10, 5), kept: { earnedMinor: 1_234, discountMinor: 0 } });
    expect(earned([lost], [], at(10, 6)).earnedMinor).toBe(1_234);
    expect(earned([{ ...lost, reinstatedAt: at(12) }], [], at(12, 1)).earnedMinor).toBe(110_000);
  });
});

describe("a change to a smaller plan", () => {
  const before = invoice({ lines: [line({ earnedMinor: 3_000_000 })] });
  const change = invoice({
    id: "in_2",
    deferredAt: at(11),
    lines: [line({ from: at(11), earnedMinor: -2_000_000 }), line({ from: at(11), earnedMinor: 200_000 })],
  });

  it("takes its credit out of what is deferred: what was earned before stays earned", () => {
    const revenue = new EarnedRevenue([before, change], []);
    const both = (moment: Date) =>
      [before, change].reduce((sum, one) => sum + revenue.earnedBefore(one, moment).earnedMinor, 0);
    expect([both(at(11)), both(at(21)), both(at(31))]).toEqual([1_000_000, 1_100_000, 1_200_000]);
    expect(revenue.earnedBefore(change, at(31)).refundedMinor).toBe(0);
  });

  it("leaves only the smaller plan's time to a refund of the larger one", () => {
    const revenue = new EarnedRevenue([before, change], [refund(11, 3_000_000)]);
    // The credit itself is taken back against refunds, elsewhere.
    expect(revenue.earnedBefore(before, at(12)).refundedMinor).toBe(200_000);
    const both = (moment: Date) =>
      [before, change].reduce((sum, one) => sum + revenue.earnedBefore(one, moment).earnedMinor, 0);
    expect([both(at(11)), both(at(31))]).toEqual([1_000_000, 1_000_000]);
  });

  it("is a cost of ours where its time had been refunded before", () => {
    const revenue = new EarnedRevenue([before, change], [refund(6, 2_500_000)]);
    expect(revenue.earnedBefore(before, at(7)).refundedMinor).toBe(2_500_000);
    const [first, second] = [before, change].map((one) => revenue.earnedBefore(one, at(31)));
    expect(second?.refundedMinor).toBe(-1_800_000);
    expect([first?.earnedMinor, second?.earnedMinor]).toEqual([500_000, 0]);
  });
});

describe("a refund", () => {
  it("is of time still to come first, and of what is earned for the rest", () => {
    expect(earned([invoice()], [refund(11, 250_000)], at(12))).toMatchObject({
      earnedMinor: 100_000,
      refundedMinor: 200_000,
    });
    expect(earned([invoice()], [refund(11, 50_000)], at(31))).toMatchObject({
      earnedMinor: 250_000,
      refundedMinor: 50_000,
    });
  });

  it("in the middle of a day leaves no day on which less than nothing is deferred", () => {
    const back = { ...refund(11, 300_000), at: at(11, 17) };
    for (const day of [11, 12, 13, 20, 30, 31]) {
      const { earnedMinor, refundedMinor } = earned([invoice()], [back], at(day, 18));
      expect(300_000 - earnedMinor - refundedMinor).toBe(0);
    }
  });

  it("of time that is over is none of what is deferred", () => {
    const next = invoice({ id: "in_2", lines: [line({ from: at(31), to: at(61) })] });
    expect(earned([invoice(), next], [refund(40, 300_000)], at(45)).refundedMinor).toBe(0);
    expect(earned([invoice(), next], [refund(40, 300_000)], at(61), next).earnedMinor).toBe(300_000);
  });

  it("of an invoice with tax gives back the tax's part of it, too", () => {
    const taxed = invoice({ totalMinor: 357_000, taxMinor: 57_000 });
    expect(earned([taxed], [refund(1, 35_700)], at(2)).refundedMinor).toBe(30_000);
  });
});

it("earns each day at least nothing, and in the end what was invoiced less what went back for time to come", () => {
  const cases = fc.record({
    minor: fc.integer({ min: 1, max: 1e9 }),
    discount: fc.integer({ min: 0, max: 100 }),
    hours: fc.integer({ min: 0, max: 23 }),
    days: fc.integer({ min: 1, max: 366 }),
    refunds: fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 400 }), minor: fc.integer({ min: 1, max: 1e9 }) }),
      {
        maxLength: 4,
      },
    ),
  });
  fc.assert(
    fc.property(cases, ({ minor, discount, hours, days, refunds }) => {
      const discountMinor = Math.floor((minor * discount) / 100);
      const from = at(1, hours);
      const to = new Date(from.getTime() + days * DAY_MS);
      const one = invoice({ lines: [line({ from, to, earnedMinor: minor, discountMinor })] });
      const back = refunds.map((each, index) => ({ ...refund(each.day, each.minor), id: `re_${index}` }));
      const revenue = new EarnedRevenue([one], back);
      const net = (moment: Date) => {
        const { earnedMinor, discountMinor: off } = revenue.earnedBefore(one, moment);
        return earnedMinor - off;
      };
      let last = 0;
      for (let day = 1; day <= days + 2; day += 1) {
        const now = net(at(day));
        // Three amounts are rounded by themselves: the price, its discount and what went back.
        expect(now - last).toBeGreaterThanOrEqual(-2 - back.length);
        last = now;
      }
      const { refundedMinor } = revenue.earnedBefore(one, at(500));
      expect(last + refundedMinor).toBe(minor - discountMinor);
      expect(refundedMinor).toBeLessThanOrEqual(back.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    }),
  );
});
