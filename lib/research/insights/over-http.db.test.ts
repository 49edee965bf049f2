import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeServices } from "@/lib/api/services";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { newId } from "@/lib/platform/ids";
import { findHandler } from "@/server/routes";
import { OwnDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { knownQuestion, makeInsights } from "@/test/research";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(6);
let partner: TestPartner;

beforeAll(async () => {
  setSettings({ DATABASE_URL: own.url });
  partner = await makePartner({ tier: "research" }, own.database);
  await makeInsights(own.database, partner);
}, 120_000);
afterAll(() => closeServices());

interface Sent {
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function send(method: string, path: string, { key = partner.liveKey, body, headers }: Sent = {}) {
  const response = await findHandler(method, `/api${path.split("?")[0]}`)(
    new Request(`http://localhost/api${path}`, {
      method,
      headers: { "X-API-Key": key, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` },
  );
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const ask = (body: unknown, sent: Sent = {}) => send("POST", "/v1/insights/queries", { ...sent, body });

describe("insights over HTTP", () => {
  it("give a card, an answer that can be read again, the budget, the editions and the report", async () => {
    const question = { measure: "people", dimensions: ["novelty_level"], error: 400 };
    const card = await ask({ ...question, dry_run: true });
    expect([card.status, card.body.result, card.body.card.affordable]).toEqual([200, null, true]);
    const answer = await ask(question);
    expect([answer.status, answer.body.charged_milli]).toEqual([200, card.body.card.epsilon_milli]);
    const again = await send("GET", `/v1/insights/queries/${answer.body.id}`);
    expect([again.status, again.body]).toEqual([200, answer.body]);
    const budget = await send("GET", "/v1/insights/budget");
    expect(budget.body).toMatchObject({ used_milli: answer.body.charged_milli, state: "open" });
    const editions = await send("GET", "/v1/insights/editions?limit=1");
    expect(editions.body).toMatchObject({ has_more: false, data: [{ edition: budget.body.edition }] });
    const report = await send("GET", "/v1/insights/export?age_band=20-24,25-29");
    expect(report.status).toBe(200);
    expect(report.body.demographic_patterns.age_band).toHaveLength(2);
  });

  it("charge once for one Idempotency-Key", async () => {
    const headers = { "Idempotency-Key": newId() };
    const question = { measure: "people", dimensions: ["growth_level"], error: 300 };
    const [first, second] = [await ask(question, { headers }), await ask(question, { headers })];
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.body).toEqual(first.body);
    expect(first.body.charged_milli).toBeGreaterThan(0);
  });

  it("are written down when they are refused, also with an Idempotency-Key", async () => {
    const headers = { "Idempotency-Key": newId() };
    const { body } = await ask({ measure: "pairs", error: 1 }, { headers });
    expect(body.code).toBe("share_used_up");
    const refusals = await own.prisma.insightRefusal.findMany({ where: { partnerId: partner.partnerId } });
    expect(refusals).toMatchObject([{ code: "share_used_up", measure: "pairs", error: 1 }]);
  });

  it("refuse by name: bad fields, a plan without them, a test key, a key without the scope, and what is not there", async () => {
    const bad = await ask({ measure: "people", error: 20, dimensions: ["a", "b", "c", "d"], colour: 1 });
    expect([bad.status, bad.body.code]).toEqual([400, "invalid_input"]);
    const paths = bad.body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toContain("colour");
    expect(paths).toContain("dimensions");
    const starter = await makePartner({ tier: "starter" }, own.database);
    const refused = await ask(knownQuestion(), { key: starter.liveKey });
    expect([refused.status, refused.body.code]).toEqual([403, "tier_lacks_insights"]);
    expect(refused.body.detail).toContain("Research plan");
    const test = await ask(knownQuestion(), { key: partner.testKey });
    expect([test.status, test.body.code]).toEqual([403, "live_key_required"]);
    const input = CreateApiKey.parse({ name: "Usage", mode: "live", scopes: ["usage:read"] });
    const { key } = await createApiKey(own.as(partner), { ...input, partner_id: partner.partnerId });
    const without = await ask(knownQuestion(), { key });
    expect([without.status, without.body.code]).toEqual([403, "insufficient_scope"]);
    for (const path of [
      `/v1/insights/queries/${newId()}`,
      "/v1/insights/export?edition=2001-Q1",
      "/v1/insights/export?from=2001-01-01&to=2001-12-31",
      "/v1/insights/budget?edition=2001-Q1",
    ]) {
      const { status, body } = await send("GET", path);
      expect([status, body.code], path).toEqual([404, "not_found"]);
    }
    for (const path of [
      "/v1/insights/queries/7",
      "/v1/insights/export?from=yesterday",
      "/v1/insights/export?age_band=7",
      "/v1/insights/export?edition=2026",
      "/v1/insights/editions?limit=0",
    ]) {
      expect((await send("GET", path)).status, path).toBe(400);
    }
    const exact = await ask({ measure: "pairs", error: 1 });
    expect([exact.status, exact.body.code]).toEqual([409, "share_used_up"]);
  });
});
