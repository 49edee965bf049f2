import ipaddr from "ipaddr.js";

/** As many of one network, and the network is proposed: a machine changes its address within it. */
const GROUP_FROM = { ipv4: 4, ipv6: 2 } as const;
const GROUP_BITS = { ipv4: 24, ipv6: 64 } as const;
/** As many entries as an allowlist takes. */
const MAX_ENTRIES = 100;

interface SeenAddress {
  address: string;
  calls: number;
}

interface Entry {
  text: string;
  calls: number;
}

/**
 * Makes an allowlist of the addresses that a key was used from: each by itself, or its /24 or /64 where several are of
 * one such network, and all by network where they would not fit otherwise. The busiest come first, and where even the
 * networks are too many, only the busiest hundred come at all.
 */
export function proposeAllowlist(seen: readonly SeenAddress[]): string[] {
  const single = grouped(seen, false);
  const entries = single.length <= MAX_ENTRIES ? single : grouped(seen, true);
  return entries
    .sort((a, b) => b.calls - a.calls || (a.text < b.text ? -1 : 1))
    .slice(0, MAX_ENTRIES)
    .map(({ text }) => text);
}

function grouped(seen: readonly SeenAddress[], always: boolean): Entry[] {
  const networks = new Map<string, { kind: "ipv4" | "ipv6"; members: Map<string, number> }>();
  for (const { address, calls } of seen) {
    if (!ipaddr.isValid(address)) continue;
    const parsed = ipaddr.process(address);
    const kind = parsed.kind();
    const text = parsed.toString();
    const network = networkOf(parsed);
    const { members } = networks.get(network) ?? { members: new Map<string, number>() };
    members.set(text, (members.get(text) ?? 0) + calls);
    networks.set(network, { kind, members });
  }
  return [...networks].flatMap(([network, { kind, members }]) =>
    always || members.size >= GROUP_FROM[kind]
      ? [{ text: network, calls: [...members.values()].reduce((sum, calls) => sum + calls, 0) }]
      : [...members].map(([text, calls]) => ({ text, calls })),
  );
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const bits = GROUP_BITS[address.kind()];
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
