import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddress, limitedAddress, truncateAddress } from "@/lib/api/client-address";

const SOCKET = "192.0.2.7";
const from = (forwarded: string | null, remote: string | undefined, hops: number) =>
  clientAddress(new Headers(forwarded === null ? {} : { "X-Forwarded-For": forwarded }), remote, hops);
const address = fc.oneof(fc.ipV4(), fc.ipV6());

describe("the caller's address", () => {
  it("is the socket's where no proxy of ours stands in front, whatever the caller claims", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(address, fc.constantFrom("", "unknown", "_x", "1.2.3"))), (claimed) => {
        expect(from(claimed.join(", "), SOCKET, 0)).toBe(SOCKET);
      }),
    );
  });

  it("is what the outermost of our proxies saw, however much the caller wrote before it", () => {
    fc.assert(
      fc.property(
        fc.array(address),
        fc.ipV4(),
        fc.array(fc.ipV4(), { maxLength: 4 }),
        (claimed, caller, proxies) => {
          const header = [...claimed, caller, ...proxies].join(" , ");
          expect(from(header, SOCKET, proxies.length + 1)).toBe(caller);
        },
      ),
    );
  });

  it("is the one that a host which hides the socket appended", () => {
    expect(from("6.6.6.6, 203.0.113.9", undefined, 0)).toBe("203.0.113.9");
    expect(from("203.0.113.9, 10.0.0.1", undefined, 2)).toBe("203.0.113.9");
    expect(from(null, undefined, 0)).toBeNull();
  });

  it("falls back to the socket where a proxy did not append", () => {
    expect(from(null, SOCKET, 1)).toBe(SOCKET);
    expect(from("203.0.113.9", SOCKET, 2)).toBe(SOCKET);
    expect(from("nonsense", SOCKET, 1)).toBe(SOCKET);
    expect(from("203.0.113.9, nonsense", undefined, 1)).toBeNull();
  });

  it("is one address for IPv4 in IPv6, and written one way", () => {
    expect(from(null, "::ffff:192.0.2.7", 0)).toBe("192.0.2.7");
    expect(from("2001:DB8:0:0::1", SOCKET, 1)).toBe("2001:db8::1");
  });
});

describe("what is kept of an address", () => {
  it("is its /24 in IPv4 and its /48 in IPv6", () => {
    expect(truncateAddress("203.0.113.77")).toBe("203.0.113.0");
    expect(truncateAddress("::ffff:203.0.113.77")).toBe("203.0.113.0");
    expect(truncateAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::");
    expect(truncateAddress(null)).toBeNull();
  });

  it("is the same for all of its neighbours, so that it names none", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, octet, octet, octet, (a, b, c, d, e) => {
        expect(truncateAddress(`${a}.${b}.${c}.${d}`)).toBe(truncateAddress(`${a}.${b}.${c}.${e}`));
      }),
    );
  });
});

describe("whom a limit by address is for", () => {
  it("is one IPv4 address, or all of an IPv6 /64", () => {
    expect(limitedAddress("203.0.113.77")).toBe("203.0.113.77");
    expect(limitedAddress("::ffff:203.0.113.77")).toBe("203.0.113.77");
    expect(limitedAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(limitedAddress("2001:db8:1:2:ffff::")).toBe(limitedAddress("2001:db8:1:2::1"));
    expect(limitedAddress("2001:db8:1:3::1")).not.toBe(limitedAddress("2001:db8:1:2::1"));
    expect(limitedAddress(null)).toBe("unknown");
  });
});
