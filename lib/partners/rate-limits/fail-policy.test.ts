import { expect, it } from "vitest";
import { limiterUnavailable, whenUnavailable } from "@/lib/partners/rate-limits/fail-policy";
import { Unavailable } from "@/lib/platform/errors";

it("refuses what charges and lets the rest pass while the store does not answer", () => {
  expect([whenUnavailable(true), whenUnavailable(false)]).toEqual(["refuse", "allow"]);
});

it("keeps the cause for the log and out of the message", () => {
  const cause = new Error("connect ECONNREFUSED 10.0.0.7:6379");
  const error = limiterUnavailable(cause);
  expect(error).toBeInstanceOf(Unavailable);
  expect(error).toMatchObject({ code: "limiter_unavailable", cause });
  expect(error.message).not.toContain("10.0.0.7");
});
