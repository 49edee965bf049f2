import Stripe from "stripe";
import { z } from "zod";
import { type Transaction, transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { addJob, type JobContext, job } from "@/lib/platform/jobs";
import { guardedPost, PostFailed } from "@/lib/vendors/http/guarded-post";
import { EVENT } from "@/lib/vendors/stripe/stand-in/events";
import { prepareSchema } from "@/lib/vendors/stripe/stand-in/own-schema";
import { settlePayouts } from "@/lib/vendors/stripe/stand-in/payouts";
import { DELIVER_EVENT_JOB } from "@/lib/vendors/stripe/stand-in/postgres-store";
import { find, load, present } from "@/lib/vendors/stripe/stand-in/store";
import { endpointSecret, WEBHOOK_ENDPOINT } from "@/lib/vendors/stripe/stand-in/webhook-endpoints";
import { forAccount, runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";

/** Seconds before the second attempt, the third, …: Stripe's take up to three days in all. */
const BACKOFF_S = [5, 15, 60, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200];
const TIMEOUT_MS = 10_000;
const KEPT_DAYS = 30;
const KEPT_REPLY_MS = 24 * 3_600_000;
/** Of a refusal this much is kept, to be read. */
const MAX_REPLY = 300;

/** An event on its way to an endpoint; null is the product's own. */
interface Delivery {
  eventId: string;
  endpointId: string | null;
  attempts: number;
}

interface Post {
  url: string;
  secret: string;
  body: string;
  own: boolean;
}

/** What is to be posted and where; null where the endpoint is gone. */
async function readPost(ctx: JobContext, eventId: string, endpointId: string | null): Promise<Post | null> {
  return runInStandIn(ctx, async (world) => {
    const account = await world.store.accountOf(eventId);
    if (account === undefined) return null;
    const inAccount = forAccount(world, account);
    const body = JSON.stringify(
      await present(inAccount, EVENT, await load(inAccount, EVENT, eventId)),
      null,
      2,
    );
    if (endpointId === null) {
      return { url: `${env().APP_URL}/api/webhooks/stripe`, secret: webhookSecret(), body, own: true };
    }
    const endpoint = await find(world, WEBHOOK_ENDPOINT, endpointId);
    if (endpoint === null || endpoint.status === "disabled") return null;
    return { url: endpoint.url, secret: endpointSecret(endpointId), body, own: false };
  });
}

/** Posts, and answers the status, or why there was none. */
async function post({
  url,
  secret,
  body,
  own,
}: Post): Promise<{ status: number | null; error: string | null }> {
  // Signed with real time, however far the stand-in's clock was moved: receivers compare it with theirs.
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({ payload: body, secret });
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Stripe-Signature": signature,
    "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  };
  try {
    const reply = own
      ? await postToOurselves(url, headers, body)
      : await guardedPost({ url, headers, body }, { allowLoopback: true }, { timeoutMs: TIMEOUT_MS });
    const fine = reply.status >= 200 && reply.status < 300;
    return { status: reply.status, error: fine ? null : reply.body.slice(0, MAX_REPLY) };
  } catch (error) {
    if (error instanceof PostFailed) return { status: null, error: error.message };
    return { status: null, error: error instanceof Error ? error.message : "The request failed." };
  }
}

/** The product's own address may be a name that only this machine or network knows. */
async function postToOurselves(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string }> {
  const reply = await fetch(url, {
    method: "POST",
    headers,
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: reply.status, body: await reply.text() };
}

/** Delivers an event to an endpoint, or tries again later. A delivery that was made is not made again. */
export async function deliverEvent(ctx: JobContext, deliveryId: string): Promise<void> {
  await prepareSchema(ctx.db);
  const [delivery] = await ctx.db.$queryRaw<Delivery[]>`
    SELECT event_id AS "eventId", endpoint_id AS "endpointId", attempts FROM stripe_stand_in.deliveries
    WHERE id = ${deliveryId}::uuid AND delivered_at IS NULL AND next_attempt_at IS NOT NULL`;
  if (delivery === undefined) return;
  const prepared = await readPost(ctx, delivery.eventId, delivery.endpointId);
  const done = prepared === null ? { status: null, error: "The endpoint is gone." } : await post(prepared);
  const attempts = delivery.attempts + 1;
  const now = new Date();
  const delivered = done.error === null;
  const wait = prepared === null || delivered ? undefined : BACKOFF_S[attempts - 1];
  const nextAttemptAt = wait === undefined ? null : new Date(now.getTime() + wait * 1_000);
  if (!delivered) ctx.log.debug({ deliveryId, ...done }, "a webhook of the Stripe stand-in was not taken");
  await transaction(ctx, async (tx: Transaction) => {
    await tx.$executeRaw`
      UPDATE stripe_stand_in.deliveries SET status = ${done.status}, error = ${done.error}, attempts = ${attempts},
        next_attempt_at = ${nextAttemptAt}, delivered_at = ${delivered ? now : null}
      WHERE id = ${deliveryId}::uuid`;
    if (nextAttemptAt !== null) {
      await addJob(tx, DELIVER_EVENT_JOB, { delivery_id: deliveryId }, { runAt: nextAttemptAt });
    }
  });
}

/** Removes replies after the day for which idempotency keys hold, and events and deliveries after a month, as Stripe does. */
async function removeOld(ctx: JobContext): Promise<void> {
  const now = Date.now();
  const monthAgo = new Date(now - KEPT_DAYS * 24 * 3_600_000);
  await prepareSchema(ctx.db);
  await ctx.db.$executeRaw`
    DELETE FROM stripe_stand_in.replies WHERE created_at < ${new Date(now - KEPT_REPLY_MS)}`;
  await ctx.db.$executeRaw`
    DELETE FROM stripe_stand_in.deliveries WHERE created_at < ${monthAgo} AND next_attempt_at IS NULL`;
  await runInStandIn(ctx, async (world) => {
    // By the stand-in's own clock: that is what events bear.
    await world.store.removeEvents(EVENT.name, world.now - KEPT_DAYS * 24 * 3_600);
  });
}

/** The stand-in's jobs: only where it takes Stripe's place. */
export const stripeStandInJobs = [
  job({
    name: DELIVER_EVENT_JOB,
    payload: z.object({ delivery_id: z.uuid() }),
    // In order as far as can be: one after the other, as long as nothing fails.
    workers: 1,
    run: (ctx, { delivery_id }) => deliverEvent(ctx, delivery_id),
  }),
  job({
    name: "stripe-stand-in.settle-payouts",
    payload: z.object({}),
    cron: "5 * * * *",
    run: async (ctx) => runInStandIn(ctx, settlePayouts),
  }),
  job({
    name: "stripe-stand-in.remove-old",
    payload: z.object({}),
    cron: "20 3 * * *",
    run: removeOld,
  }),
];
