import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { attemptDelivery } from "@/lib/partners/webhooks/attempt-delivery";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { deleteWebhookEndpoint } from "@/lib/partners/webhooks/delete-webhook-endpoint";
import { RETRY_DELAYS_SECONDS } from "@/lib/partners/webhooks/delivery-rules";
import { fanOutEvent } from "@/lib/partners/webhooks/fan-out-event";
import { getDelivery } from "@/lib/partners/webhooks/get-delivery";
import { getWebhookEndpoint } from "@/lib/partners/webhooks/get-webhook-endpoint";
import { webhookJobs } from "@/lib/partners/webhooks/jobs";
import { listDeliveries } from "@/lib/partners/webhooks/list-deliveries";
import { recoverDeliveries } from "@/lib/partners/webhooks/recover-deliveries";
import { removeOldEvents } from "@/lib/partners/webhooks/remove-old-events";
import { replayDelivery } from "@/lib/partners/webhooks/replay-delivery";
import { rotateWebhookSecret } from "@/lib/partners/webhooks/rotate-webhook-secret";
import { CreateWebhookEndpoint, ListDeliveries } from "@/lib/partners/webhooks/schemas";
import { sendTestEvent } from "@/lib/partners/webhooks/send-test-event";
import { updateWebhookEndpoint } from "@/lib/partners/webhooks/update-webhook-endpoint";
import { FixedClock } from "@/lib/platform/clock";
import { emitEvent } from "@/lib/platform/events";
import { newId } from "@/lib/platform/ids";
import { addJob, type Job, startJobs } from "@/lib/platform/jobs";
import { guardedPost, PostFailed } from "@/lib/vendors/http/guarded-post";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePartner, type TestPartner, until } from "@/test/product";
import { setSettings } from "@/test/settings";
import { startWebhookReceiver, verified, type WebhookReceiver } from "@/test/webhook-receiver";

const own = ownDatabase(16);
const DAY = 86_400_000;
const receivers: WebhookReceiver[] = [];

beforeAll(() => {
  setSettings({ WEBHOOK_ALLOW_LOOPBACK: "1", APP_URL: "https://soulmate.example" });
});

afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function arrange(settings: Partial<CreateWebhookEndpoint> = {}) {
  const receiver = await startWebhookReceiver();
  receivers.push(receiver);
  const partner = await makePartner({}, own.database);
  // Near the real time, because a receiver refuses what is far from it.
  const clock = new FixedClock(new Date());
  const ctx = own.as(partner, { clock });
  const endpoint = await createWebhookEndpoint(
    ctx,
    CreateWebhookEndpoint.parse({ url: receiver.url, ...settings }),
  );
  const system = own.system(clock);
  const emit = async (type: "key.created" | "ticket.created" = "key.created") => {
    await own.prisma.$transaction((tx) =>
      emitEvent(system, tx, { partnerId: partner.partnerId, type, data: { key_id: "k", name: "Nächtlich" } }),
    );
    const event = await own.prisma.partnerEvent.findFirstOrThrow({
      where: { partnerId: partner.partnerId, fannedOutAt: null },
    });
    await fanOutEvent(system, { event_id: event.id });
    return event;
  };
  return { receiver, partner, clock, ctx, system, endpoint, emit, endpoint_id: endpoint.id };
}
type Arranged = Awaited<ReturnType<typeof arrange>>;

async function deliveries({ ctx, endpoint_id }: Pick<Arranged, "ctx" | "endpoint_id">) {
  return (await listDeliveries(ctx, ListDeliveries.parse({ endpoint_id, limit: 100 }))).data;
}

/** The only delivery of the endpoint, whole. */
async function onlyDelivery(arranged: Arranged) {
  const all = await deliveries(arranged);
  const [{ id = "" } = {}] = all;
  expect(all).toHaveLength(1);
  return getDelivery(arranged.ctx, { endpoint_id: arranged.endpoint_id, delivery_id: id });
}

