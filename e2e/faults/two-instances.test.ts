import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noRedisServer, type RedisServer, startRedisServer } from "@/lib/vendors/redis/redis-server";
import { call, makePartner, until } from "@/test/product";
import {
  attempt,
  batchCall,
  calculateCall,
  type Installation,
  type Instance,
  makeInstallation,
  type Outcome,
  requestIdOf,
  rowsByName,
} from "./installation";

/** A limiter's store that does not answer is given up after a second. */
const BOUND_MS = 5_000;

// Skipped only where there is no Redis to start; `noRedisServer` then says what is missing.
describe.skipIf(noRedisServer !== null)("two instances on one database and one Redis", () => {
  let installation: Installation;
  let redis: RedisServer;
  let instances: [Instance, Instance];

  beforeAll(async () => {
    [installation, redis] = await Promise.all([makeInstallation(), startRedisServer()]);
    const start = () => installation.start({ REDIS_URL: redis.url });
    instances = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await installation.remove();
    await redis.stop();
  });

  const withStatus = (outcomes: Outcome[], status: number) =>
    outcomes.filter(({ reply }) => reply?.status === status);
  const either = (index: number) => instances[index % 2 === 0 ? 0 : 1];
  const ready = async (instance: Instance) => (await call(instance, "GET", "/health/ready")).status;

  /** Each process has its own connection to Redis: enough calls at once reach them all. */
  const everyProcessScores = (score: (instance: Instance, name: string) => Promise<Outcome>) =>
    until(async () => {
      const calls = instances.flatMap((instance) =>
        Array.from({ length: 8 }, () => score(instance, "present")),
      );
      return withStatus(await Promise.all(calls), 200).length === calls.length;
    }, 30_000);

  /** The limit slides: far from the minute's end nothing of it comes free while a test calls. */
  const farFromMinutesEnd = () => until(async () => Date.now() % 60_000 < 50_000, 15_000);

  it("let exactly 60 of 200 simultaneous calls pass at 60 a minute, and bill those", async () => {
    const { database } = installation;
    const partner = await makePartner({ per_minute: 60 }, database);
    await farFromMinutesEnd();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        attempt(either(index), `common-${index}`, calculateCall(partner.liveKey)),
      ),
    );
    expect(withStatus(outcomes, 200)).toHaveLength(60);
    const refused = withStatus(outcomes, 429);
    expect(refused).toHaveLength(140);
    for (const { reply } of refused) {
      expect(JSON.parse(reply?.text ?? "{}").code).toBe("rate_limited_minute");
      expect(Number(reply?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(reply?.headers.get("x-ratelimit-remaining")).toBe("0");
    }
    // Each instance knows at once what the other has let pass.
    for (const instance of instances) {
      expect((await attempt(instance, "one more", calculateCall(partner.liveKey))).reply?.status).toBe(429);
    }
    const rows = await rowsByName(database, partner.partnerId);
    const billed = [...rows.values()].flat().filter((row) => row.billable);
    expect(billed.map((row) => row.request_id).sort()).toEqual(
      withStatus(outcomes, 200)
        .map(({ reply }) => (reply === undefined ? "" : requestIdOf(reply)))
        .sort(),
    );
  });

  it("count a batch by its pairs against one common day, and refuse it whole", async () => {
    const partner = await makePartner({ per_day: 100 }, installation.database);
    // Nine good pairs and a bad one: ten of the day each, so that ten of thirty fit.
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        attempt(either(index), `batch-${index}`, batchCall(partner.liveKey, 9)),
      ),
    );
    expect(withStatus(outcomes, 200)).toHaveLength(10);
    const refused = withStatus(outcomes, 429);
    expect(refused).toHaveLength(20);
    for (const { reply } of refused) {
      expect(JSON.parse(reply?.text ?? "{}")).toMatchObject({ code: "rate_limited_day" });
    }
  });

  it.each([
    [
      "is stopped",
      () => redis.stop(),
      async () => {
        redis = await startRedisServer({ port: redis.port });
      },
    ],
    ["hangs", async () => redis.pause(), async () => redis.resume()],
  ])(
    "refuse what charges and go on with what does not while Redis %s, then go on as before",
    async (_how, lose, restore) => {
      const { database } = installation;
      const partner = await makePartner({}, database);
      const score = (instance: Instance, name: string) =>
        attempt(instance, name, calculateCall(partner.liveKey));
      await everyProcessScores(score);

      await lose();
      for (const instance of instances) {
        await until(async () => (await score(instance, "lost")).reply?.status === 503);
        const outcome = await score(instance, "away");
        expect(outcome.reply?.status).toBe(503);
        expect(outcome.endedMs - outcome.startedMs).toBeLessThan(BOUND_MS);
        expect(outcome.reply?.headers.get("content-type")).toBe("application/problem+json");
        expect(JSON.parse(outcome.reply?.text ?? "{}").code).toBe("limiter_unavailable");
        expect(Number(outcome.reply?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);

        const read = (path: string) => call(instance, "GET", path, { key: partner.liveKey });
        expect((await read("/v1/usage")).status).toBe(200);
        expect((await read(`/v1/partners/${partner.partnerId}/api-keys`)).status).toBe(200);
        expect(await ready(instance)).toBe(503);
        expect((await call(instance, "GET", "/health/live")).status).toBe(200);
      }

      await restore();
      await everyProcessScores(score);
      for (const instance of instances) expect(await ready(instance)).toBe(200);
      const rows = await rowsByName(database, partner.partnerId);
      for (const row of [...(rows.get("lost") ?? []), ...(rows.get("away") ?? [])]) {
        if (row.status === 503) expect(row).toMatchObject({ units: 0, billable: false });
      }
      expect(rows.get("away")?.some((row) => row.billable)).not.toBe(true);
    },
  );
});
