import { describe, expect, inject, it } from "vitest";
import { MANAGEMENT_LIMITS } from "@/lib/partners/rate-limits/limit-classes";
import { TEST_CALLS_PER_DAY, TIERS } from "@/lib/plans/tiers";
import { newId } from "@/lib/platform/ids";
import { callFrom, freshAddress } from "@/test/loopback";
import { changeContract, makeKey } from "@/test/partner-state";
import {
  type Answer,
  call,
  closeProductDatabase,
  type Mount,
  makePartner,
  person,
  until,
} from "@/test/product";
import { billedUnits, recordedCall } from "@/test/recorded-calls";

closeProductDatabase();

const pair = { person1: person(0.4), person2: person(0.6) };
const pairs = (count: number) => Array.from({ length: count }, () => pair);
const calculate = (mount: Mount, key: string) =>
  call(mount, "POST", "/v1/compatibility/calculate", { key, body: pair });
const batch = (mount: Mount, key: string, count: number, query = "") =>
  call(mount, "POST", `/v1/compatibility/batch${query}`, { key, body: { pairs: pairs(count) } });

const MINUTE_MS = 60_000;

/**
 * Runs `work` within one minute of the limiter: the window slides, so a minute that ends meanwhile gives a little
 * back. Work that a minute's end came into is done once more, by then with almost a whole minute ahead.
 */
async function withinOneMinute(work: () => Promise<void>): Promise<void> {
  const minute = Math.floor(Date.now() / MINUTE_MS);
  try {
    await work();
  } catch (error) {
    if (Math.floor(Date.now() / MINUTE_MS) === minute) throw error;
    await work();
  }
}

/** What is left of the minute and of the day, as a reply's header says. */
function left({ headers }: Answer): { minute: number; day: number } {
  const found = /^"minute";r=(\d+);t=\d+, "day";r=(\d+);t=\d+$/.exec(headers.get("ratelimit") ?? "");
  return { minute: Number(found?.[1]), day: Number(found?.[2]) };
}

const statuses = (answers: readonly Answer[]) =>
  answers.reduce<Record<number, number>>((counts, { status }) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }, {});