interface Waiting {
  payload: { delivery_id: string; attempt: number };
  run_at: Date;
}

/** The attempts that wait for a delivery, with when they are due. */
function waiting(deliveryId: string): Promise<Waiting[]> {
  return own.rows<Waiting>(
    `SELECT payload, run_at FROM graphile_worker._private_jobs WHERE payload->>'delivery_id' = $1 AND key IS NOT NULL`,
    [deliveryId],
  );
}

/** Moves the clock to the next attempt that is queued for a delivery, takes it from the queue and makes it. */
async function attemptNext({ clock, system }: Pick<Arranged, "clock" | "system">, deliveryId: string) {
  const [next] = await waiting(deliveryId);
  if (next === undefined) throw new Error("no attempt is queued");
  clock.advance(Math.max(0, next.run_at.getTime() - clock.now().getTime()));
  await own.rows("DELETE FROM graphile_worker._private_jobs WHERE payload->>'delivery_id' = $1", [
    deliveryId,
  ]);
  await attemptDelivery(system, next.payload);
}

describe("a delivery", () => {
  it("reaches the endpoints that want the event, signed as the standard says, and no others", async () => {
    const all = await arrange();
    const { ctx, receiver } = all;
    const wanting = async (event_types: CreateWebhookEndpoint["event_types"]) => {
      const input = CreateWebhookEndpoint.parse({ url: receiver.url, event_types });
      return (await createWebhookEndpoint(ctx, input)).id;
    };
    const keys = await wanting(["key.created", "key.revoked"]);
    const tickets = await wanting(["ticket.created"]);
    const off = await wanting([]);
    await updateWebhookEndpoint(ctx, { endpoint_id: off, enabled: false });
    const event = await all.emit("key.created");
    for (const [endpoint_id, count] of [
      [keys, 1],
      [tickets, 0],
      [off, 0],
    ] as const)
      expect(await deliveries({ ctx, endpoint_id })).toHaveLength(count);

    const { id, payload } = await onlyDelivery(all);
    await attemptNext(all, id);
    const [sent] = receiver.received;
    if (sent === undefined) throw new Error("nothing came");
    expect(verified(all.endpoint.secret, sent)).toEqual({
      type: "key.created",
      timestamp: event.createdAt.toISOString(),
      data: { key_id: "k", name: "Nächtlich" },
    });
    expect(sent.body).toBe(payload);
    expect(sent.headers).toMatchObject({ "webhook-id": event.id, "content-type": "application/json" });
    expect(await onlyDelivery(all)).toMatchObject({
      status: "delivered",
      attempts: 1,
      last_status: 200,
      next_attempt_at: null,
      log: [{ number: 1, status: 200, error: null, response_body: "thanks" }],
    });
    expect(await waiting(id)).toEqual([]);
  });

  it("that is answered 500 is tried again later under the same id, and is done when it is answered 200", async () => {
    const all = await arrange();
    const { receiver, clock } = all;
    receiver.answer = (response, { length }) => {
      response.writeHead(length === 1 ? 500 : 204).end(length === 1 ? "out of\0order" : undefined);
    };
    await all.emit();
    const { id } = await onlyDelivery(all);
    await attemptNext(all, id);
    const first = clock.now().getTime();
    const failed = await onlyDelivery(all);
    expect(failed).toMatchObject({ status: "pending", attempts: 1, last_status: 500 });
    expect(failed.last_error).toMatch(/^Answered 500/);
    expect(failed.log[0]?.response_body).toBe("out of\uFFFDorder");
    await attemptNext(all, id);
    expect(clock.now().getTime() - first).toBe(RETRY_DELAYS_SECONDS[0] * 1_000);
    expect(await onlyDelivery(all)).toMatchObject({ status: "delivered", attempts: 2, last_status: 204 });
    const [one, two] = receiver.received.map(({ headers }) => headers);
    expect(two?.["webhook-id"]).toBe(one?.["webhook-id"]);
    expect(two?.["webhook-timestamp"]).not.toBe(one?.["webhook-timestamp"]);
    for (const received of receiver.received) verified(all.endpoint.secret, received);
  });

  it("is given up after a day of retries", async () => {
    const all = await arrange();
    all.receiver.answer = (response) => response.writeHead(503).end();
    await all.emit();
    const { id } = await onlyDelivery(all);
    const start = all.clock.now().getTime();
    await attemptNext(all, id);
    for (const _ of RETRY_DELAYS_SECONDS) await attemptNext(all, id);
    const hours = (all.clock.now().getTime() - start) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
    expect(await waiting(id)).toEqual([]);
    expect(await onlyDelivery(all)).toMatchObject({
      status: "failed",
      attempts: RETRY_DELAYS_SECONDS.length + 1,
      next_attempt_at: null,
    });
  });

  it.each([
    ["a redirect", 302, /^Answered 302, a redirect/],
    ["a refusal", 401, /^Answered 401/],
  ])("that is answered by %s has failed, and says why", async (_what, status, reason) => {
    const all = await arrange();
    all.receiver.answer = (response) => response.writeHead(status, { Location: "http://[::1]:1/" }).end();
    await all.emit();
    await attemptNext(all, (await onlyDelivery(all)).id);
    const { last_error, status: state } = await onlyDelivery(all);
    expect(last_error).toMatch(reason);
    expect(state).toBe("pending");
    expect(all.receiver.received).toHaveLength(1);
  });

  it("that is not answered in time has failed, and says so", async () => {
    const all = await arrange();
    all.receiver.answer = () => undefined;
    await all.emit();
    const { id } = await onlyDelivery(all);
    const impatient: typeof guardedPost = (post, guard) => guardedPost(post, guard, { timeoutMs: 50 });
    await attemptDelivery(all.system, { delivery_id: id, attempt: 1 }, impatient);
    expect(await onlyDelivery(all)).toMatchObject({
      status: "pending",
      last_status: null,
      last_error: "There was no reply within 0.05 seconds.",
    });
  });

  it("is made once, however often and by however many processes its event is handed over", async () => {
    const all = await arrange();
    const event = await all.emit();
    await own.prisma.partnerEvent.update({ where: { id: event.id }, data: { fannedOutAt: null } });
    await Promise.all([1, 2, 3, 4].map(() => fanOutEvent(all.system, { event_id: event.id })));
    expect(await deliveries(all)).toHaveLength(1);
  });

  it("is attempted by one process at a time, and each attempt once", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    await Promise.all([1, 2, 3, 4].map(() => attemptDelivery(all.system, { delivery_id: id, attempt: 1 })));
    await attemptDelivery(all.system, { delivery_id: id, attempt: 1 });
    expect(all.receiver.received).toHaveLength(1);
  });
});

