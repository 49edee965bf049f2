import Stripe from "stripe";
import { describe, expect, inject, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";
import { setSettings } from "@/test/settings";

const url = inject("mounts").map((mount) => `${mount.url}/api/webhooks/stripe`);
setSettings();

/** A message of Stripe's that concerns nobody here, signed as Stripe signs. */
async function message({ secret = webhookSecret(), age = 0 } = {}) {
  const id = `evt_test_${newId().replaceAll("-", "")}`;
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: Stripe.API_VERSION,
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    type: "something.unheard_of",
    data: { object: { id: "thing_1" } },
  });
  const timestamp = Math.floor(Date.now() / 1_000) - age;
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({ payload: body, secret, timestamp });
  return { body, signature };
}

async function send(to: string, { body, signature }: { body: string; signature: string | null }) {
  const headers = { "Content-Type": "application/json", ...(signature && { "Stripe-Signature": signature }) };
  const reply = await fetch(to, { method: "POST", headers, body });
  return { status: reply.status, body: await reply.json() };
}

describe.each(url)("Stripe's messages to %s", (to) => {
  it("are taken when Stripe has signed them, also twice and of a kind that nobody knows", async () => {
    const good = await message();
    expect(await send(to, good)).toEqual({ status: 200, body: { received: true } });
    expect(await send(to, good)).toEqual({ status: 200, body: { received: true } });
  });

  it("are refused when forged, stale, changed on their way, unsigned or too long", async () => {
    const good = await message();
    for (const bad of [
      await message({ secret: "whsec_somebody_elses" }),
      await message({ age: 301 }),
      { ...good, body: good.body.replace("thing_1", "thing_2") },
      { ...good, signature: null },
      { ...good, signature: "t=1,v1=00" },
    ]) {
      const { status, body } = await send(to, bad);
      expect([status, body.code]).toEqual([400, "invalid_stripe_signature"]);
    }
    const { status } = await send(to, { ...good, body: " ".repeat(1_048_577) });
    expect(status).toBe(413);
  });
});
