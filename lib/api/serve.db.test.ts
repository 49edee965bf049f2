import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { route } from "@/lib/api/endpoint";
import { serve } from "@/lib/api/serve";
import { closeServices } from "@/lib/api/services";
import { purchaseTokensEndpoint } from "@/lib/billing/wallet/endpoints";
import { isPool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});
afterAll(() => closeServices());

describe("a call with an Idempotency-Key to an endpoint", () => {
  it.each([
    { asksVendor: true, words: "that asks a vendor holds no transaction while the vendor answers" },
    { asksVendor: false, words: "that does not is one transaction" },
  ])("$words, and is carried out once", async ({ asksVendor }) => {
    const { liveKey } = await makePartner({}, own.database);
    const pools: boolean[] = [];
    const handle = serve(
      route({ ...purchaseTokensEndpoint, asksVendor }, async (ctx, { tokens }) => {
        pools.push(isPool(ctx.db));
        return {
          id: newId(),
          tokens,
          amount_minor: tokens / 100,
          currency: "USD" as const,
          checkout_url: "https://checkout.example/1",
          checkout_session_id: "cs_test_1",
          created_at: new Date().toISOString(),
        };
      }),
    );
    const buy = () =>
      handle(
        new Request("http://localhost/api/v1/monetization/ai-tokens/purchase", {
          method: "POST",
          headers: { "X-API-Key": liveKey, "Idempotency-Key": "once", "Content-Type": "application/json" },
          body: JSON.stringify({ tokens: 5_000 }),
        }),
        { remoteAddress: "203.0.113.7" },
      );
    const [first, second] = [await buy(), await buy()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    expect(pools).toEqual([asksVendor]);
  });
});
