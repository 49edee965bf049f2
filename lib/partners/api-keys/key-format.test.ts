import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateKey, isWellFormedKey, shownPrefix } from "@/lib/partners/api-keys/key-format";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const key = fc.constantFrom("live" as const, "test" as const).map(generateKey);
const place = fc.nat(56);

describe("a key", () => {
  it("is well formed, tells its mode, and is never made twice", () => {
    const keys = Array.from({ length: 1_000 }, (_, k) => generateKey(k % 2 === 0 ? "live" : "test"));
    expect(new Set(keys).size).toBe(1_000);
    for (const [k, one] of keys.entries()) {
      expect(one).toMatch(k % 2 === 0 ? /^sk_live_[0-9A-Za-z]{49}$/ : /^sk_test_[0-9A-Za-z]{49}$/);
      expect(isWellFormedKey(one)).toBe(true);
    }
  });

  it("holds 256 bits, each of them as often set as not", () => {
    const count = 1_000;
    const set = new Array<number>(256).fill(0);
    for (let made = 0; made < count; made += 1) {
      let secret = 0n;
      for (const character of generateKey("live").slice(8, 51))
        secret = secret * 62n + BigInt(ALPHABET.indexOf(character));
      expect(secret < 2n ** 256n).toBe(true);
      for (let bit = 0; bit < 256; bit += 1) if ((secret >> BigInt(bit)) & 1n) set[bit] = (set[bit] ?? 0) + 1;
    }
    // Eight standard deviations: chance never fails this, a fixed or missing bit always does.
    const spread = 8 * Math.sqrt(count / 4);
    for (const times of set) expect(Math.abs(times - count / 2)).toBeLessThan(spread);
  });

  it("is shown by its mode and six characters, of which nothing can be guessed", () => {
    const one = generateKey("test");
    expect(shownPrefix(one)).toBe(one.slice(0, 14));
    expect(shownPrefix(one)).toHaveLength("sk_test_".length + 6);
  });
});

describe("a mistyped key is refused without a look-up", () => {
  it("when any one character is another", () => {
    fc.assert(
      fc.property(key, place, fc.constantFrom(...ALPHABET, " ", "_", "-", "é"), (good, at, typed) => {
        fc.pre(good[at] !== typed);
        expect(isWellFormedKey(good.slice(0, at) + typed + good.slice(at + 1))).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it("when any two characters have changed places", () => {
    fc.assert(
      fc.property(key, place, place, (good, one, two) => {
        fc.pre(good[one] !== good[two]);
        const typed = [...good];
        [typed[one], typed[two]] = [typed[two] ?? "", typed[one] ?? ""];
        expect(isWellFormedKey(typed.join(""))).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it("when a character is missing, doubled, or the ends are not clean", () => {
    fc.assert(
      fc.property(key, place, (good, at) => {
        expect(isWellFormedKey(good.slice(0, at) + good.slice(at + 1))).toBe(false);
        expect(isWellFormedKey(good.slice(0, at) + good[at] + good.slice(at))).toBe(false);
        for (const around of [` ${good}`, `${good} `, `${good}\n`, `"${good}"`, good.toUpperCase()]) {
          expect(isWellFormedKey(around)).toBe(false);
        }
      }),
    );
  });

  it("when it says live where it was made for test, or the other way", () => {
    fc.assert(
      fc.property(key, (good) => {
        const other = good.startsWith("sk_live_")
          ? good.replace("live", "test")
          : good.replace("test", "live");
        expect(isWellFormedKey(other)).toBe(false);
      }),
    );
  });

  it("whatever else it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(isWellFormedKey(text)).toBe(false);
      }),
    );
  });
});