describe.each(inject("mounts"))("through $name", (mount) => {
  it("lets exactly 60 of 200 simultaneous calls pass on a key of 60 a minute, and bills those", () =>
    withinOneMinute(async () => {
      const partner = await makePartner({ tier: "starter", per_minute: null });
      const answers = await Promise.all(Array.from({ length: 200 }, () => calculate(mount, partner.liveKey)));
      expect(statuses(answers)).toEqual({ 200: 60, 429: 140 });
      for (const { status, headers, body } of answers) {
        if (status === 200) continue;
        expect(body.code).toBe("rate_limited_minute");
        expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
        expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
      }
      expect(await billedUnits(partner)).toBe(60);
    }));

  it("counts all live keys of a partner together, new and rotated ones too, and test keys apart", () =>
    withinOneMinute(async () => {
      const partner = await makePartner({ per_minute: 4 });
      const second = await makeKey(partner);
      expect(left(await calculate(mount, partner.liveKey)).minute).toBe(3);
      expect(left(await calculate(mount, second.key)).minute).toBe(2);
      const path = `/v1/partners/${partner.partnerId}/api-keys/${second.id}/rotate`;
      const rotated = await call(mount, "POST", path, { key: second.key, body: {} });
      // Managing keys counts apart.
      expect(left(rotated).minute).toBe(MANAGEMENT_LIMITS.perMinute - 1);
      expect(left(await calculate(mount, rotated.body.key)).minute).toBe(1);
      expect(left(await calculate(mount, rotated.body.key)).minute).toBe(0);
      expect((await calculate(mount, partner.liveKey)).status).toBe(429);
      expect(left(await calculate(mount, partner.testKey)).minute).toBe(TIERS.enterprise.perMinute - 1);
    }));

  it("gives test keys the free tier's limits while no other is paid for, and never bills them", () =>
    withinOneMinute(async () => {
      const partner = await makePartner({ tier: "free", per_minute: null, per_day: null });
      const answers = await Promise.all(Array.from({ length: 15 }, () => calculate(mount, partner.testKey)));
      expect(statuses(answers)).toEqual({ 200: TIERS.free.perMinute, 429: 15 - TIERS.free.perMinute });
      expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"minute";q=10;w=60, "day";q=500;w=86400');
      expect(await billedUnits(partner)).toBe(0);
    }));

  it.each(Object.entries(TIERS))(
    "gives test keys the calls a minute and pairs a batch of the tier %s, and at most 5,000 calls a day",
    async (tier, { perMinute, perDay, batchPairs }) => {
      const partner = await makePartner({ tier: tier as keyof typeof TIERS });
      const answer = await calculate(mount, partner.testKey);
      const day = Math.min(perDay, TEST_CALLS_PER_DAY);
      expect(answer.headers.get("ratelimit-policy")).toBe(
        `"minute";q=${perMinute};w=60, "day";q=${day};w=86400`,
      );
      expect((await batch(mount, partner.testKey, batchPairs, "?dry_run=true")).status).toBe(200);
      const over = await batch(mount, partner.testKey, batchPairs + 1);
      expect([over.status, over.body.code]).toEqual([400, "batch_too_large"]);
    },
  );

  it.each(Object.entries(TIERS))(
    "enforces the limits of the tier %s as the price list has them",
    async (tier, limits) => {
      const partner = await makePartner({
        tier: tier as keyof typeof TIERS,
        per_minute: null,
        per_day: null,
      });
      const answer = await calculate(mount, partner.liveKey);
      const { perMinute, perDay } = limits;
      expect(answer.headers.get("ratelimit-policy")).toBe(
        `"minute";q=${perMinute};w=60, "day";q=${perDay};w=86400`,
      );
      const full = await batch(mount, partner.liveKey, limits.batchPairs, "?dry_run=true");
      expect([full.status, full.body.total_pairs]).toEqual([200, limits.batchPairs]);
      const over = await batch(mount, partner.liveKey, limits.batchPairs + 1);
      expect([over.status, over.body.code]).toEqual([400, "batch_too_large"]);
      expect(over.body.errors).toEqual([
        {
          path: "pairs",
          message: `Must hold at most ${limits.batchPairs} pairs, not ${limits.batchPairs + 1}.`,
        },
      ]);
    },
  );

  it("takes one of the minute and n of the day for a batch of n", async () => {
    const partner = await makePartner({ per_minute: 100, per_day: 100 });
    expect(left(await calculate(mount, partner.liveKey))).toEqual({ minute: 99, day: 99 });
    expect(left(await batch(mount, partner.liveKey, 7))).toMatchObject({ day: 92 });
    const bare = await call(mount, "POST", "/v1/compatibility/batch", {
      key: partner.liveKey,
      body: pairs(3),
    });
    expect(left(bare).day).toBe(89);
    await withinOneMinute(async () => {
      const fresh = await makePartner({ per_minute: 100, per_day: 100 });
      expect(left(await batch(mount, fresh.liveKey, 50))).toEqual({ minute: 99, day: 50 });
    });
  });

  it("refuses a batch that the day cannot hold whole: nothing computed, billed or taken", async () => {
    const partner = await makePartner({ per_day: 10 });
    expect((await batch(mount, partner.liveKey, 8)).status).toBe(200);
    const refused = await batch(mount, partner.liveKey, 3);
    expect([refused.status, refused.body.code]).toEqual([429, "rate_limited_day"]);
    expect(refused.body.results).toBeUndefined();
    expect(refused.body.detail).toMatch(/2 are left and this takes 3/);
    expect(left(refused).day).toBe(2);
    const row = await recordedCall(refused.headers.get("request-id"));
    expect(row).toMatchObject({ status: 429, units: 0, billable: false, errorCode: "rate_limited_day" });
    expect(await billedUnits(partner)).toBe(8);
    expect((await batch(mount, partner.liveKey, 2)).status).toBe(200);
    expect(await billedUnits(partner)).toBe(10);
  });

  it("never lets simultaneous batches take more of the day than there is", async () => {
    const partner = await makePartner({ per_day: 100 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => batch(mount, partner.liveKey, 7)));
    expect(statuses(answers)).toEqual({ 200: 14, 429: 16 });
    expect(await billedUnits(partner)).toBe(98);
  });

  it("takes one of the day for a batch over the tier's size, whatever it claims to hold", async () => {
    const partner = await makePartner({ tier: "starter", per_minute: 100, per_day: 100 });
    expect(left(await batch(mount, partner.liveKey, 1_000)).day).toBe(99);
    expect(await billedUnits(partner)).toBe(0);
  });

  it("prices a dry run without computing, charging, or taking more than one of the day", async () => {
    const partner = await makePartner({ per_minute: 100, per_day: 100 });
    const dry = await batch(mount, partner.liveKey, 20, "?dry_run=true");
    expect(left(dry).day).toBe(99);
    expect(dry.body).toMatchObject({
      dry_run: true,
      total_pairs: 20,
      scored_pairs: 20,
      billable_units: 20,
      price_micro_usd: 1_000,
    });
    expect(dry.body.results).toEqual(Array.from({ length: 20 }, () => ({ ok: true })));
    expect(await billedUnits(partner)).toBe(0);
    expect(await recordedCall(dry.headers.get("request-id"))).toMatchObject({ units: 0, billable: false });
  });

  it("follows a changed contract within a second", async () => {
    const partner = await makePartner({ per_minute: 1_000, per_day: 1_000 });
    expect((await calculate(mount, partner.liveKey)).status).toBe(200);
    await changeContract(partner, { per_minute: 77, per_day: 777 });
    const policy = '"minute";q=77;w=60, "day";q=777;w=86400';
    await until(
      async () => (await calculate(mount, partner.liveKey)).headers.get("ratelimit-policy") === policy,
      1_000,
    );
  });

  it("takes nothing for a call whose key is refused", async () => {
    const partner = await makePartner({ per_minute: 100, per_day: 100 });
    const admin = await makeKey(partner, { scopes: ["usage:read"] });
    expect((await calculate(mount, admin.key)).status).toBe(403);
    expect(left(await calculate(mount, partner.liveKey)).day).toBe(99);
  });

  it("counts a call that is refused for its input: asking wrongly is asking", async () => {
    const partner = await makePartner({ per_minute: 100, per_day: 100 });
    const wrong = await call(mount, "POST", "/v1/compatibility/calculate", {
      key: partner.liveKey,
      body: {},
    });
    expect([wrong.status, left(wrong).day]).toEqual([400, 99]);
    expect(left(await calculate(mount, partner.liveKey)).day).toBe(98);
  });

  it("limits sign-ups by address and no other address with them", () =>
    withinOneMinute(async () => {
      const from = freshAddress();
      const signUp = (address: string) =>
        callFrom(mount, "POST", "/v1/partners", {
          from: address,
          body: { company_name: "Limited", email: `limited-${newId()}@example.com` },
        });
      const answers = await Promise.all(Array.from({ length: 25 }, () => signUp(from)));
      expect(statuses(answers)).toEqual({ 201: 20, 429: 5 });
      expect((await signUp(freshAddress())).status).toBe(201);
    }));
});

describe("through our own server", () => {
  it("gives nobody another address for a word in X-Forwarded-For", () =>
    withinOneMinute(async () => {
      const mount = inject("mounts").find(({ name }) => name === "our own server");
      if (mount === undefined) throw new Error("no mount");
      const from = freshAddress();
      const guess = () =>
        callFrom(mount, "POST", "/v1/email-verifications", {
          from,
          body: { token: `nobody-was-sent-${newId()}` },
          headers: {
            "X-Forwarded-For": freshAddress(),
            "X-Real-IP": freshAddress(),
            Forwarded: `for=${freshAddress()}`,
          },
        });
      const answers = await Promise.all(Array.from({ length: 25 }, guess));
      expect(statuses(answers)).toEqual({ 400: 20, 429: 5 });
    }));
});
