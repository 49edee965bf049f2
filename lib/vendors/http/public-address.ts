import ipaddr from "ipaddr.js";

/** Global unicast, the only part of IPv6 that strangers have addresses in. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];
/** What translators put before an IPv4 address (RFC 6052), so that a network without IPv4 reaches one. */
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("64:ff9b::"), 96];

/**
 * Addresses that look like the open internet's and belong to the cloud that a machine stands in, none of whose
 * neighbours anybody has a webhook at: Azure's wire server, IBM Cloud's service network, and the names under which
 * Google's and AWS's own services answer inside their networks. Most others are link-local, and so refused already.
 */
const INSIDE_CLOUDS: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][] = [
  "168.63.129.16/32",
  "161.26.0.0/16",
  "166.8.0.0/14",
  "199.36.153.4/30",
  "199.36.153.8/30",
  "2600:2d00:2:1000::/64",
  "2600:2d00:2:2000::/64",
].map((range) => ipaddr.parseCIDR(range));
/** ISATAP (RFC 5214) puts an IPv4 address behind these 32 bits of the interface's half, whatever the network. */
const ISATAP = new Set(["0000:5efe", "0200:5efe"]);

/**
 * Whether an address is one of the open internet's: not private, loopback, link-local (where clouds keep their
 * metadata), carrier-grade NAT, multicast, reserved or for documentation, in IPv4, in IPv6, or as IPv4 inside IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // IPv4-compatible (RFC 4291, given up long ago). The parser would take it for its neighbour, IPv4-mapped.
  if (/^::\d+\./.test(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicIpv4(parsed);
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  // A zone names one of our own interfaces.
  if (parsed.zoneId) return false;
  if (parsed.isIPv4MappedAddress()) return isPublicIpv4(parsed.toIPv4Address());
  if (parsed.match(NAT64)) return isPublicIpv4(new ipaddr.IPv4(parsed.toByteArray().slice(-4)));
  // Everything outside global unicast, IPv4-compatible addresses too, and of it what `range` knows by another name,
  // such as 6to4 and Teredo, which hold an IPv4 address that nobody needs to be reached by.
  const marker = parsed.parts
    .slice(4, 6)
    .map((part) => part.toString(16).padStart(4, "0"))
    .join(":");
  return (
    parsed.match(GLOBAL_UNICAST) &&
    parsed.range() === "unicast" &&
    !ISATAP.has(marker) &&
    !isInsideCloud(parsed)
  );
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast" && !isInsideCloud(address);
}

function isInsideCloud(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return INSIDE_CLOUDS.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

/** Whether an address is this machine itself: 127.0.0.0/8 or ::1. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}
