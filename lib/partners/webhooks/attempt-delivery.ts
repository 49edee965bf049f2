import {
  DISABLE_AFTER_DAYS,
  KEPT_REPLY_CHARACTERS,
  RETRY_DELAYS_SECONDS,
  TIMEOUT_SECONDS,
  USER_AGENT,
  WEBHOOK_HEADERS,
} from "@/lib/partners/webhooks/delivery-rules";
import { disableEndpoint } from "@/lib/partners/webhooks/disable-endpoint";
import { TEST_EVENT } from "@/lib/partners/webhooks/event-catalog";
import { lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { hasFreeSlot, lockSlots, queueAttempt, wakePartner } from "@/lib/partners/webhooks/queue-delivery";
import { signingSecrets, signMessage } from "@/lib/partners/webhooks/signing-secret";
import { webhookBody } from "@/lib/partners/webhooks/webhook-body";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import type {
  PartnerEvent,
  WebhookDelivery,
  WebhookEndpoint as WebhookEndpointRow,
} from "@/lib/platform/prisma/client";
import { guardedPost, PostFailed } from "@/lib/vendors/http/guarded-post";

/** Longer than an attempt and its record take: after that its process is taken for dead. */
const CLAIM_MS = 60_000;
const DAY_MS = 86_400_000;

type Post = typeof guardedPost;

interface Claimed {
  delivery: WebhookDelivery & { event: PartnerEvent };
  endpoint: WebhookEndpointRow;
}

interface Outcome {
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  responseBody: string | null;
}

/**
 * Makes one attempt of a delivery, and records it together with what follows from it: delivered, the next attempt
 * queued, or given up. An attempt that was made already, that another process is making, or that finds as many running
 * to its endpoint or of its partner as may, is left alone: whoever ends one queues the next.
 *
 * A process that dies before the record leaves a claim that lapses after a minute; the attempt is then made again,
 * under the same `webhook-id`.
 */
export async function attemptDelivery(
  ctx: Context,
  input: { delivery_id: string; attempt: number },
  post: Post = guardedPost,
): Promise<void> {
  const claimed = await claim(ctx, input);
  if (claimed === null) return;
  const outcome = await attempt(ctx, claimed, post);
  await record(ctx, claimed, input.attempt, outcome);
}

async function claim(ctx: Context, input: { delivery_id: string; attempt: number }): Promise<Claimed | null> {
  return transaction(ctx, async (tx) => {
    const found = await tx.webhookDelivery.findUnique({
      where: { id: input.delivery_id },
      select: { endpointId: true, partnerId: true },
    });
    if (found === null) return null;
    await lockEndpoint(tx, found.endpointId);
    await lockSlots(tx, found.partnerId);
    const delivery = await tx.webhookDelivery.findUniqueOrThrow({
      where: { id: input.delivery_id },
      include: { event: true, endpoint: true },
    });
    const now = ctx.clock.now();
    const { endpoint } = delivery;
    const claimed = delivery.claimedUntil !== null && delivery.claimedUntil > now;
    if (delivery.status !== "pending" || delivery.attempts !== input.attempt - 1 || claimed) return null;
    if (endpoint.disabledAt !== null || endpoint.deletedAt !== null) {
      // It was handed over while the endpoint was being switched off.
      await tx.webhookDelivery.update({
        where: { id: delivery.id },
        data: { status: "failed", nextAttemptAt: null },
      });
      return null;
    }
    if (!(await hasFreeSlot(tx, endpoint, now))) return null;
    await tx.webhookDelivery.update({
      where: { id: delivery.id },
      data: { claimedUntil: new Date(now.getTime() + CLAIM_MS) },
    });
    return { delivery, endpoint };
  });
}

async function attempt(ctx: Context, { delivery, endpoint }: Claimed, post: Post): Promise<Outcome> {
  const at = ctx.clock.now();
  const body = webhookBody(delivery.event);
  const secrets = signingSecrets(endpoint, at);
  const started = performance.now();
  const outcome = (reply: Pick<Outcome, "status" | "error" | "responseBody">): Outcome => ({
    at,
    durationMs: Math.round(performance.now() - started),
    ...reply,
  });
  if (secrets.length === 0) {
    const error = "The signing secret can no longer be read on our side: rotate it.";
    return outcome({ status: null, error, responseBody: null });
  }
  try {
    const reply = await post(
      {
        url: endpoint.url,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": USER_AGENT,
          [WEBHOOK_HEADERS.id]: delivery.eventId,
          [WEBHOOK_HEADERS.timestamp]: String(Math.floor(at.getTime() / 1_000)),
          [WEBHOOK_HEADERS.signature]: signMessage(secrets, delivery.eventId, at, body),
        },
        body,
      },
      { allowLoopback: env().WEBHOOK_ALLOW_LOOPBACK },
      { timeoutMs: TIMEOUT_SECONDS * 1_000 },
    );
    return outcome({
      status: reply.status,
      error: complaint(reply.status),
      responseBody: beginning(reply.body),
    });
  } catch (error) {
    if (!(error instanceof PostFailed)) throw error;
    return outcome({ status: null, error: error.message, responseBody: null });
  }
}

