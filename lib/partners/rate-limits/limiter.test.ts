import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Decision, Limiter, Take } from "@/lib/partners/rate-limits/decision";
import { createLimiter } from "@/lib/partners/rate-limits/limiter";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { PrimaryLimiter, serveLimiter } from "@/lib/partners/rate-limits/primary-limiter";
import { RedisLimiter } from "@/lib/partners/rate-limits/redis-limiter";
import { Unavailable } from "@/lib/platform/errors";
import { LuaStandIn } from "@/lib/vendors/redis/lua-stand-in";
import { noRedisServer, startRedisServer } from "@/lib/vendors/redis/redis-server";
import { startUpstashStandIn } from "@/lib/vendors/redis/upstash-stand-in";

interface Opened {
  limiter: Limiter;
  stop(): Promise<void>;
}

interface Store {
  name: string;
  /** Why it cannot be tested on this machine. */
  missing: string | null;
  open(): Promise<Opened>;
}

const stores: Store[] = [
  {
    name: "memory",
    missing: null,
    open: async () => ({ limiter: createLimiter(), stop: async () => {} }),
  },
  {
    name: "a cluster's primary over IPC",
    missing: null,
    open: async () => {
      const worker = new EventEmitter();
      const primary = new EventEmitter();
      const overJson = <T>(message: T): T => JSON.parse(JSON.stringify(message));
      const stop = serveLimiter(primary);
      const toWorker = {
        send: (message: object) => setImmediate(() => worker.emit("message", overJson(message))),
      };
      const limiter = new PrimaryLimiter({
        send: (message) => setImmediate(() => primary.emit("message", toWorker, overJson(message))),
        on: (event, listener) => worker.on(event, listener),
        off: (event, listener) => worker.off(event, listener),
      });
      return { limiter, stop: async () => stop() };
    },
  },
  {
    name: "the Lua script in process",
    missing: null,
    open: async () => {
      const redis = new LuaStandIn().connect();
      return { limiter: new RedisLimiter({ kind: "redis", redis, close: () => {} }), stop: async () => {} };
    },
  },
  {
    name: "Redis",
    missing: noRedisServer,
    open: async () => {
      const server = await startRedisServer();
      return { limiter: createLimiter({ redisUrl: server.url }), stop: server.stop };
    },
  },
  {
    name: "Upstash's REST",
    missing: null,
    open: async () => {
      const redis = new LuaStandIn();
      const server = await startUpstashStandIn("secret", (command) => redis.command(command));
      return {
        limiter: createLimiter({ upstash: { url: server.url, token: "secret" } }),
        stop: server.close,
      };
    },
  },
];

const noon = Date.UTC(2026, 2, 1, 12);

/** One unit of the minute and of the day at noon, for a subject of its own, unless told otherwise. */
function takeOf({ at = noon, perMinute = 60, perDay = 10_000, ...rest }: Partial<Take> & TakeSettings): Take {
  const limits = { perMinute, perDay };
  return { subject: randomUUID(), limits, minuteCost: 1, dayCost: 1, now: new Date(at), ...rest };
}

interface TakeSettings {
  at?: number;
  perMinute?: number;
  perDay?: number;
}

const allowedOf = (decisions: Decision[]): number => decisions.filter(({ allowed }) => allowed).length;

