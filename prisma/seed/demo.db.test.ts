import { beforeAll, describe, expect, it } from "vitest";
import { ownDatabase } from "@/e2e/fixtures/own-database";
import { setSettings } from "@/e2e/fixtures/settings";
import { assertUsable, findCredential, identifyKey } from "@/lib/partners/authenticate-key";
import { CredentialCache } from "@/lib/partners/credential-cache";
import { getUsage } from "@/lib/usage/get-usage";
import { UsageQuery } from "@/lib/usage/schemas";
import { type Demo, seedDemo } from "./demo";

const own = ownDatabase(10);
const DAY = 86_400_000;
let demo: Demo;

beforeAll(async () => {
  setSettings();
  const made = await seedDemo(own.database);
  if (made === null) throw new Error("The database was not empty.");
  demo = made;
});

describe("the demo", () => {
  it("makes one partner, four keys and calls on each of the last thirty days, none of them in the future", async () => {
    expect(await own.prisma.partner.count()).toBe(1);
    expect(await own.prisma.apiKey.count({ where: { partnerId: demo.partner_id } })).toBe(4);
    const days = await own.rows<{ day: string; calls: number }>(
      "SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS calls FROM api_calls GROUP BY 1 ORDER BY 1",
    );
    for (let ago = 1; ago <= 29; ago += 1) {
      const day = new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
      expect(days.find((found) => found.day === day)?.calls).toBeGreaterThan(10);
    }
    expect(days.length).toBeLessThanOrEqual(31);
    expect(await own.prisma.apiCall.count({ where: { occurredAt: { gt: new Date() } } })).toBe(0);
  });

  it("gives keys that work, live and test", async () => {
    const cache = new CredentialCache((hash) => findCredential(own.database, hash));
    const credential = async (key: string) => {
      const found = await identifyKey(cache, key);
      assertUsable(found, "203.0.113.7", new Date());
      return found;
    };
    expect(await credential(demo.live_key)).toMatchObject({
      partnerId: demo.partner_id,
      mode: "live",
      paid: { reads: true, chargesUntilMs: Number.POSITIVE_INFINITY },
    });
    expect(await credential(demo.test_key)).toMatchObject({ partnerId: demo.partner_id, mode: "test" });
  });

  it("pays for its plan at Stripe's stand-in, and its live calls from now on", async () => {
    const partner = await own.prisma.partner.findUniqueOrThrow({
      where: { id: demo.partner_id },
      include: { subscriptions: true, invoices: true },
    });
    expect(partner).toMatchObject({ tier: "professional", subscriptionStatus: "active", byContract: false });
    expect(partner.subscriptions.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
      "plan active",
      "usage active",
    ]);
    expect(partner.invoices).toMatchObject([{ status: "paid", totalMinor: 2_500_000 }]);
  });

  it("has sums that equal its rows, and usage that shows them", async () => {
    const columns = "partner_id, api_key_id, mode, endpoint, method";
    const [difference] = await own.rows<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM (
         (SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, ${columns}, count(*), sum(units), sum(CASE WHEN billable THEN units ELSE 0 END)
          FROM api_calls GROUP BY hour, ${columns})
         EXCEPT
         (SELECT hour, ${columns}, sum(calls), sum(units), sum(billable_units) FROM usage_hours GROUP BY hour, ${columns})
       ) AS missing`,
    );
    expect(difference).toEqual({ rows: 0 });
    const [totals] = await own.rows<{ raw: number; summed: number }>(
      "SELECT (SELECT count(*)::int FROM api_calls) AS raw, (SELECT sum(calls)::int FROM usage_hours) AS summed",
    );
    expect(totals?.summed).toBe(totals?.raw);
    const usage = async (mode: "live" | "test") =>
      (await getUsage(own.as({ partnerId: demo.partner_id }, { mode }), UsageQuery.parse({}))).total;
    const { calls, errors, billable_units } = await usage("live");
    expect([calls > 1_000, errors > 0, billable_units > calls]).toEqual([true, true, true]);
    expect(await usage("test")).toMatchObject({ billable_units: 0, cost_micro_usd: 0 });
  });

  it("keeps its calls in weekly partitions, not in the one for strays", async () => {
    expect(await own.rows("SELECT 1 FROM api_calls_default LIMIT 1")).toEqual([]);
  });

  it("touches nothing where there is any partner already", async () => {
    const state = () =>
      own.rows(
        `SELECT (SELECT count(*) FROM partners) AS partners, (SELECT count(*) FROM api_keys) AS keys, (SELECT count(*) FROM api_calls) AS calls,
         (SELECT count(*) FROM audit_events) AS audited, (SELECT max(updated_at) FROM partners) AS changed`,
      );
    const before = await state();
    expect(await seedDemo(own.database)).toBeNull();
    expect(await state()).toEqual(before);
  });
});