describe("a process that is killed", () => {
  it("between the request and its record leaves an attempt that is made again, once, under the same id", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    const killed: typeof guardedPost = async (post, guard) => {
      await guardedPost(post, guard);
      throw new Error("killed");
    };
    await expect(attemptDelivery(all.system, { delivery_id: id, attempt: 1 }, killed)).rejects.toThrow(
      "killed",
    );
    await own.rows("DELETE FROM graphile_worker._private_jobs");

    all.clock.advance(31_000);
    await recoverDeliveries(all.system);
    expect(await waiting(id), "its claim has not lapsed").toEqual([]);
    all.clock.advance(30_000);
    await recoverDeliveries(all.system);
    await recoverDeliveries(all.system);
    expect(await waiting(id)).toHaveLength(1);
    await attemptNext(all, id);
    expect(await onlyDelivery(all)).toMatchObject({ status: "delivered", attempts: 1 });
    const ids = all.receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    await recoverDeliveries(all.system);
    expect(await waiting(id)).toEqual([]);
  });

  it("and is only slow, finds its attempt recorded by another, and changes nothing", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    const slow: typeof guardedPost = async (post, guard) => {
      all.clock.advance(61_000);
      await attemptDelivery(all.system, { delivery_id: id, attempt: 1 });
      await guardedPost(post, guard);
      throw new PostFailed("too late");
    };
    await attemptDelivery(all.system, { delivery_id: id, attempt: 1 }, slow);
    expect(await onlyDelivery(all)).toMatchObject({ status: "delivered", attempts: 1, last_error: null });
  });

  it("before an event is handed over loses it to nobody", async () => {
    const all = await arrange();
    const event = await all.emit();
    await own.prisma.webhookDelivery.deleteMany({ where: { eventId: event.id } });
    await own.prisma.partnerEvent.update({ where: { id: event.id }, data: { fannedOutAt: null } });
    await own.rows("DELETE FROM graphile_worker._private_jobs");
    all.clock.advance(30_000);
    await recoverDeliveries(all.system);
    expect(await own.queued("webhooks.fan-out")).toContainEqual({ event_id: event.id });
  });
});

