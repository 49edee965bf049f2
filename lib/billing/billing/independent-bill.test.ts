import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  balanceAfter,
  billsOf,
  boundary,
  type ChangeFact,
  owedFor,
  type PlanFact,
  plus,
  rounded,
  usageBillsOf,
} from "@/lib/billing/billing/independent-bill.fixture";

const at = (time: string) => Date.parse(time) / 1_000;
const STARTER = { cents: 500_000n, months: 1 };
const PROFESSIONAL = { cents: 2_500_000n, months: 1 };
const YEARLY = { cents: 10_000_000n, months: 12 };
const plan = (more: Partial<PlanFact> = {}): PlanFact => ({
  startedAt: at("2027-01-01T00:00:00Z"),
  trialEndsAt: null,
  price: STARTER,
  coupon: null,
  changes: [],
  endedAt: null,
  ...more,
});
const totals = (of: PlanFact, until: string) =>
  billsOf(of, at(until)).map(({ at: when, totalCents }) => [
    new Date(when * 1_000).toISOString(),
    totalCents,
  ]);

describe("what a plan is billed", () => {
  it("is its price at the beginning of each period, on the anchor's day or the month's last", () => {
    const startedAt = at("2027-01-31T10:00:00Z");
    expect(totals(plan({ startedAt }), "2027-04-01T00:00:00Z")).toEqual([
      ["2027-01-31T10:00:00.000Z", 500_000n],
      ["2027-02-28T10:00:00.000Z", 500_000n],
      ["2027-03-31T10:00:00.000Z", 500_000n],
    ]);
  });

  it("gives back and charges the rest of the month by the second where the plan changes", () => {
    const moment = at("2027-01-16T12:00:00Z");
    const changes = [{ countedFrom: moment, madeAt: moment, price: PROFESSIONAL }];
    const [, change] = billsOf(plan({ changes }), at("2027-01-20T00:00:00Z"));
    // Half of January's 31 days are left.
    expect(change?.lines.map(({ cents }) => cents)).toEqual([-250_000n, 1_250_000n]);
  });

  it("begins a new period at once where the interval changes, and nothing is given back of a trial", () => {
    const moment = at("2027-01-08T00:00:00Z");
    const changes = [{ countedFrom: moment, madeAt: moment, price: YEARLY }];
    const trialEndsAt = at("2027-01-15T00:00:00Z");
    expect(totals(plan({ changes, trialEndsAt }), "2027-12-31T00:00:00Z")).toEqual([
      ["2027-01-08T00:00:00.000Z", 10_000_000n],
    ]);
  });

  it("takes a coupon off whole periods as long as it lasts, and off the price that is prorated", () => {
    const moment = at("2027-01-16T12:00:00Z");
    const changes = [{ countedFrom: moment, madeAt: moment, price: PROFESSIONAL }];
    const coupon = { percentHundredths: 2_000n, amountCents: null, lasts: 1 } as const;
    expect(totals(plan({ changes, coupon }), "2027-02-02T00:00:00Z").map(([, cents]) => cents)).toEqual([
      400_000n,
      800_000n,
      2_500_000n,
    ]);
  });

  it("comes, over all its changes, to what each second is owed: to a cent for each line", () => {
    const change = fc.record({
      after: fc.integer({ min: 1, max: 50 * 86_400 }),
      price: fc.constantFrom(STARTER, PROFESSIONAL, YEARLY),
    });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 6 }),
        fc.option(fc.integer({ min: 1, max: 9_999 })),
        (steps, percent) => {
          let moment = at("2027-01-01T00:00:00Z");
          let before = STARTER;
          const changes: ChangeFact[] = [];
          for (const { after, price } of steps) {
            moment += after;
            if (price === before) continue;
            changes.push({ countedFrom: moment, madeAt: moment, price });
            before = price;
          }
          const coupon =
            percent === null
              ? null
              : ({ percentHundredths: BigInt(percent), amountCents: null, lasts: "forever" } as const);
          const of = plan({ changes, coupon });
          const bills = billsOf(of, moment);
          const end = bills.at(-1)?.lines.at(-1)?.to ?? moment;
          const charged = bills.reduce((sum, { totalCents }) => sum + totalCents, 0n);
          const { top, bottom } = plus(owedFor({ ...of, endedAt: end }, end), { top: -charged, bottom: 1n });
          const lines = BigInt(bills.reduce((count, { lines: some }) => count + some.length, 0));
          expect((top < 0n ? -top : top) <= lines * bottom).toBe(true);
        },
      ),
    );
  });
});

it("counts live calls by the calendar month, and the last ones when they end", () => {
  const calls = [
    { at: at("2027-01-31T23:59:59Z"), units: 1_000_000 },
    { at: at("2027-02-01T00:00:00Z"), units: 100 },
  ];
  const usage = {
    startedAt: at("2027-01-10T00:00:00Z"),
    endedAt: at("2027-02-03T00:00:00Z"),
    finalBill: true,
    calls,
  };
  const bills = usageBillsOf(usage, at("2027-03-01T00:00:00Z"));
  // 100 units are half a cent.
  expect(bills.map(({ totalCents }) => totalCents)).toEqual([5_000n, 1n]);
});

it("uses credit up first, and lets wait what is too little to be charged", () => {
  const final = (order: number, totalCents: bigint) =>
    ({ at: order, order, invoice: `in_${order}`, what: "final", totalCents }) as const;
  const moves = [final(1, -300n), final(2, 320n), final(3, 100n)];
  expect(balanceAfter(moves)).toEqual({
    cents: 0n,
    due: new Map([
      ["in_1", 0n],
      ["in_2", 0n],
      ["in_3", 120n],
    ]),
  });
  const taken = { at: 4, order: 4, invoice: "in_3", what: "void" } as const;
  expect(balanceAfter([...moves, taken]).cents).toBe(20n);
});

it("rounds halves away from zero", () => {
  expect([rounded(5n, 10n), rounded(-5n, 10n), rounded(4n, 10n), rounded(1n, 3n), rounded(-2n, 3n)]).toEqual([
    1n,
    -1n,
    0n,
    0n,
    -1n,
  ]);
});

it("knows a leap year's February", () => {
  expect(new Date(boundary(at("2027-01-31T00:00:00Z"), 1, 13) * 1_000).toISOString()).toBe(
    "2028-02-29T00:00:00.000Z",
  );
});
