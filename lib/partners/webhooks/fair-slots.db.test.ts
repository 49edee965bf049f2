import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attemptDelivery } from "@/lib/partners/webhooks/attempt-delivery";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { PARTNER_AT_ONCE } from "@/lib/partners/webhooks/delivery-rules";
import { fanOutEvent } from "@/lib/partners/webhooks/fan-out-event";
import { PARTNER_WHILE_FAILING } from "@/lib/partners/webhooks/queue-delivery";
import { CreateWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { FixedClock } from "@/lib/platform/clock";
import { emitEvent } from "@/lib/platform/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner, until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(30);
const clock = new FixedClock("2026-05-05T10:30:00.000Z");
const SLOW = "slow.example";

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example" });
});
beforeEach(async () => {
  await own.rows("DELETE FROM graphile_worker._private_jobs");
});

async function arrange(host: string, endpoints: number): Promise<TestPartner> {
  const partner = await makePartner({}, own.database);
  for (let n = 0; n < endpoints; n += 1) {
    const input = CreateWebhookEndpoint.parse({ url: `https://${host}/${n}` });
    await createWebhookEndpoint(own.as(partner, { clock }), input);
  }
  return partner;
}

async function emit({ partnerId }: TestPartner, count: number): Promise<void> {
  const system = own.system(clock);
  for (let n = 0; n < count; n += 1) {
    await own.prisma.$transaction((tx) =>
      emitEvent(system, tx, { partnerId, type: "key.created", data: { n } }),
    );
    const where = { partnerId, fannedOutAt: null };
    const event = await own.prisma.partnerEvent.findFirstOrThrow({ where });
    await fanOutEvent(system, { event_id: event.id });
  }
}

interface Queued {
  id: string;
  payload: { delivery_id: string; attempt: number };
}

/** Takes the next delivery that is due from the queue, in the order in which workers take jobs; null at its end. */
async function takeNext(): Promise<Queued["payload"] | null> {
  const [next] = await own.rows<Queued>(
    `DELETE FROM graphile_worker._private_jobs WHERE id = (
       SELECT job.id FROM graphile_worker._private_jobs job
       JOIN graphile_worker._private_tasks task ON task.id = job.task_id
       WHERE identifier = 'webhooks.deliver' AND run_at <= $1 ORDER BY priority, run_at, job.id LIMIT 1)
     RETURNING id, payload`,
    [new Date(Date.now() + 60_000)],
  );
  return next?.payload ?? null;
}

/** Hosts that were posted to, in order. Those that are slow stay so until `release`. */
function network() {
  const posted: string[] = [];
  const held: (() => void)[] = [];
  const post = async ({ url }: { url: string }) => {
    const { hostname } = new URL(url);
    posted.push(hostname);
    if (hostname === SLOW) await new Promise<void>((resolve) => held.push(resolve));
    return { status: 200, body: "" };
  };
  return { posted, held, post: post as never };
}

/** Begins what waits in the queue, one after the other: each ends, or is held by a slow endpoint. */
async function workOff({ held, post }: ReturnType<typeof network>): Promise<Promise<void>[]> {
  const running: Promise<void>[] = [];
  for (let job = await takeNext(); job !== null; job = await takeNext()) {
    const before = held.length;
    let ended = false;
    const attempt = attemptDelivery(own.system(clock), job, post).finally(() => {
      ended = true;
    });
    running.push(attempt);
    await until(async () => ended || held.length > before);
  }
  return running;
}

describe("a partner with many slow endpoints and a backlog", () => {
  it("holds no more slots than one partner may, and a fresh delivery of another comes before its backlog", async () => {
    const slow = await arrange(SLOW, 9);
    const other = await arrange("quick.example", 1);
    await emit(slow, 3);
    await emit(other, 1);
    const world = network();
    const running = await workOff(world);
    expect(world.posted.indexOf("quick.example")).toBe(0);
    expect(world.held).toHaveLength(PARTNER_AT_ONCE);

    // While they are held another delivery of the other partner begins and ends at once.
    await emit(other, 1);
    running.push(...(await workOff(world)));
    expect(world.posted.at(-1)).toBe("quick.example");
    const where = { partnerId: other.partnerId };
    const delivered = await own.prisma.webhookDelivery.findMany({ where });
    expect(delivered.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
    for (const release of world.held.splice(0)) release();
    await Promise.all(running);
  });

  it("goes on by itself when slots are free again, with all its endpoints, to the last", async () => {
    const slow = await arrange(SLOW, 5);
    await emit(slow, 3);
    const world = network();
    let most = 0;
    const running = await workOff(world);
    while (world.held.length > 0) {
      most = Math.max(most, world.held.length);
      for (const release of world.held.splice(0)) release();
      await Promise.all(running.splice(0));
      running.push(...(await workOff(world)));
    }
    await Promise.all(running);
    expect(most).toBe(PARTNER_AT_ONCE);
    const where = { partnerId: slow.partnerId };
    const all = await own.prisma.webhookDelivery.findMany({ where });
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 15 }, () => "delivered"));
  });

  it("holds fewer still where its endpoints fail", async () => {
    const slow = await arrange(SLOW, 8);
    const data = { failingSince: clock.now() };
    await own.prisma.webhookEndpoint.updateMany({ where: { partnerId: slow.partnerId }, data });
    await emit(slow, 2);
    const world = network();
    const running = await workOff(world);
    expect(world.held).toHaveLength(PARTNER_WHILE_FAILING);
    for (const release of world.held.splice(0)) release();
    await Promise.all(running);
  });
});
