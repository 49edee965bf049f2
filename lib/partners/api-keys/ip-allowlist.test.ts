import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";

const allows = (entries: string[], address: string | null) => compileAllowlist(entries)?.(address);

describe("an IP allowlist", () => {
  it("lets everybody in when it is empty", () => {
    expect(compileAllowlist([])).toBeNull();
  });

  it.each([
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.99/24", "203.0.113.1", true],
    ["10.0.0.0/8", "10.255.255.255", true],
    ["10.0.0.0/8", "11.0.0.0", false],
    ["192.0.2.128/25", "192.0.2.127", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true],
    ["::/0", "2001:db8::1", true],
    ["::/0", "8.8.8.8", false],
  ])("%s and the caller %s: %s", (entry, address, expected) => {
    expect(allows([entry], address)).toBe(expected);
  });

  it("takes IPv4 written as IPv6 for what it is, on either side", () => {
    expect(allows(["203.0.113.7"], "::ffff:203.0.113.7")).toBe(true);
    expect(allows(["203.0.113.0/24"], "::ffff:203.0.113.7")).toBe(true);
    expect(allows(["::ffff:203.0.113.7"], "203.0.113.7")).toBe(true);
    expect(allows(["::ffff:203.0.113.0/120"], "203.0.113.7")).toBe(true);
    expect(allows(["::ffff:203.0.113.0/120"], "203.0.114.7")).toBe(false);
  });

  it("refuses a caller whose address is not known", () => {
    expect(allows(["0.0.0.0/0", "::/0"], null)).toBe(false);
  });

  it("needs one of its entries to match, whichever", () => {
    const list = ["192.0.2.1", "2001:db8::/48", "198.51.100.0/30"];
    expect(allows(list, "198.51.100.3")).toBe(true);
    expect(allows(list, "2001:db8::9")).toBe(true);
    expect(allows(list, "198.51.100.4")).toBe(false);
  });

  it("agrees with the arithmetic of IPv4 ranges", () => {
    const address = fc.nat(0xffffffff);
    const text = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
    fc.assert(
      fc.property(address, address, fc.nat(32), (network, caller, bits) => {
        const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
        const near = ((network & mask) | (caller & ~mask)) >>> 0;
        const range = `${text(network)}/${bits}`;
        expect(allows([range], text(near))).toBe(true);
        expect(allows([range], text(caller))).toBe((caller & mask) >>> 0 === (network & mask) >>> 0);
      }),
    );
  });

  it("can be compiled from every entry that the API takes", () => {
    const entry = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.nat(40)).map(([ip, bits]) => `${ip}/${bits}`),
      fc.tuple(fc.ipV6(), fc.nat(140)).map(([ip, bits]) => `${ip}/${bits}`),
      fc.constantFrom(
        "",
        "*",
        "1.2.3",
        "1.2.3.4/",
        "::1%eth0",
        "01.2.3.4",
        "0x7f.1",
        "1.2.3.4/08",
        "::ffff:1.2.3.4/96",
      ),
    );
    fc.assert(
      fc.property(entry, (text) => {
        const taken = CreateApiKey.safeParse({ name: "a", ip_allowlist: [text] }).success;
        if (taken) expect(compileAllowlist([text])?.("203.0.113.7")).toEqual(expect.any(Boolean));
      }),
      { numRuns: 2_000 },
    );
  });
});