describe("an endpoint that is slow", () => {
  it("has a few deliveries run at once, and each that ends brings on the next", async () => {
    const all = await arrange();
    const other = await arrange();
    for (let n = 0; n < 9; n += 1) await all.emit();
    const ids = (await deliveries(all)).map(({ id }) => id);
    const held: (() => void)[] = [];
    all.receiver.answer = (response) => held.push(() => response.end());
    await own.rows("DELETE FROM graphile_worker._private_jobs");

    const running = ids.map((id) => attemptDelivery(all.system, { delivery_id: id, attempt: 1 }));
    await until(async () => held.length === 4);
    // Five found no place, and have ended.
    await other.emit();
    await attemptDelivery(other.system, { delivery_id: (await onlyDelivery(other)).id, attempt: 1 });
    expect(await onlyDelivery(other)).toMatchObject({ status: "delivered" });
    expect(held).toHaveLength(4);

    for (const release of held.splice(0)) release();
    await Promise.all(running);
    const queued = (await own.queued("webhooks.deliver")).map(({ delivery_id }) => String(delivery_id));
    expect(queued.filter((id) => ids.includes(id))).toHaveLength(4);
    // It goes on by itself, to the last.
    all.receiver.answer = (response) => response.end();
    const runner = await startJobs(own.database, webhookJobs as unknown as Job[]);
    await until(async () => (await deliveries(all)).every(({ status }) => status === "delivered"));
    await runner.stop();
    expect(all.receiver.received).toHaveLength(9);
  });

  it("and fails is sent one thing at a time until something gets through", async () => {
    const all = await arrange();
    all.receiver.answer = (response) => response.writeHead(500).end();
    await all.emit();
    await attemptNext(all, (await onlyDelivery(all)).id);
    for (let n = 0; n < 3; n += 1) await all.emit();
    const fresh = (await deliveries(all)).filter(({ attempts }) => attempts === 0).map(({ id }) => id);
    const held: (() => void)[] = [];
    all.receiver.answer = (response) => held.push(() => response.end());
    const running = fresh.map((id) => attemptDelivery(all.system, { delivery_id: id, attempt: 1 }));
    await until(async () => held.length === 1 && (await Promise.race([...running, "held"])) !== "held");
    expect(held).toHaveLength(1);
    for (const release of held) release();
    await Promise.all(running);
    expect((await getWebhookEndpoint(all.ctx, all)).failing_since).toBeNull();
  });
});

