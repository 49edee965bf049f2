import type { Env } from "@/lib/platform/env";

const OF_THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether a request may say that it was sent to `host` (a Host header). In production any: a proxy in front decides. With
 * stand-ins only names of ours: a page elsewhere whose own name suddenly means 127.0.0.1 (DNS rebinding) could else read
 * kept mail and pay with the stand-in's cards.
 */
export function isKnownHost(
  host: string,
  {
    standInsAllowed,
    APP_URL,
    ALLOWED_HOSTS,
    HOST,
  }: Pick<Env, "standInsAllowed" | "APP_URL" | "ALLOWED_HOSTS" | "HOST">,
): boolean {
  if (!standInsAllowed) return true;
  const name = hostName(host);
  const known = [...OF_THIS_MACHINE, new URL(APP_URL).hostname, ...ALLOWED_HOSTS.map(hostName)];
  if (HOST !== undefined) known.push(HOST.includes(":") ? `[${HOST}]` : HOST);
  return known.some((one) => one.toLowerCase() === name);
}

/** A Host header without its port, in small letters. */
function hostName(host: string): string {
  return host.replace(/:\d*$/, "").toLowerCase();
}
