import ipaddr from "ipaddr.js";

/**
 * The caller's address. Behind `hops` proxies of ours, each of which appends the address it saw, the caller is the
 * hops-th entry of X-Forwarded-For from the right; entries further left are the caller's own words. Without proxies
 * only the socket's address counts; a host that hides the socket (Vercel) is itself one proxy.
 */
export function clientAddress(
  headers: Headers,
  remoteAddress: string | undefined,
  hops: number,
): string | null {
  const trusted = remoteAddress === undefined ? Math.max(1, hops) : hops;
  if (trusted === 0) return normalize(remoteAddress);
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  return normalize(entries.at(-trusted)) ?? normalize(remoteAddress);
}

function normalize(address: string | undefined): string | null {
  if (address === undefined || !ipaddr.isValid(address)) return null;
  return ipaddr.process(address).toString();
}

/** An address with its last part zeroed (IPv4 /24, IPv6 /48): enough to see a region, too little to see a person. */
export function truncateAddress(address: string | null): string | null {
  if (address === null) return null;
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  return ipaddr.fromByteArray(bytes.fill(0, parsed.kind() === "ipv4" ? 3 : 6)).toString();
}

/** Whom a limit by address is for: IPv6 by its /64, because one host can have any number of addresses in that. */
export function limitedAddress(address: string | null): string {
  if (address === null) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.fromByteArray(parsed.toByteArray().fill(0, 8)).toString()}/64`;
}
