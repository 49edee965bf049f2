import { describe, expect, it } from "vitest";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import { proposeAllowlist } from "@/lib/partners/api-keys/propose-allowlist";

const seen = (...addresses: string[]) =>
  addresses.map((address, index) => ({ address, calls: 1_000 - index }));

describe("proposeAllowlist", () => {
  it("names few addresses one by one, the busiest first", () => {
    expect(proposeAllowlist(seen("203.0.113.9", "198.51.100.1", "2001:db8::1"))).toEqual([
      "203.0.113.9",
      "198.51.100.1",
      "2001:db8::1",
    ]);
  });

  it("names a network where several of its addresses were seen, and leaves the others alone", () => {
    const four = ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"];
    expect(proposeAllowlist(seen("198.51.100.1", ...four))).toEqual(["203.0.113.0/24", "198.51.100.1"]);
    expect(proposeAllowlist(seen(...four.slice(1)))).toEqual(four.slice(1));
    expect(proposeAllowlist(seen("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"))).toEqual(["2001:db8:1:2::/64"]);
  });

  it("takes IPv4 in IPv6's clothes for the same address", () => {
    expect(proposeAllowlist(seen("::ffff:203.0.113.9", "203.0.113.9"))).toEqual(["203.0.113.9"]);
  });

  it("fits what an allowlist takes: networks where single addresses are too many, the busiest where those are", () => {
    const pairs = Array.from({ length: 60 }, (_, net) => [`10.0.${net}.1`, `10.0.${net}.2`]).flat();
    const networks = proposeAllowlist(seen(...pairs));
    expect(networks).toHaveLength(60);
    expect(pairs.every((address) => compileAllowlist(networks)?.(address))).toBe(true);
    const wide = Array.from({ length: 150 }, (_, net) => `10.1.${net}.1`);
    expect(proposeAllowlist(seen(...wide))).toHaveLength(100);
    expect(proposeAllowlist(seen(...wide))[0]).toBe("10.1.0.0/24");
  });

  it("passes over what is no address, and proposes nothing for nothing", () => {
    expect(proposeAllowlist(seen("unknown"))).toEqual([]);
    expect(proposeAllowlist([])).toEqual([]);
  });
});
