import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

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

function parseRange(entry: string): Range {
  if (entry.includes("/")) return ipaddr.parseCIDR(entry);
  const address = ipaddr.process(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
