import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The bits of ::ffff:0:0/96, in which IPv6 holds IPv4. */
const MAPPED_BITS = 96;

/** Makes a list of addresses and CIDR ranges into a test; null where the list is empty and any address may come. */
export function compileAllowlist(entries: readonly string[]): ((address: string | null) => boolean) | null {
  if (entries.length === 0) return null;
  const ranges = entries.map(parseRange);
  return (address) => {
    if (address === null) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
  };
}

/**
 * Whether a list lets in nobody whom the other keeps out. Range by range: two halves are not taken for the whole that
 * they make together, so the answer is sometimes no where it could be yes, and never the other way.
 */
export function allowlistWithin(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  if (inner.length === 0) return false;
  const ranges = outer.map(parseRange);
  return inner
    .map(parseRange)
    .every(([network, bits]) =>
      ranges.some(
        ([wider, wideBits]) =>
          wider.kind() === network.kind() && bits >= wideBits && network.match(wider, wideBits),
      ),
    );
}

function parseRange(entry: string): Range {
  if (entry.includes("/")) {
    const [network, bits] = ipaddr.parseCIDR(entry);
    // Callers' addresses are compared as IPv4 where they are IPv4 in IPv6's clothes; so must ranges be.
    const mapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= MAPPED_BITS;
    return mapped ? [network.toIPv4Address(), bits - MAPPED_BITS] : [network, bits];
  }
  const address = ipaddr.process(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
