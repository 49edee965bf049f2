import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { readEnv } from "@/lib/platform/env";
import { Unauthenticated, Unavailable } from "@/lib/platform/errors";
import { STRIPE_API_VERSION } from "@/lib/vendors/stripe/api-version";
import { askStripe, standInClient, stripe } from "@/lib/vendors/stripe/stripe-client";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";
import { readStripeWebhook } from "@/lib/vendors/stripe/webhook";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";
import { setSettings } from "@/test/settings";

const PRODUCTION = {
  NODE_ENV: "production",
  APP_URL: "https://api.example.com",
  APP_SECRET: "0123456789abcdef0123456789abcdef",
  DATABASE_URL: "postgres://soulmate@db.example.com/soulmate",
  REDIS_URL: "rediss://redis.example.com:6379",
  SMTP_URL: "smtps://smtp.example.com:465",
  STRIPE_SECRET_KEY: "sk_live_x",
  STRIPE_WEBHOOK_SECRET: "whsec_x",
};

afterEach(() => {
  setSettings();
});

describe("in production", () => {
  it("there is no stand-in, even if somebody lost the key after the settings were read", () => {
    const settings = readEnv(PRODUCTION);
    Object.assign(globalThis, {
      [Symbol.for("soulmate.env")]: {
        ...settings,
        STRIPE_SECRET_KEY: undefined,
        STRIPE_WEBHOOK_SECRET: undefined,
      },
    });
    expect(usesStripeStandIn()).toBe(false);
    for (const call of [() => stripe(), () => standInClient(), () => webhookSecret()]) {
      expect(call).toThrow(Unavailable);
    }
  });

  it("the real API is asked, in the version that this code was written for", () => {
    setSettings(PRODUCTION);
    expect(usesStripeStandIn()).toBe(false);
    expect(stripe().getApiField("version")).toBe(STRIPE_API_VERSION);
    expect(stripe().getApiField("host")).toBe("api.stripe.com");
    expect(stripe()).toBe(stripe());
  });
});

it("a key that is set is used where stand-ins are allowed too", () => {
  setSettings({ STRIPE_SECRET_KEY: "sk_test_mine", STRIPE_WEBHOOK_SECRET: "whsec_x" });
  expect(usesStripeStandIn()).toBe(false);
  expect(stripe().getApiField("host")).toBe("api.stripe.com");
});

describe("what goes wrong", () => {
  async function failing(status: number): Promise<{ client: Stripe; close(): void }> {
    const server = createServer((_request, reply) => {
      if (status === 0) return reply.destroy();
      reply.writeHead(status, { "content-type": "application/json" });
      return reply.end(JSON.stringify({ error: { type: "api_error", message: "down" } }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = new Stripe("sk_test_x", {
      host: "127.0.0.1",
      port,
      protocol: "http",
      maxNetworkRetries: 0,
    });
    return { client, close: () => server.close() };
  }

  it.each([0, 401, 429, 500, 503])("at Stripe (%s) is Unavailable", async (status) => {
    setSettings();
    const { client, close } = await failing(status);
    const work = askStripe(undefined, () => client.customers.list());
    await expect(work).rejects.toMatchObject({ name: "Unavailable", code: "stripe_unavailable" });
    close();
  });

  it("in the request itself stays Stripe's own error", async () => {
    const error = new Stripe.errors.StripeCardError({ type: "card_error", message: "no" });
    await expect(
      askStripe(undefined, async () => {
        throw error;
      }),
    ).rejects.toBe(error);
  });
});

describe("a webhook", () => {
  const body = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "invoice.paid",
    created: 1_800_000_000,
    livemode: false,
    data: { object: { id: "in_1" } },
  });
  const sign = (secret: string, timestamp?: number) =>
    Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret,
      ...(timestamp === undefined ? {} : { timestamp }),
    });

  it("is read when it was signed lately with our secret", async () => {
    setSettings({ STRIPE_WEBHOOK_SECRET: "whsec_ours" });
    expect(await readStripeWebhook(body, sign("whsec_ours"))).toMatchObject({ id: "evt_1" });
  });

  it("is refused with another secret, another body, an old or no signature", async () => {
    setSettings({ STRIPE_WEBHOOK_SECRET: "whsec_ours" });
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    for (const [text, signature] of [
      [body, sign("whsec_theirs")],
      [`${body} `, sign("whsec_ours")],
      [body, sign("whsec_ours", old)],
      [body, "nonsense"],
      [body, null],
    ] as const) {
      await expect(readStripeWebhook(text, signature)).rejects.toBeInstanceOf(Unauthenticated);
    }
  });
});
