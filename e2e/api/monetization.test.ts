import { describe, expect, inject, it } from "vitest";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { usd } from "@/lib/money/money";
import { MANAGEMENT_LIMITS } from "@/lib/partners/rate-limits/limit-classes";
import { newId } from "@/lib/platform/ids";
import { makeKey, partnerContext } from "@/test/partner-state";
import {
  call,
  closeProductDatabase,
  type Mount,
  makePartner,
  person,
  type TestPartner,
} from "@/test/product";

closeProductDatabase();

const TOKENS = "/v1/monetization/ai-tokens";
const USAGE = "/v1/monetization/api-usage";
const get = (mount: Mount, path: string, key: string) => call(mount, "GET", path, { key });
const buy = (mount: Mount, key: string, body: unknown, headers: Record<string, string> = {}) =>
  call(mount, "POST", `${TOKENS}/purchase`, { key, body, headers });

/** A partner with tokens, bought in that many purchases of a thousand. */
async function withTokens(purchases: number): Promise<TestPartner> {
  const partner = await makePartner();
  for (let made = 0; made < purchases; made += 1) {
    const purchase = { partnerId: partner.partnerId, tokens: 1_000, paid: usd(10), key: newId() };
    await creditTokens(partnerContext(partner), purchase);
  }
  return partner;
}

describe.each(inject("mounts"))("through $name", (mount) => {
  it("begins a purchase once under an Idempotency-Key, and credits nothing before it is paid", async () => {
    const { liveKey } = await makePartner();
    const headers = { "Idempotency-Key": newId() };
    const first = await buy(mount, liveKey, { tokens: 6_000 }, headers);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      tokens: 6_000,
      amount_minor: 60,
      currency: "USD",
      checkout_url: expect.stringMatching(/^http/),
      checkout_session_id: expect.stringMatching(/^cs_/),
    });
    const again = await buy(mount, liveKey, { tokens: 6_000 }, headers);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(again.body).toEqual(first.body);
    expect((await buy(mount, liveKey, { tokens: 7_000 }, headers)).body.code).toBe("idempotency_mismatch");
    expect((await get(mount, `${TOKENS}/balance`, liveKey)).body).toMatchObject({
      balance_tokens: 0,
      updated_at: null,
    });
  });

  it.each([
    [{}, "tokens"],
    [{ tokens: 5_500 }, "tokens"],
    [{ tokens: "1000" }, "tokens"],
    [{ tokens: 1_000_000_000 }, "tokens"],
    [{ tokens: 4_000 }, "tokens"],
    [{ tokens: 5_000, price: 1 }, "price"],
  ])("refuses the purchase %j by the name of %s", async (body, path) => {
    const { liveKey } = await makePartner();
    const refused = await buy(mount, liveKey, body);
    expect([refused.status, refused.body.code]).toEqual([400, "invalid_input"]);
    expect(refused.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });

  it("lets a key that may read the wallet not buy, and a test key neither", async () => {
    const partner = await withTokens(1);
    const reader = await makeKey(partner, { scopes: ["billing:read"] });
    expect((await get(mount, `${TOKENS}/balance`, reader.key)).body).toMatchObject({ balance_tokens: 1_000 });
    expect((await buy(mount, reader.key, { tokens: 5_000 })).body.code).toBe("insufficient_scope");
    const test = await makeKey(partner, { mode: "test" });
    for (const answer of [
      await buy(mount, test.key, { tokens: 5_000 }),
      await get(mount, `${TOKENS}/usage`, test.key),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, "live_key_required"]);
  });

  it("pages through what became of a partner's own tokens, and of nobody else's", async () => {
    const [mine, other] = [await withTokens(3), await withTokens(1)];
    const first = await get(mount, `${TOKENS}/usage?limit=2&kind=purchase`, mine.liveKey);
    expect(first.body.data.map((row: { balance_tokens: number }) => row.balance_tokens)).toEqual([
      3_000, 2_000,
    ]);
    const next = await get(mount, `${TOKENS}/usage?limit=2&cursor=${first.body.next_cursor}`, mine.liveKey);
    expect([next.body.data.length, next.body.has_more]).toEqual([1, false]);
    expect((await get(mount, `${TOKENS}/usage?feature=coach`, mine.liveKey)).body.data).toEqual([]);
    expect((await get(mount, `${TOKENS}/balance`, other.liveKey)).body.balance_tokens).toBe(1_000);
    expect((await get(mount, `${TOKENS}/usage?kind=gift`, mine.liveKey)).body.errors[0].path).toBe("kind");
  });

  it("sums the month to the last call, by endpoint, and says that nothing is charged without a plan", async () => {
    const { liveKey, testKey } = await makePartner();
    const pair = { person1: person(0.4), person2: person(0.6) };
    await call(mount, "POST", "/v1/compatibility/batch", { key: liveKey, body: [pair, pair, pair] });
    await call(mount, "POST", "/v1/compatibility/calculate", { key: liveKey, body: pair });
    const { body } = await get(mount, `${USAGE}/summary`, liveKey);
    expect(body).toMatchObject({
      mode: "live",
      billable_units: 4,
      cost_micro_usd: 200,
      cost_minor: 0,
      currency: "USD",
      charged: false,
    });
    const scored = body.by_endpoint.filter((row: { billable_units: number }) => row.billable_units > 0);
    expect(
      Object.fromEntries(
        scored.map((row: { endpoint: string; billable_units: number }) => [row.endpoint, row.billable_units]),
      ),
    ).toEqual({
      "POST /v1/compatibility/batch": 3,
      "POST /v1/compatibility/calculate": 1,
    });
    expect((await get(mount, `${USAGE}/summary`, testKey)).body).toMatchObject({
      mode: "test",
      billable_units: 0,
    });
  });

  it("tells of the calls' limits and takes nothing from them", async () => {
    const { liveKey } = await makePartner({ per_minute: 50, per_day: 900 });
    const pair = { person1: person(0.4), person2: person(0.6) };
    await call(mount, "POST", "/v1/compatibility/calculate", { key: liveKey, body: pair });
    const { body, headers } = await get(mount, `${USAGE}/rate-limit`, liveKey);
    expect(body).toMatchObject({
      mode: "live",
      minute: { limit: 50, remaining: 49 },
      day: { limit: 900, remaining: 899 },
    });
    expect(headers.get("x-ratelimit-limit")).toBe(String(MANAGEMENT_LIMITS.perMinute));
    expect(Date.parse(body.day.reset_at) % 86_400_000).toBeLessThan(2_000);
  });
});
