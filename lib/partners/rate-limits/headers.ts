import { DAY_MS, type Decision, MINUTE_MS } from "@/lib/partners/rate-limits/decision";

const MINUTE_SECONDS = MINUTE_MS / 1_000;
const DAY_SECONDS = DAY_MS / 1_000;

/**
 * A decision as response headers, name and value. `RateLimit-Policy` and `RateLimit` follow
 * draft-ietf-httpapi-ratelimit-headers-10 with the policies `minute` and `day`; `X-RateLimit-*` speak of the
 * minute alone, with the reset in Unix seconds; `Retry-After` (seconds) is there when the call was refused.
 * `now` is the take's.
 */
export function rateLimitHeaders(
  { allowed, minute, day, retryAfterSeconds }: Decision,
  now: Date,
): [name: string, value: string][] {
  const headers: [string, string][] = [
    [
      "RateLimit-Policy",
      `"minute";q=${minute.limit};w=${MINUTE_SECONDS}, "day";q=${day.limit};w=${DAY_SECONDS}`,
    ],
    [
      "RateLimit",
      `"minute";r=${minute.remaining};t=${minute.resetSeconds}, "day";r=${day.remaining};t=${day.resetSeconds}`,
    ],
    ["X-RateLimit-Limit", `${minute.limit}`],
    ["X-RateLimit-Remaining", `${minute.remaining}`],
    // Rounded up: whoever waits for that second finds it true.
    ["X-RateLimit-Reset", `${Math.ceil(now.getTime() / 1_000) + minute.resetSeconds}`],
  ];
  if (!allowed) headers.push(["Retry-After", `${retryAfterSeconds}`]);
  return headers;
}
