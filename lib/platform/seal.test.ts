import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { seal, sha256, unseal } from "@/lib/platform/seal";
import { setSettings } from "@/test/settings";

beforeEach(() => {
  setSettings();
});

describe("sealed text", () => {
  it("opens to itself for its own purpose, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, purpose) => {
        expect(unseal(purpose, seal(purpose, text))).toBe(text);
      }),
    );
  });

  it("opens for no other purpose", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        fc.pre(one !== two);
        expect(unseal(two, seal(one, "secret"))).toBeNull();
      }),
    );
  });

  it("does not open once any of its bits has changed, or when it was cut or lengthened", () => {
    const sealed = seal("a", "a secret of some length");
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(unseal("a", changed)).toBeNull();
      }),
    );
    for (let length = 0; length < sealed.length; length += 1)
      expect(unseal("a", sealed.subarray(0, length))).toBeNull();
    expect(unseal("a", Uint8Array.from([...sealed, 0]))).toBeNull();
  });

  it("does not open under another APP_SECRET", () => {
    const sealed = seal("a", "secret");
    setSettings({ APP_SECRET: "another secret, of which there may be no more use" });
    expect(unseal("a", sealed)).toBeNull();
  });

  it("does not show its text, and looks different each time", () => {
    const [one, two] = [seal("a", "the same secret"), seal("a", "the same secret")];
    expect(Buffer.from(one).includes("secret")).toBe(false);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });
});

it("fingerprints are SHA-256", () => {
  expect(sha256("abc").toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
