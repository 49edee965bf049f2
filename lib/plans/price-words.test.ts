import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.doUnmock("@/lib/plans/tiers");
  vi.resetModules();
});

it.each([
  [50, "$0.00005", "$0.05"],
  [55, "$0.000055", "$0.055"],
  [1_250, "$0.00125", "$1.25"],
])("a price of %s micro-dollars is told to its last digit: %s, %s", async (micro, pair, thousand) => {
  vi.resetModules();
  vi.doMock("@/lib/plans/tiers", async (original) => ({
    ...(await original<typeof import("@/lib/plans/tiers")>()),
    UNIT_PRICE_MICRO_USD: micro,
  }));
  const { PAIR_PRICE, THOUSAND_PAIRS_PRICE, THOUSAND_TOKENS_PRICE } = await import("@/lib/plans/price-words");
  expect([PAIR_PRICE, THOUSAND_PAIRS_PRICE, THOUSAND_TOKENS_PRICE]).toEqual([pair, thousand, "$0.10"]);
});