describe("an endpoint is disabled", () => {
  const owners = async ({ partnerId }: TestPartner, count: number) => {
    const emails: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const now = new Date();
      const email = `owner-${newId()}@example.com`;
      const user = await own.prisma.user.create({
        data: { id: newId(), email, name: "Owner", createdAt: now, updatedAt: now },
      });
      await own.prisma.partnerMember.create({
        data: { id: newId(), partnerId, userId: user.id, role: "owner", createdAt: now, updatedAt: now },
      });
      emails.push(email);
    }
    return emails;
  };
  const sendNotices = async (endpointId: string) => {
    const queued = await own.queued("webhooks.send-disabled-notice");
    const mine = queued.filter(({ endpoint_id }) => endpoint_id === endpointId);
    for (const payload of mine)
      await runJob(webhookJobs, "webhooks.send-disabled-notice", own.system(), payload);
    return mine.length;
  };

  it("by answering 410: what waits is given up, and each owner gets a mail", async () => {
    const all = await arrange();
    const emails = await owners(all.partner, 2);
    all.receiver.answer = (response) => response.writeHead(410).end();
    await all.emit();
    await all.emit();
    const [second, first] = await deliveries(all);
    await attemptDelivery(all.system, { delivery_id: first?.id ?? "", attempt: 1 });
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({
      status: "disabled",
      disabled_reason: "gone",
    });
    expect((await deliveries(all)).map(({ status }) => status)).toEqual(["failed", "failed"]);
    await attemptDelivery(all.system, { delivery_id: second?.id ?? "", attempt: 1 });
    expect(all.receiver.received).toHaveLength(1);
    expect(await sendNotices(all.endpoint_id)).toBe(2);
    for (const to of emails) {
      const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to } });
      expect(mail.text).toContain(all.endpoint.url);
      expect(mail.text).toContain("410");
      expect(mail.text).toContain(`https://soulmate.example/partner/webhooks/${all.endpoint_id}`);
    }
  });

  it("after five days without a success, and not while a delivery has attempts left", async () => {
    const all = await arrange();
    const { email } = await own.prisma.partner.findUniqueOrThrow({ where: { id: all.partner.partnerId } });
    all.receiver.answer = (response) => response.writeHead(500).end();
    const wholeDay = async () => {
      await all.emit();
      const [newest] = await deliveries(all);
      for (let n = 0; n <= RETRY_DELAYS_SECONDS.length; n += 1) await attemptNext(all, newest?.id ?? "");
    };
    await wholeDay();
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({ status: "enabled" });
    all.clock.advance(4 * DAY);
    await all.emit();
    const [newest] = await deliveries(all);
    await attemptNext(all, newest?.id ?? "");
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({ status: "enabled" });
    for (const _ of RETRY_DELAYS_SECONDS) await attemptNext(all, newest?.id ?? "");
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({
      status: "disabled",
      disabled_reason: "failing",
    });
    // Without members, its own address is told.
    expect(await sendNotices(all.endpoint_id)).toBe(1);
    expect(await own.prisma.keptMail.count({ where: { to: email } })).toBe(1);
    // Enabled again, it is judged anew.
    await updateWebhookEndpoint(all.ctx, { endpoint_id: all.endpoint_id, enabled: true });
    await wholeDay();
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({ status: "enabled" });
  });

  it("and not where a success came in between", async () => {
    const all = await arrange();
    const fail = async () => {
      all.receiver.answer = (response) => response.writeHead(500).end();
      await all.emit();
      const [newest] = await deliveries(all);
      for (let n = 0; n <= RETRY_DELAYS_SECONDS.length; n += 1) await attemptNext(all, newest?.id ?? "");
    };
    await fail();
    all.clock.advance(3 * DAY);
    all.receiver.answer = (response) => response.end();
    await all.emit();
    await attemptNext(all, (await deliveries(all))[0]?.id ?? "");
    all.clock.advance(DAY);
    await fail();
    expect(await getWebhookEndpoint(all.ctx, all)).toMatchObject({ status: "enabled" });
  });

  it("by its owner: what is under way is recorded as it ends, and nothing more is sent", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    const meanwhile: typeof guardedPost = async (post, guard) => {
      await updateWebhookEndpoint(all.ctx, { endpoint_id: all.endpoint_id, enabled: false });
      return guardedPost(post, guard);
    };
    await attemptDelivery(all.system, { delivery_id: id, attempt: 1 }, meanwhile);
    expect(await onlyDelivery(all)).toMatchObject({ status: "delivered", attempts: 1 });
    const refused = { code: "endpoint_disabled" };
    await expect(sendTestEvent(all.ctx, all)).rejects.toMatchObject(refused);
    await expect(replayDelivery(all.ctx, { ...all, delivery_id: id })).rejects.toMatchObject(refused);
  });

  it("or deleted while it was being told: the delivery fails, and its secrets are forgotten", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    await deleteWebhookEndpoint(all.ctx, all);
    await own.prisma.webhookDelivery.update({ where: { id }, data: { status: "pending" } });
    await attemptDelivery(all.system, { delivery_id: id, attempt: 1 });
    expect(all.receiver.received).toEqual([]);
    const row = await own.prisma.webhookEndpoint.findUniqueOrThrow({ where: { id: all.endpoint_id } });
    expect(row.sealedSecret).toHaveLength(0);
    const delivery = await own.prisma.webhookDelivery.findUniqueOrThrow({ where: { id } });
    expect(delivery.status).toBe("failed");
  });
});

