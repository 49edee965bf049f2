import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KEPT_HOURS } from "@/lib/api/idempotency";
import { KEPT_DAYS as ACCOUNT_KEPT_DAYS } from "@/lib/identity/accounts/jobs";
import { SESSION_DAYS } from "@/lib/identity/accounts/open-session";
import { fillIn, LEGAL_FOLDER } from "@/lib/identity/legal/read-legal-text";
import { ACCESSES_KEPT_DAYS } from "@/lib/identity/privacy/jobs";
import { GRACE_DAYS } from "@/lib/identity/privacy/schemas";
import { KEPT_DAYS as SECURITY_KEPT_DAYS } from "@/lib/identity/security/jobs";
import { KEPT_DAYS as CALLS_KEPT_DAYS } from "@/lib/partners/usage/maintain-partitions";
import { KEPT_DAYS as WEBHOOKS_KEPT_DAYS } from "@/lib/partners/webhooks/delivery-rules";
import { UNCLAIMED_DAYS } from "@/lib/people/profiles/profile-token";
import { ENDED_DAYS } from "@/lib/people/together/schemas";
import { TIER_ADDS } from "@/lib/plans/tier-words";
import {
  AI_TOKENS_PER_CENT,
  AI_TOKENS_SOLD_BY,
  GRACE_DAYS as PAYMENT_GRACE_DAYS,
  PLAN_TIERS,
  TEST_CALLS_PER_DAY,
  TIERS,
  UNIT_PRICE_MICRO_USD,
} from "@/lib/plans/tiers";
import { ADULT_AGE, MINIMUM_AGE } from "@/lib/platform/ages";
import { currentVersion, LEGAL_DOCUMENTS, LEGAL_SLUGS, type LegalSlug } from "@/lib/platform/legal-documents";
import { setSettings } from "@/test/settings";

const NOW = new Date("2126-01-01T00:00:00Z");
const textOf = (slug: LegalSlug, version = currentVersion(slug, NOW).version) =>
  readFileSync(`${LEGAL_FOLDER}/${slug}/${version}.md`, "utf8");

const count = (value: number) => value.toLocaleString("en-US");
const dollars = (minor: number) => `$${count(minor / 100)}`;
const title = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const SLA = TIER_ADDS.enterprise.flatMap((line) => /^([\d.]+%) uptime SLA/.exec(line)?.[1] ?? [])[0] ?? "";
const TIER_LIMITS = (["free", ...PLAN_TIERS] as const).map((name) => {
  const { perMinute, perDay, batchPairs } = TIERS[name];
  return `${title(name)}: ${count(perMinute)} calls a minute, ${count(perDay)} a day, ${batchPairs} pairs a batch.`;
});
const PRICES = PLAN_TIERS.map((name) => {
  const { priceMinor, interval } = TIERS[name];
  return `${dollars(priceMinor)} a ${interval}`;
});

/**
 * Every number in a current text, in the words around it: made from the constants that the code acts on. What is settled
 * by the text alone, and done by people rather than by code, says so.
 */