/** What is wrong with a status; null for the ones that mean success. */
function complaint(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return `Answered ${status}, a redirect. Redirects are not followed: give the endpoint the address it leads to.`;
  }
  if (status === 410) return "Answered 410 Gone, so the endpoint was disabled.";
  return `Answered ${status}. Only a status from 200 to 299 counts as received.`;
}

/** The first characters of a reply, without what Postgres cannot hold. */
function beginning(body: string): string | null {
  const text = body.replaceAll("\0", "\uFFFD").slice(0, KEPT_REPLY_CHARACTERS);
  return text === "" ? null : text;
}

async function record(ctx: Context, claimed: Claimed, number: number, outcome: Outcome): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockEndpoint(tx, claimed.endpoint.id);
    const delivery = await tx.webhookDelivery.findUnique({
      where: { id: claimed.delivery.id },
      include: { endpoint: true },
    });
    // Its claim had lapsed, and another process has recorded this attempt; or it is gone with its event.
    if (delivery === null || delivery.attempts !== number - 1) return;
    await tx.webhookAttempt.create({
      data: { id: newId(outcome.at), deliveryId: delivery.id, number, ...outcome },
    });
    const { type } = claimed.delivery.event;
    if (outcome.error === null) await recordSuccess(ctx, tx, delivery);
    else await recordFailure(ctx, tx, { ...delivery, type }, outcome);
    await lockSlots(tx, delivery.partnerId);
    await wakePartner(tx, delivery.partnerId, ctx.clock.now());
  });
}

type Pending = WebhookDelivery & { endpoint: WebhookEndpointRow };

async function recordSuccess(ctx: Context, tx: Transaction, delivery: Pending): Promise<void> {
  await tx.webhookDelivery.update({
    where: { id: delivery.id },
    data: {
      status: "delivered",
      attempts: delivery.attempts + 1,
      deliveredAt: ctx.clock.now(),
      nextAttemptAt: null,
      claimedUntil: null,
    },
  });
  if (delivery.endpoint.failingSince !== null) {
    await tx.webhookEndpoint.update({ where: { id: delivery.endpointId }, data: { failingSince: null } });
  }
}

async function recordFailure(
  ctx: Context,
  tx: Transaction,
  delivery: Pending & { type: string },
  outcome: Outcome,
): Promise<void> {
  const now = ctx.clock.now();
  const { endpoint } = delivery;
  const enabled = endpoint.disabledAt === null && endpoint.deletedAt === null;
  const test = delivery.type === TEST_EVENT;
  const gone = outcome.status === 410;
  const delay = test || gone || !enabled ? undefined : RETRY_DELAYS_SECONDS[delivery.attempts];
  const next = delay === undefined ? null : new Date(now.getTime() + delay * 1_000);
  const attempts = delivery.attempts + 1;
  await tx.webhookDelivery.update({
    where: { id: delivery.id },
    data: {
      status: next === null ? "failed" : "pending",
      attempts,
      nextAttemptAt: next,
      claimedUntil: null,
    },
  });
  if (next !== null) await queueAttempt(tx, { ...delivery, attempts }, now, next);
  // A try that somebody watches says nothing about how the endpoint has done.
  if (!test && endpoint.failingSince === null) {
    await tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: { failingSince: now } });
  }
  if (!enabled) return;
  const since = endpoint.failingSince ?? now;
  const tooLong = since.getTime() <= now.getTime() - DISABLE_AFTER_DAYS * DAY_MS;
  if (gone) await disableEndpoint(ctx, tx, endpoint, "gone");
  // Only once a delivery has had all its attempts: an endpoint that is seldom told anything gets a day like the others.
  else if (!test && next === null && tooLong) await disableEndpoint(ctx, tx, endpoint, "failing");
}