describe("a replay", () => {
  it("sends the same event again under the same id, as a delivery of its own", async () => {
    const all = await arrange();
    await all.emit();
    const { id } = await onlyDelivery(all);
    await attemptNext(all, id);
    const [one, two] = [
      await replayDelivery(all.ctx, { ...all, delivery_id: id }),
      await replayDelivery(all.ctx, { ...all, delivery_id: id }),
    ];
    expect(one).toMatchObject({ status: "pending", replay_of: id });
    for (const replay of [one, two]) await attemptNext(all, replay.id);
    expect((await deliveries(all)).map(({ status }) => status)).toEqual(Array(3).fill("delivered"));
    expect(new Set(all.receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(all.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(all.receiver.received).toHaveLength(3);
  });
});

describe("a test event", () => {
  it("goes to its endpoint alone, whatever that wants, and is tried once", async () => {
    const all = await arrange({ event_types: ["ticket.created"] });
    const other = await createWebhookEndpoint(
      all.ctx,
      CreateWebhookEndpoint.parse({ url: all.receiver.url }),
    );
    all.receiver.answer = (response) => response.writeHead(500).end();
    const { id } = await sendTestEvent(all.ctx, all);
    await attemptNext(all, id);
    expect(await onlyDelivery(all)).toMatchObject({
      event_type: "webhook.test",
      status: "failed",
      attempts: 1,
    });
    expect(await deliveries({ ctx: all.ctx, endpoint_id: other.id })).toEqual([]);
    expect((await getWebhookEndpoint(all.ctx, all)).failing_since).toBeNull();
  });

  it("can be sent ten times a minute", async () => {
    const all = await arrange();
    for (let n = 0; n < 10; n += 1) await sendTestEvent(all.ctx, all);
    await expect(sendTestEvent(all.ctx, all)).rejects.toMatchObject({ code: "too_many_test_events" });
    all.clock.advance(60_000);
    await sendTestEvent(all.ctx, all);
  });
});

describe("a rotated secret", () => {
  it("signs alone once the overlap ends; until then both do", async () => {
    const all = await arrange();
    const { secret } = await rotateWebhookSecret(all.ctx, { ...all, overlap_seconds: 120 });
    expect(secret).not.toBe(all.endpoint.secret);
    const send = async () => {
      const { id } = await sendTestEvent(all.ctx, all);
      await attemptNext(all, id);
      const sent = all.receiver.received.at(-1);
      if (sent === undefined) throw new Error("nothing came");
      return sent;
    };
    const during = await send();
    expect(String(during.headers["webhook-signature"])).toMatch(/^v1,\S+ v1,\S+$/);
    for (const either of [secret, all.endpoint.secret]) verified(either, during);
    expect((await getWebhookEndpoint(all.ctx, all)).previous_secret_expires_at).not.toBeNull();
    all.clock.advance(120_000);
    const after = await send();
    verified(secret, after);
    expect(() => verified(all.endpoint.secret, after)).toThrow();
    expect((await getWebhookEndpoint(all.ctx, all)).previous_secret_expires_at).toBeNull();
    await removeOldEvents(all.system);
    const row = await own.prisma.webhookEndpoint.findUniqueOrThrow({ where: { id: all.endpoint_id } });
    expect(row.previousSealedSecret).toBeNull();
  });

  it("ends the old one at once where no overlap is wanted", async () => {
    const all = await arrange();
    const { secret } = await rotateWebhookSecret(all.ctx, { ...all, overlap_seconds: 0 });
    await attemptNext(all, (await sendTestEvent(all.ctx, all)).id);
    const [sent] = all.receiver.received;
    if (sent === undefined) throw new Error("nothing came");
    verified(secret, sent);
    expect(() => verified(all.endpoint.secret, sent)).toThrow();
  });

  it("stands nowhere in the database as it is", async () => {
    const all = await arrange();
    const { secret } = await rotateWebhookSecret(all.ctx, { ...all, overlap_seconds: 120 });
    for (const either of [secret, all.endpoint.secret]) {
      expect(await own.tablesHolding(either.slice("whsec_".length))).toEqual([]);
    }
  });

  it("that can no longer be opened says so with every attempt", async () => {
    const all = await arrange();
    await own.prisma.webhookEndpoint.update({
      where: { id: all.endpoint_id },
      data: { sealedSecret: new Uint8Array(64) },
    });
    await attemptNext(all, (await sendTestEvent(all.ctx, all)).id);
    expect((await onlyDelivery(all)).last_error).toMatch(/rotate it/);
    expect(all.receiver.received).toEqual([]);
  });
});

describe("the working-off of jobs", () => {
  it("delivers an event a moment after its transaction commits", async () => {
    const all = await arrange();
    const runner = await startJobs(own.database, webhookJobs as unknown as Job[]);
    await own.prisma.$transaction((tx) =>
      emitEvent(own.system(), tx, {
        partnerId: all.partner.partnerId,
        type: "key.revoked",
        data: { key_id: "k" },
      }),
    );
    await until(async () => all.receiver.received.length === 1);
    await runner.stop();
    expect(await onlyDelivery(all)).toMatchObject({ event_type: "key.revoked", status: "delivered" });
  });
});

describe("events and deliveries", () => {
  it("are kept for thirty days", async () => {
    const all = await arrange();
    const event = await all.emit();
    await attemptNext(all, (await onlyDelivery(all)).id);
    const age = all.clock.now().getTime() - event.createdAt.getTime();
    all.clock.advance(30 * DAY - age);
    await removeOldEvents(all.system);
    expect(await deliveries(all)).toHaveLength(1);
    all.clock.advance(1);
    await removeOldEvents(all.system);
    expect(await deliveries(all)).toEqual([]);
    expect(await own.prisma.partnerEvent.findUnique({ where: { id: event.id } })).toBeNull();
  });

  it("of an address that has become private are refused when they are sent", async () => {
    const all = await arrange();
    await all.emit();
    await own.prisma.webhookEndpoint.update({
      where: { id: all.endpoint_id },
      data: { url: "https://169.254.169.254/latest/" },
    });
    await attemptNext(all, (await onlyDelivery(all)).id);
    expect((await onlyDelivery(all)).last_error).toMatch(/private network/);
  });

  it("queue nothing that was queued for an event that is gone", async () => {
    await fanOutEvent(own.system(), { event_id: newId() });
    await attemptDelivery(own.system(), { delivery_id: newId(), attempt: 1 });
    await own.prisma.$transaction((tx) =>
      addJob(tx, "webhooks.deliver", { delivery_id: newId(), attempt: 1 }),
    );
  });
});
