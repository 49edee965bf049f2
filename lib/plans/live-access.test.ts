import { describe, expect, it } from "vitest";
import { liveAccessOf, type PayingPartner } from "@/lib/plans/live-access";

const since = new Date("2026-03-01T12:00:00Z");
const graceEnds = Date.parse("2026-03-08T12:00:00Z");

describe("what payments allow live keys", () => {
  it.each<[string, PayingPartner, boolean, number]>([
    [
      "all, while the plan is paid",
      { tier: "starter", subscriptionStatus: "active", pastDueSince: null },
      true,
      Infinity,
    ],
    [
      "all, on the free tier",
      { tier: "free", subscriptionStatus: "none", pastDueSince: null },
      true,
      Infinity,
    ],
    [
      "reading, and charges for seven days, once a payment has failed",
      { tier: "starter", subscriptionStatus: "past_due", pastDueSince: since },
      true,
      graceEnds,
    ],
    [
      "reading alone, where nobody knows since when",
      { tier: "starter", subscriptionStatus: "past_due", pastDueSince: null },
      true,
      -Infinity,
    ],
    [
      "nothing, before a plan begins",
      { tier: "starter", subscriptionStatus: "none", pastDueSince: null },
      false,
      -Infinity,
    ],
    [
      "nothing, once it has ended",
      { tier: "free", subscriptionStatus: "cancelled", pastDueSince: null },
      false,
      -Infinity,
    ],
    [
      "nothing, once a contract has ended",
      { tier: "agency", subscriptionStatus: "cancelled", pastDueSince: null },
      false,
      -Infinity,
    ],
  ])("%s", (_what, partner, reads, chargesUntilMs) => {
    expect(liveAccessOf(partner)).toEqual({ reads, chargesUntilMs });
  });
});
