import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/vendors/stripe/stand-in/clock";
import { stripeStandInJobs } from "@/lib/vendors/stripe/stand-in/deliver-event";
import { completeHostedOnboarding } from "@/lib/vendors/stripe/stand-in/hosted-onboarding";
import { prepareSchema } from "@/lib/vendors/stripe/stand-in/own-schema";
import { DELIVER_EVENT_JOB } from "@/lib/vendors/stripe/stand-in/postgres-store";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { readStripeWebhook } from "@/lib/vendors/stripe/webhook";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const db = ownDatabase();

interface Received {
  path: string;
  body: string;
  signature: string | null;
}

let server: Server;
let url = "";
let received: Received[] = [];
let answer = 200;

beforeEach(async () => {
  received = [];
  answer = 200;
  server = createServer((request, reply) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      received.push({
        path: request.url ?? "",
        body,
        signature: typeof signature === "string" ? signature : null,
      });
      reply.writeHead(answer).end("not now");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setSettings({ APP_URL: url });
  // What earlier tests left behind.
  await prepareSchema(db.prisma);
  await db.rows("DELETE FROM stripe_stand_in.deliveries");
  await db.rows("DELETE FROM stripe_stand_in.objects WHERE kind = 'webhook_endpoint'");
});

afterEach(() => {
  server.close();
});

function client(): Stripe {
  return standInClient({ db: db.prisma });
}

function deliveries() {
  return db.rows<{ attempts: number; next_attempt_at: Date | null }>(
    "SELECT * FROM stripe_stand_in.deliveries",
  );
}

/** Works off what is due, as the job process does. */
async function deliver(): Promise<void> {
  const due = await db.rows<{ id: string }>(
    "SELECT id FROM stripe_stand_in.deliveries WHERE next_attempt_at IS NOT NULL ORDER BY id",
  );
  for (const { id } of due) {
    await runJob(stripeStandInJobs, DELIVER_EVENT_JOB, db.system(), { delivery_id: id });
  }
}

describe("an event", () => {
  it("is posted to the product's own endpoint, signed so that the product believes it", async () => {
    const customer = await client().customers.create({ email: "a@example.com" });
    await deliver();
    expect(received).toHaveLength(1);
    const [post] = received;
    expect(post?.path).toBe("/api/webhooks/stripe");
    const event = await readStripeWebhook(post?.body ?? "", post?.signature ?? null);
    expect(event).toMatchObject({
      type: "customer.created",
      api_version: Stripe.API_VERSION,
      livemode: false,
      data: { object: { id: customer.id, email: "a@example.com" } },
    });
    expect(await client().events.retrieve(event.id)).toMatchObject({ pending_webhooks: 0 });
    await deliver();
    expect(received).toHaveLength(1);
  });

  it("is queued in the transaction that made it, and only if that commits", async () => {
    const before = (await db.queued(DELIVER_EVENT_JOB)).length;
    await client()
      .customers.create({ name: "x", payment_method: "pm_none" })
      .catch(() => undefined);
    expect(await db.queued(DELIVER_EVENT_JOB)).toHaveLength(before);
    await client().customers.create();
    expect(await db.queued(DELIVER_EVENT_JOB)).toHaveLength(before + 1);
  });

  it("that is not taken is tried again later, and then no more", async () => {
    answer = 500;
    await client().customers.create();
    await deliver();
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ attempts: 1, status: 500, error: "not now", delivered_at: null });
    expect(failed?.next_attempt_at?.getTime()).toBeGreaterThan(Date.now());
    answer = 200;
    await deliver();
    const [taken] = await deliveries();
    expect(taken).toMatchObject({ attempts: 2, status: 200, error: null, next_attempt_at: null });
    expect(received).toHaveLength(2);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  it("goes to every other endpoint that wants its type, signed with that one's own secret", async () => {
    const wants = (types: Stripe.WebhookEndpointCreateParams.EnabledEvent[], path: string) =>
      client().webhookEndpoints.create({ url: `${url}/${path}`, enabled_events: types });
    const [all, products, off] = [
      await wants(["*"], "all"),
      await wants(["product.created"], "products"),
      await wants(["*"], "off"),
    ];
    await client().webhookEndpoints.update(off.id, { disabled: true });
    expect(products.secret).toMatch(/^whsec_/);
    expect((await client().webhookEndpoints.retrieve(all.id)).secret).toBeUndefined();
    await client().customers.create();
    await client().products.create({ name: "Tokens" });
    await deliver();
    expect(received.map(({ path }) => path)).toEqual([
      "/api/webhooks/stripe",
      "/all",
      "/api/webhooks/stripe",
      "/all",
      "/products",
    ]);
    const { body, signature } = received[4] ?? { body: "", signature: null };
    expect(Stripe.webhooks.constructEvent(body, signature ?? "", products.secret ?? "").type).toBe(
      "product.created",
    );
    await expect(readStripeWebhook(body, signature)).rejects.toThrow();
  });
});

it("events are forgotten after thirty days, but none that still has to be delivered", async () => {
  const [old, waiting] = [await client().customers.create(), await client().customers.create()];
  const about = async (id: string) =>
    (await client().events.list({ limit: 100 })).data.filter(
      ({ data }) => "id" in data.object && data.object.id === id,
    );
  await deliver();
  const [kept] = await about(waiting.id);
  await db.rows(
    "UPDATE stripe_stand_in.deliveries SET delivered_at = NULL, next_attempt_at = now() WHERE event_id = $1",
    [kept?.id],
  );
  await runInStandIn(db.system(), (world) => setClock(world, world.now + 31 * 86_400));
  const fresh = await client().customers.create();
  await runJob(stripeStandInJobs, "stripe-stand-in.remove-old", db.system(), {});
  expect(await about(old.id)).toHaveLength(0);
  expect(await about(waiting.id)).toHaveLength(1);
  expect(await about(fresh.id)).toHaveLength(1);
});

describe("connect", () => {
  it("pays a connected account that was onboarded, from what there is, and lets it pay out", async () => {
    const account = await client().accounts.create({ type: "express", email: "partner@example.com" });
    const pay = (amount: number) =>
      client().transfers.create({ amount, currency: "usd", destination: account.id });
    await expect(pay(100)).rejects.toMatchObject({ code: "insufficient_capabilities_for_transfer" });

    const link = await client().accountLinks.create({
      account: account.id,
      type: "account_onboarding",
      refresh_url: "https://example.com/again",
      return_url: "https://example.com/done",
    });
    const id = link.url.split("/").at(-1) ?? "";
    expect(await completeHostedOnboarding(db.system(), { id })).toEqual({ url: "https://example.com/done" });
    expect(await completeHostedOnboarding(db.system(), { id })).toEqual({ url: "https://example.com/again" });
    expect(await client().accounts.retrieve(account.id)).toMatchObject({
      payouts_enabled: true,
      capabilities: { transfers: "active" },
    });

    await expect(pay(100)).rejects.toMatchObject({ code: "balance_insufficient" });
    await client().paymentIntents.create({
      amount: 1_000,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    const transfer = await pay(600);
    await client().transfers.createReversal(transfer.id, { amount: 100 });
    const there = { stripeAccount: account.id };
    expect((await client().balance.retrieve({}, there)).available[0]?.amount).toBe(500);
    expect((await client().balance.retrieve()).available[0]?.amount).toBe(500);
    const payout = await client().payouts.create({ amount: 500, currency: "usd" }, there);
    expect(payout.status).toBe("pending");
    await expect(client().payouts.create({ amount: 1, currency: "usd" }, there)).rejects.toMatchObject({
      code: "balance_insufficient",
    });
    await expect(client().payouts.retrieve(payout.id)).rejects.toMatchObject({ code: "resource_missing" });
    const events = await client().events.list({ types: ["payout.created"] }, there);
    expect(events.data[0]).toMatchObject({ account: account.id });
    await expect(client().balance.retrieve({}, { stripeAccount: "acct_none" })).rejects.toMatchObject({
      code: "account_invalid",
      statusCode: 403,
    });

    await runJob(stripeStandInJobs, "stripe-stand-in.settle-payouts", db.system(), {});
    expect((await client().payouts.retrieve(payout.id, {}, there)).status).toBe("pending");
    await runInStandIn(db.system(), (world) => setClock(world, payout.arrival_date));
    await runJob(stripeStandInJobs, "stripe-stand-in.settle-payouts", db.system(), {});
    expect((await client().payouts.retrieve(payout.id, {}, there)).status).toBe("paid");
  });
});