const NUMBERS: Record<LegalSlug, readonly string[]> = {
  terms: [
    `You must be ${MINIMUM_AGE} or older.`,
    `you must be ${ADULT_AGE} or older.`,
    `for ${UNCLAIMED_DAYS} days after you last used them.`,
    `We wait ${GRACE_DAYS} days`,
  ],
  privacy: [
    `only if you are ${ADULT_AGE} or older.`,
    `Answers without an account: ${UNCLAIMED_DAYS} days`,
    `A sign-in: ${SESSION_DAYS} days after you last used it at most, and its record for ${ACCOUNT_KEPT_DAYS} days more.`,
    `Security events: ${SECURITY_KEPT_DAYS} days.`,
    `makes to the API: ${CALLS_KEPT_DAYS} days.`,
    `who used your data: ${Math.round(ACCESSES_KEPT_DAYS / 30.5)} months.`,
    `stays for ${ENDED_DAYS} days.`,
    `Deletion waits ${GRACE_DAYS} days`,
    `You must be ${MINIMUM_AGE} or older`,
    `people of ${ADULT_AGE} or older.`,
  ],
  // Held by lib/identity/legal/cookies.test.ts.
  cookies: [],
  "api-terms": [
    ...TIER_LIMITS,
    `at most ${count(TEST_CALLS_PER_DAY)} calls a day.`,
    ...PRICES,
    `$${(UNIT_PRICE_MICRO_USD * 1_000) / 1_000_000} for each 1,000 pairs`,
    `$${(AI_TOKENS_SOLD_BY / AI_TOKENS_PER_CENT / 100).toFixed(2)} for each ${count(AI_TOKENS_SOLD_BY)}`,
    `A new trial of Research lasts ${TIERS.research.trialDays} days.`,
    `go on for ${PAYMENT_GRACE_DAYS} days.`,
    `under ${ADULT_AGE} for dating`,
    `availability of ${SLA} a month`,
    "notice of 30 days", // by people
  ],
  "data-processing": [
    `Records of calls: ${CALLS_KEPT_DAYS} days.`,
    `idempotency key: ${KEPT_HOURS} hours.`,
    `deliveries: ${WEBHOOKS_KEPT_DAYS} days.`,
    `Security events: ${SECURITY_KEPT_DAYS} days.`,
  ],
  partnership: [
    `availability of ${SLA} a month`,
    "60 days after a statement", // by people
  ],
  imprint: [],
};

describe("a legal text", () => {
  it("is a file for each version, and no file is without its version", () => {
    const files = LEGAL_SLUGS.flatMap((slug) =>
      readdirSync(`${LEGAL_FOLDER}/${slug}`).map((name) => `${slug}/${name}`),
    );
    const versions = LEGAL_SLUGS.flatMap((slug) =>
      LEGAL_DOCUMENTS[slug].versions.map(({ version }) => `${slug}/${version}.md`),
    );
    expect(files.sort()).toEqual(versions.sort());
    expect(readdirSync(LEGAL_FOLDER).sort()).toEqual([...LEGAL_SLUGS].sort());
  });

  it("never changes once it is published: other words are a new version", () => {
    const changed = LEGAL_SLUGS.flatMap((slug) =>
      LEGAL_DOCUMENTS[slug].versions.flatMap(({ version, sha256 }) => {
        const found = createHash("sha256").update(textOf(slug, version)).digest("hex");
        return found === sha256 ? [] : [`${slug}/${version}: ${found}`];
      }),
    );
    expect(changed).toEqual([]);
  });

  it("has its versions in the order of their days", () => {
    for (const slug of LEGAL_SLUGS) {
      const days = LEGAL_DOCUMENTS[slug].versions.map(({ version }) => version);
      expect(days, slug).toEqual([...days].sort());
    }
  });

  it.each(LEGAL_SLUGS.filter((slug) => slug !== "cookies"))(
    "%s states no number but what the code does",
    (slug) => {
      let rest = textOf(slug);
      for (const words of NUMBERS[slug]) {
        expect(rest, `${slug} should say: ${words}`).toContain(words);
        rest = rest.replace(words, "");
      }
      expect(rest.match(/[^\n]*\d[^\n]*/g) ?? []).toEqual([]);
    },
  );

  it("names the settings that are missing where the operator has not said who they are", () => {
    setSettings({});
    const imprint = fillIn(textOf("imprint"));
    expect(imprint).toContain("must set LEGAL\\_NAME");
    expect(imprint).not.toContain("{{");
    for (const slug of LEGAL_SLUGS) expect(() => fillIn(textOf(slug)), slug).not.toThrow();
  });

  it("shows what the operator set as plain text", () => {
    setSettings({ LEGAL_NAME: "Example <b>& [Sons](javascript:x)" });
    expect(fillIn(textOf("imprint"))).toContain("Example \\<b\\>\\& \\[Sons\\]\\(javascript:x\\)");
  });
});
