import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundMicroUsd } from "@/lib/money/money";
import { decodeForm } from "@/lib/vendors/stripe/stand-in/params";
import { type PriceState, priceAmount } from "@/lib/vendors/stripe/stand-in/prices";

const price = (unit_amount_decimal: string): PriceState => ({
  id: "price_1",
  created: 0,
  active: true,
  currency: "usd",
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: "prod_1",
  recurring: null,
  tax_behavior: "unspecified",
  unit_amount: null,
  unit_amount_decimal,
});

describe("a quantity of a price", () => {
  it("comes to what our own books make of it: exact, and rounded once, halves up", () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (units) => {
        expect(priceAmount(price("0.005"), units)).toBe(roundMicroUsd(BigInt(units) * 50n).amountMinor);
      }),
    );
  });

  it.each([
    ["0.005", 99, 0],
    ["0.005", 100, 1],
    ["0.005", 300, 2],
    ["10", 25, 250],
    ["33.333333333333", 3, 100],
    ["-0.005", 100, -1],
  ])("%s × %s is %s", (amount, quantity, minor) => {
    expect(priceAmount(price(amount), quantity)).toBe(minor);
  });
});

describe("a form", () => {
  it("is decoded as the SDK encodes it", () => {
    const form =
      "items[0][price]=a&items[1][price]=b&metadata[x y]=1%26&expand[]=p&expand[]=q&name=&__proto__[x]=1";
    expect(JSON.parse(JSON.stringify(decodeForm(new URLSearchParams(form))))).toEqual(
      JSON.parse(
        '{"items":{"0":{"price":"a"},"1":{"price":"b"}},"metadata":{"x y":"1&"},"expand":{"0":"p","1":"q"},"name":"","__proto__":{"x":"1"}}',
      ),
    );
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });
});
