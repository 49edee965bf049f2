import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Limiter, Take } from "@/lib/partners/rate-limits/decision";
import { createLimiter } from "@/lib/partners/rate-limits/limiter";
import { RedisLimiter } from "@/lib/partners/rate-limits/redis-limiter";
import { Unavailable } from "@/lib/platform/errors";
import { LuaStandIn } from "@/lib/vendors/redis/lua-stand-in";
import { connectRedis } from "@/lib/vendors/redis/over-ioredis";
import { noRedisServer, type RedisServer, startRedisServer } from "@/lib/vendors/redis/redis-server";
import { startUpstashStandIn } from "@/lib/vendors/redis/upstash-stand-in";

function takeOf(subject: string = randomUUID()): Take {
  return { subject, limits: { perMinute: 60, perDay: 1_000 }, minuteCost: 1, dayCost: 1, now: new Date() };
}

/** Asserts that a take is refused as Unavailable, and soon. */
async function expectUnavailable(limiter: Limiter, withinMs: number): Promise<void> {
  const began = performance.now();
  const refused = await limiter.take(takeOf()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Unavailable);
  expect(refused).toMatchObject({ code: "limiter_unavailable" });
  expect(performance.now() - began).toBeLessThan(withinMs);
}

/** A server of this test's own, gone when the test is over however it ends. */
async function ownServer(settings?: { port?: number; cluster?: boolean }): Promise<RedisServer> {
  const server = await startRedisServer(settings);
  onTestFinished(server.stop);
  return server;
}

function limiterOn({ url }: RedisServer): Limiter {
  const limiter = createLimiter({ redisUrl: url });
  onTestFinished(() => limiter.close());
  return limiter;
}

/** Until the store is found again; how long that takes is the store's to say. */
const expectRecovery = (limiter: Limiter) =>
  vi.waitFor(() => limiter.take(takeOf()), { timeout: 8_000, interval: 20 });

const title = noRedisServer === null ? "on a real Redis" : `on a real Redis (skipped: ${noRedisServer})`;
describe.skipIf(noRedisServer !== null)(title, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.stop());

  it("is Unavailable at once when the server goes away, and recovers when it is back on the same port", async () => {
    const first = await ownServer();
    const limiter = limiterOn(first);
    await limiter.ping();
    await first.stop();
    await Promise.all(Array.from({ length: 50 }, () => expectUnavailable(limiter, 1_100)));
    await expect(limiter.ping()).rejects.toThrow(Unavailable);
    await ownServer({ port: first.port });
    await expectRecovery(limiter);
  }, 15_000);

  it("gives up within about a second when the server hangs, then fails at once, and recovers", async () => {
    const hanging = await ownServer();
    const limiter = limiterOn(hanging);
    await limiter.ping();
    hanging.pause();
    await Promise.all(Array.from({ length: 50 }, () => expectUnavailable(limiter, 1_500)));
    await expectUnavailable(limiter, 100);
    hanging.resume();
    await expectRecovery(limiter);
  }, 15_000);

  it("is Unavailable at once when no server was ever there, and finds one that comes later", async () => {
    const gone = await ownServer();
    await gone.stop();
    const limiter = limiterOn(gone);
    await expectUnavailable(limiter, 1_100);
    await ownServer({ port: gone.port });
    await expectRecovery(limiter);
  }, 15_000);

  it("does not lose the first calls, made before the connection stands", async () => {
    const limiter = limiterOn(server);
    const decisions = await Promise.all(Array.from({ length: 20 }, () => limiter.take(takeOf())));
    expect(decisions.every(({ allowed }) => allowed)).toBe(true);
  });

  it("goes on when Redis has forgotten the script", async () => {
    const { redis, close } = connectRedis(server.url, 1_000);
    onTestFinished(close);
    const limiter = new RedisLimiter({ kind: "redis", redis, close });
    const take = takeOf();
    await limiter.take(take);
    await redis.scriptFlush();
    expect(await limiter.take(take)).toMatchObject({ allowed: true, minute: { remaining: 58 } });
  });

  it("leaves no key behind that does not expire", async () => {
    const { redis, close } = connectRedis(server.url, 1_000);
    const prefix = randomUUID();
    onTestFinished(close);
    const limiter = new RedisLimiter({ kind: "redis", redis, close, prefix });
    const take = takeOf();
    await limiter.take(take);
    await limiter.take({ ...take, now: new Date(take.now.getTime() + 60_000) });
    const keys = await redis.keys(`${prefix}:{${take.subject}}:*`);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) {
      const ttl = await redis.pttl(key);
      expect(ttl).toBeGreaterThan(60_000);
      expect(ttl).toBeLessThanOrEqual(key.includes(":m:") ? 180_000 : 25 * 3_600_000);
    }
  });

  it("keeps all keys of a subject in one slot of a Redis Cluster", async () => {
    const node = await ownServer({ cluster: true });
    const { redis, close } = connectRedis(node.url, 1_000);
    onTestFinished(close);
    const limiter = new RedisLimiter({ kind: "redis", redis, close });
    await redis.exec(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]);
    await vi.waitFor(
      async () => expect(await redis.exec(["CLUSTER", "INFO"])).toContain("cluster_state:ok"),
      5_000,
    );
    expect(await limiter.take(takeOf("partner:1:live"))).toMatchObject({ allowed: true });
    await expect(redis.eval("return redis.call('MGET', KEYS[1], KEYS[2])", ["a", "b"], [])).rejects.toThrow(
      "slot",
    );
  }, 15_000);

  it("shares one limit among instances", async () => {
    const limiters = Array.from({ length: 4 }, () => limiterOn(server));
    const take = takeOf();
    const decisions = await Promise.all(Array.from({ length: 200 }, (_, n) => limiters[n % 4]?.take(take)));
    expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(60);
  });
});

describe("on Upstash's REST", () => {
  it("shares one request among the calls of one tick", async () => {
    const redis = new LuaStandIn();
    const server = await startUpstashStandIn("secret", (command) => redis.command(command));
    const limiter = createLimiter({ upstash: { url: server.url, token: "secret" } });
    await limiter.take(takeOf());
    const before = server.requests();
    await Promise.all(Array.from({ length: 50 }, () => limiter.take(takeOf())));
    expect(server.requests() - before).toBe(1);
    await server.close();
  });

  it("is Unavailable with a wrong token, and when the server is gone", async () => {
    const redis = new LuaStandIn();
    const server = await startUpstashStandIn("secret", (command) => redis.command(command));
    await expectUnavailable(createLimiter({ upstash: { url: server.url, token: "wrong" } }), 500);
    const limiter = createLimiter({ upstash: { url: server.url, token: "secret" } });
    await limiter.ping();
    await server.close();
    await expectUnavailable(limiter, 1_100);
  });

  it("gives up within about a second when the server never answers", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expectUnavailable(
      createLimiter({ upstash: { url: `http://127.0.0.1:${port}`, token: "secret" } }),
      1_500,
    );
    server.closeAllConnections();
    server.close();
  });

  it("asks once and not again when a request fails, since the first may have been counted", async () => {
    let requests = 0;
    const server = createServer((request) => {
      requests += 1;
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expectUnavailable(
      createLimiter({ upstash: { url: `http://127.0.0.1:${port}`, token: "secret" } }),
      1_100,
    );
    expect(requests).toBe(1);
    server.close();
  });
});
