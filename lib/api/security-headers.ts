import { env } from "@/lib/platform/env";

/** What every reply says that is no page: nothing in it may run, be framed, or be taken for something else. */
const SECURITY_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

export const HSTS = "max-age=63072000; includeSubDomains";

/** All of them for this installation: real deployments are reached over HTTPS alone, which browsers must remember. */
export function securityHeaders(): Record<string, string> {
  return env().standInsAllowed
    ? SECURITY_HEADERS
    : { ...SECURITY_HEADERS, "Strict-Transport-Security": HSTS };
}
