import { expect, it } from "vitest";
import type { Decision } from "@/lib/partners/rate-limits/decision";
import { rateLimitHeaders } from "@/lib/partners/rate-limits/headers";

const decision: Decision = {
  allowed: true,
  refusedBy: null,
  minute: { limit: 60, remaining: 50, resetSeconds: 30 },
  day: { limit: 10_000, remaining: 9_990, resetSeconds: 43_200 },
  retryAfterSeconds: 0,
};

it("states both windows in the fields of the IETF draft, and the minute in the X- fields", () => {
  expect(rateLimitHeaders(decision, new Date(1_770_000_000_000))).toEqual([
    ["RateLimit-Policy", '"minute";q=60;w=60, "day";q=10000;w=86400'],
    ["RateLimit", '"minute";r=50;t=30, "day";r=9990;t=43200'],
    ["X-RateLimit-Limit", "60"],
    ["X-RateLimit-Remaining", "50"],
    ["X-RateLimit-Reset", "1770000030"],
  ]);
});

it("adds Retry-After to a refusal and to nothing else", () => {
  const refused: Decision = { ...decision, allowed: false, refusedBy: "minute", retryAfterSeconds: 7 };
  expect(new Headers(rateLimitHeaders(refused, new Date())).get("retry-after")).toBe("7");
  expect(new Headers(rateLimitHeaders(decision, new Date())).has("retry-after")).toBe(false);
});

it("never names a reset second that has come before the reset", () => {
  const headers = new Headers(rateLimitHeaders(decision, new Date(1_770_000_000_001)));
  expect(headers.get("x-ratelimit-reset")).toBe("1770000031");
});