for (const store of stores) {
  const title = store.missing === null ? store.name : `${store.name} (skipped: ${store.missing})`;
  describe.skipIf(store.missing !== null)(title, () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await store.open();
      await opened.limiter.ping();
    });
    afterAll(async () => {
      await opened.limiter.close();
      await opened.stop();
    });
    const take = (settings: Partial<Take> & TakeSettings) => opened.limiter.take(takeOf(settings));
    const takeMany = (count: number, settings: Partial<Take> & TakeSettings) =>
      Promise.all(Array.from({ length: count }, () => take(settings)));

    it("passes exactly 60 of 200 simultaneous calls on a limit of 60", async () => {
      const decisions = await takeMany(200, { subject: randomUUID() });
      expect(allowedOf(decisions)).toBe(60);
      expect(decisions.find(({ allowed }) => !allowed)).toMatchObject({ refusedBy: "minute" });
    });

    it("passes exactly 60 of a burst that straddles the turn of the minute, in whichever order it comes", async () => {
      const subject = randomUUID();
      const beforeAndAfter = Array.from({ length: 200 }, (_, n) => noon + (n % 3 === 0 ? 59_999 : 60_000));
      const decisions = await Promise.all(beforeAndAfter.map((at) => take({ subject, at })));
      expect(allowedOf(decisions)).toBe(60);
    });

    it("counts the minute before by how much of it is still within 60 seconds", async () => {
      const subject = randomUUID();
      await takeMany(60, { subject, at: noon + 30_000 });
      expect(allowedOf(await takeMany(60, { subject, at: noon + 60_000 }))).toBe(0);
      expect(allowedOf(await takeMany(60, { subject, at: noon + 75_000 }))).toBe(15);
      expect(allowedOf(await takeMany(60, { subject, at: noon + 90_000 }))).toBe(15);
      expect(allowedOf(await takeMany(60, { subject, at: noon + 180_000 }))).toBe(60);
    });

    it("rounds the minute before up", async () => {
      const subject = randomUUID();
      await takeMany(60, { subject });
      // 59.999 of them still count.
      expect(await take({ subject, at: noon + 60_001 })).toMatchObject({
        allowed: false,
        retryAfterSeconds: 1,
      });
      expect(await take({ subject, at: noon + 61_000 })).toMatchObject({ allowed: true });
    });

    it("takes nothing of the day when the minute refuses", async () => {
      const subject = randomUUID();
      await takeMany(5, { subject, perMinute: 2, dayCost: 3 });
      const later = await take({ subject, at: noon + 180_000, dayCost: 0 });
      expect(later.day.remaining).toBe(10_000 - 2 * 3);
    });

    it("takes nothing of the minute when the day refuses", async () => {
      const subject = randomUUID();
      const decisions = await takeMany(5, { subject, perDay: 2 });
      expect(decisions.map(({ refusedBy }) => refusedBy)).toEqual([null, null, "day", "day", "day"]);
      expect((await take({ subject, minuteCost: 0, dayCost: 0 })).minute.remaining).toBe(58);
    });

    it("refuses a batch whole when it does not fit the day, and lets a smaller one pass", async () => {
      const subject = randomUUID();
      expect(await take({ subject, perDay: 100, dayCost: 95 })).toMatchObject({ allowed: true });
      const refused = await take({ subject, perDay: 100, dayCost: 6 });
      expect(refused).toMatchObject({ allowed: false, refusedBy: "day", retryAfterSeconds: 12 * 3600 });
      expect(refused.day.remaining).toBe(5);
      const smaller = await take({ subject, perDay: 100, dayCost: 5 });
      expect(smaller).toMatchObject({ allowed: true, day: { limit: 100, remaining: 0 } });
    });

    it("gives the day back at midnight UTC and not a millisecond before", async () => {
      const subject = randomUUID();
      const midnight = Date.UTC(2026, 2, 2);
      await take({ subject, perDay: 7, dayCost: 7 });
      const last = await take({ subject, perDay: 7, at: midnight - 1 });
      expect(last).toMatchObject({ allowed: false, refusedBy: "day", retryAfterSeconds: 1 });
      const first = await take({ subject, perDay: 7, at: midnight });
      expect(first).toMatchObject({ allowed: true, day: { remaining: 6, resetSeconds: 86_400 } });
    });

    it("lets a call that costs nothing pass an exhausted window", async () => {
      const subject = randomUUID();
      await take({ subject, perMinute: 1, perDay: 1 });
      expect(await take({ subject, perMinute: 5, perDay: 1, dayCost: 0 })).toMatchObject({ allowed: true });
      expect(await take({ subject, perMinute: 1, perDay: 9, minuteCost: 0 })).toMatchObject({
        allowed: true,
      });
    });

    it("follows a limit that changes, up and down", async () => {
      const subject = randomUUID();
      await takeMany(10, { subject, perMinute: 10 });
      expect(await take({ subject, perMinute: 10 })).toMatchObject({ allowed: false });
      expect(await take({ subject, perMinute: 11 })).toMatchObject({ allowed: true });
      const lowered = await take({ subject, perMinute: 5, perDay: 5 });
      expect(lowered).toMatchObject({ allowed: false, minute: { remaining: 0 }, day: { remaining: 0 } });
    });

    it("tells a call that can never fit when its window will be wholly free", async () => {
      const subject = randomUUID();
      await take({ subject, at: noon + 15_000 });
      const day = await take({ subject, at: noon + 15_000, perDay: 5, dayCost: 6 });
      expect(day).toMatchObject({ refusedBy: "day", retryAfterSeconds: 12 * 3600 - 15 });
      const minute = await take({ subject, at: noon + 15_000, perMinute: 2, minuteCost: 3 });
      expect(minute).toMatchObject({ refusedBy: "minute", retryAfterSeconds: 105 });
    });

    it("never lets one subject's calls touch another's, however alike their names", async () => {
      const one = randomUUID();
      const names = [
        one,
        `${one}:`,
        `${one}:m:1`,
        `{${one}}`,
        `${one} `,
        `${one.toUpperCase()}`,
        `${one}é`,
        `:${one}`,
      ];
      const decisions = await Promise.all(
        names.map((subject) => takeMany(3, { subject, perMinute: 2, perDay: 2 })),
      );
      expect(decisions.map(allowedOf)).toEqual(names.map(() => 2));
    });

    it("tells the truth about when a refused call fits: then it passes, a second earlier it does not", async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ perMinute, perDay, steps }) => {
          const subject = randomUUID();
          let at = noon;
          for (const { waitMs, minuteCost, dayCost } of steps) {
            at += waitMs;
            const call = { subject, perMinute, perDay, minuteCost, dayCost };
            const { allowed, retryAfterSeconds } = await take({ ...call, at });
            expect(retryAfterSeconds === 0).toBe(allowed);
            if (allowed || minuteCost > perMinute || dayCost > perDay) continue;
            expect(await take({ ...call, at: at + (retryAfterSeconds - 1) * 1000 })).toMatchObject({
              allowed: false,
            });
            at += retryAfterSeconds * 1000;
            expect(await take({ ...call, at })).toMatchObject({ allowed: true });
          }
        }),
        { numRuns: store.name === "memory" ? 500 : 20 },
      );
    });

    it("tells the truth about when more remains: then it does, a second earlier it does not", async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ perMinute, perDay, steps }) => {
          const subject = randomUUID();
          let at = noon;
          const look = (seconds: number) =>
            take({ subject, perMinute, perDay, minuteCost: 0, dayCost: 0, at: at + seconds * 1000 });
          for (const { waitMs, minuteCost, dayCost } of steps) {
            at += waitMs;
            const { minute } = await take({ subject, perMinute, perDay, minuteCost, dayCost, at });
            if (minute.resetSeconds === 0) {
              expect(minute.remaining).toBe(perMinute);
              continue;
            }
            expect((await look(minute.resetSeconds)).minute.remaining).toBeGreaterThan(minute.remaining);
            expect((await look(minute.resetSeconds - 1)).minute.remaining).toBe(minute.remaining);
          }
        }),
        { numRuns: store.name === "memory" ? 500 : 20 },
      );
    });

    it("decides as the in-process limiter does, over 2,500 calls whose clocks differ by up to a minute", async () => {
      const memory = new MemoryLimiter();
      const run = randomUUID();
      const takes = fc.sample(call, { numRuns: 2_500, seed: 20_260_301 });
      let at = noon + 11 * 3_600_000;
      const calls = takes.map(({ waitMs, behindMs, subject, ...rest }) => {
        at += waitMs;
        return takeOf({ ...rest, subject: `${run}:${subject}`, at: at - behindMs });
      });
      // The run must have crossed midnight to have tried the day's turn.
      expect(at).toBeGreaterThan(Date.UTC(2026, 2, 2));
      const expected = [];
      const actual = [];
      for (let start = 0; start < calls.length; start += 100) {
        const some = calls.slice(start, start + 100);
        expected.push(...(await Promise.all(some.map((one) => memory.take(one)))));
        actual.push(...(await Promise.all(some.map((one) => opened.limiter.take(one)))));
      }
      expect(actual).toEqual(expected);
      const refused = expected.map(({ refusedBy }) => refusedBy);
      expect(new Set(refused)).toEqual(new Set([null, "minute", "day"]));
    });

    it("refuses costs that are not whole numbers of at least 0", async () => {
      await expect(take({ minuteCost: -1 })).rejects.toThrow(RangeError);
      await expect(take({ dayCost: 0.5 })).rejects.toThrow(RangeError);
      await expect(take({ dayCost: Number.NaN })).rejects.toThrow(RangeError);
    });
  });

  it.skipIf(store.missing !== null)(`${title}: is Unavailable once closed`, async () => {
    const { limiter, stop } = await store.open();
    await limiter.take(takeOf({}));
    await limiter.close();
    const after = limiter.take(takeOf({}));
    await expect(after).rejects.toThrow(Unavailable);
    await expect(after).rejects.toMatchObject({ code: "limiter_unavailable", retryAfterSeconds: 2 });
    await expect(limiter.ping()).rejects.toThrow(Unavailable);
    await stop();
  });
}

const history = fc.record({
  perMinute: fc.integer({ min: 1, max: 40 }),
  perDay: fc.integer({ min: 1, max: 120 }),
  steps: fc.array(
    fc.record({
      waitMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 90_000 })),
      minuteCost: fc.integer({ min: 0, max: 12 }),
      dayCost: fc.integer({ min: 0, max: 12 }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

const call = fc.record({
  subject: fc.constantFrom("a", "b", "c", "d"),
  waitMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 1_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
  ),
  behindMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
  ),
  perMinute: fc.constantFrom(10, 10, 10, 25, 3),
  perDay: fc.constantFrom(200, 200, 200, 1_000, 50),
  minuteCost: fc.constantFrom(1, 1, 1, 1, 0, 2, 5, 11),
  dayCost: fc.constantFrom(1, 1, 1, 0, 4, 9, 30),
});
