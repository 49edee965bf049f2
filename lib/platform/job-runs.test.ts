import { describe, expect, it } from "vitest";
import { failureText, nextRunAfter } from "@/lib/platform/job-runs";

const next = (cron: string, now: string) => nextRunAfter(cron, new Date(now))?.toISOString() ?? null;

describe("when a job is next", () => {
  it.each([
    ["* * * * *", "2026-11-20T10:15:30Z", "2026-11-20T10:16:00.000Z"],
    ["15 * * * *", "2026-11-20T10:15:00Z", "2026-11-20T11:15:00.000Z"],
    ["40 1 * * *", "2026-12-31T02:00:00Z", "2027-01-01T01:40:00.000Z"],
    ["0 3 * * 0", "2026-11-20T10:15:00Z", "2026-11-22T03:00:00.000Z"],
    ["0 0 29 2 *", "2027-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("%s after %s is %s", (cron, now, expected) => {
    expect(next(cron, now)).toBe(expected);
  });

  it("never where no minute of a year matches", () => {
    expect(next("0 0 30 2 *", "2026-11-20T10:15:00Z")).toBeNull();
  });
});

describe("why a job failed", () => {
  it("is told without keys, addresses and credentials, and at bounded length", () => {
    const text = failureText(
      new TypeError(`smtp://user:pass@mail.example refused ada@example.com ${"x".repeat(5_000)}`),
    );
    expect(text).toMatch(/^TypeError: smtp:\/\/\[redacted\]@mail\.example refused \[redacted\] x/);
    expect(text).toHaveLength(2_000);
  });
});
