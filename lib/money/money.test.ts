import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, MICRO_PER_MINOR, negate, roundMicroUsd, split, usd, WHOLE_BPS } from "@/lib/money/money";

const amounts = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 });

/** Shares that make up the whole: cuts through 10,000 basis points. */
const shares = fc
  .array(fc.integer({ min: 0, max: WHOLE_BPS }), { maxLength: 12 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), WHOLE_BPS])
  .map((edges) => edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0)));

describe("split", () => {
  it("hands out every cent, whatever the amount and the shares", () => {
    fc.assert(
      fc.property(amounts, shares, (amount, parts) => {
        const made = split(usd(amount), parts).map(({ amountMinor }) => BigInt(amountMinor));
        expect(made.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(amount));
      }),
    );
  });

  it("is less than a cent away from the exact share", () => {
    fc.assert(
      fc.property(amounts, shares, (amount, parts) => {
        for (const [index, part] of split(usd(amount), parts).entries()) {
          const exact = BigInt(amount) * BigInt(parts[index] ?? 0);
          const off = BigInt(part.amountMinor) * BigInt(WHOLE_BPS) - exact;
          expect(off < BigInt(WHOLE_BPS) && off > -BigInt(WHOLE_BPS)).toBe(true);
        }
      }),
    );
  });

  it("gives what is left to the largest remainders", () => {
    expect(split(usd(1_999), [7_000, 2_000, 1_000])).toEqual([usd(1_399), usd(400), usd(200)]);
    expect(split(usd(100), [3_333, 3_333, 3_334])).toEqual([usd(33), usd(33), usd(34)]);
    expect(split(usd(1), [5_000, 5_000])).toEqual([usd(1), usd(0)]);
    expect(split(usd(-1), [5_000, 5_000])).toEqual([usd(-1), usd(0)]);
    expect(split(usd(5), [0, 10_000])).toEqual([usd(0), usd(5)]);
  });

  it.each([[[5_000]], [[5_000, 5_001]], [[-1, 10_001]], [[0.5, 9_999.5]], [[]], [[Number.NaN, 10_000]]])(
    "refuses shares that are no whole: %j",
    (bad) => {
      expect(() => split(usd(100), bad)).toThrow(RangeError);
    },
  );
});

describe("amounts", () => {
  it.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("are whole and exact: not %d", (bad) => {
    expect(() => usd(bad)).toThrow(RangeError);
  });

  it("are added and negated exactly, and never are minus zero", () => {
    expect(add(usd(10), usd(-3))).toEqual(usd(7));
    expect(Object.is(negate(usd(0)).amountMinor, 0)).toBe(true);
    expect(() => add(usd(Number.MAX_SAFE_INTEGER), usd(1))).toThrow(RangeError);
  });
});

describe("micro-dollars", () => {
  it.each([
    [0n, 0],
    [4_999n, 0],
    [5_000n, 1],
    [14_999n, 1],
    [15_000n, 2],
    [-4_999n, 0],
    [-5_000n, -1],
    [50n * 1_000n, 5],
  ])("%d become %d cents", (micro, cents) => {
    expect(roundMicroUsd(micro)).toEqual(usd(cents));
  });

  it("are at most half a cent off", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (micro) => {
        const off = BigInt(roundMicroUsd(micro).amountMinor) * BigInt(MICRO_PER_MINOR) - micro;
        expect(off <= 5_000n && off >= -5_000n).toBe(true);
      }),
    );
  });
});
