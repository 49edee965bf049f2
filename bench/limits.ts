/**
 * How many takes a second each store of the rate limiter does: one call at a time, and 256 under way at once as in a
 * busy server process. `npx tsx bench/limits.ts`
 */
import cluster from "node:cluster";
import { once } from "node:events";
import type { Decision, Limiter, Take } from "@/lib/partners/rate-limits/decision";
import { rateLimitHeaders } from "@/lib/partners/rate-limits/headers";
import { createLimiter } from "@/lib/partners/rate-limits/limiter";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";
import { serveLimiter } from "@/lib/partners/rate-limits/primary-limiter";
import { RedisLimiter } from "@/lib/partners/rate-limits/redis-limiter";
import { LuaStandIn } from "@/lib/vendors/redis/lua-stand-in";
import { noRedisServer, startRedisServer } from "@/lib/vendors/redis/redis-server";
import { startUpstashStandIn } from "@/lib/vendors/redis/upstash-stand-in";

const SUBJECTS = 1_000;
const UNDER_WAY = 256;
const BENCH_MS = 1_000;

interface Row {
  store: string;
  "takes/s, one at a time": number;
  [underWay]: number;
}
const underWay = `takes/s, ${UNDER_WAY} at once`;

let made = 0;
function nextTake(): Take {
  made += 1;
  return {
    subject: `partner:${made % SUBJECTS}:live`,
    limits: { perMinute: 1_000, perDay: 1_000_000 },
    minuteCost: 1,
    dayCost: 1,
    now: new Date(),
  };
}

async function takesPerSecond(limiter: Limiter, lanes: number): Promise<number> {
  const run = async (forMs: number): Promise<number> => {
    const began = performance.now();
    let takes = 0;
    const lane = async () => {
      while (performance.now() - began < forMs) {
        await limiter.take(nextTake());
        takes += 1;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return (takes * 1_000) / (performance.now() - began);
  };
  await run(BENCH_MS / 4);
  return Math.round(await run(BENCH_MS));
}

async function rowOf(store: string, limiter: Limiter): Promise<Row> {
  const alone = await takesPerSecond(limiter, 1);
  const together = await takesPerSecond(limiter, UNDER_WAY);
  await limiter.close();
  return { store, "takes/s, one at a time": alone, [underWay]: together };
}

/** What the counting and the headers alone cost. `run` gives a number, so that its work cannot be optimised away. */
function nanosecondsEach(run: () => number): number {
  const rounds = 1_000_000;
  let sum = 0;
  for (let n = 0; n < rounds / 10; n += 1) sum += run();
  const began = performance.now();
  for (let n = 0; n < rounds; n += 1) sum += run();
  return sum < 0 ? 0 : Math.round(((performance.now() - began) * 1e6) / rounds);
}

/** As many characters as the headers have; writing them out flattens the strings, as sending them would. */
function headerSize(decision: Decision, now: Date): number {
  let size = 0;
  for (const [name, value] of rateLimitHeaders(decision, now)) size += Buffer.byteLength(name + value);
  return size;
}

async function clusterRow(): Promise<Row> {
  const stop = serveLimiter(cluster);
  const worker = cluster.fork();
  const row = await new Promise<Row>((resolve) => {
    worker.on("message", (message: { row?: Row }) => message.row && resolve(message.row));
  });
  worker.kill();
  await once(worker, "exit");
  stop();
  return row;
}

async function main(): Promise<void> {
  const rows = [await rowOf("memory", createLimiter()), await clusterRow()];
  const standIn = new LuaStandIn();
  const redis = standIn.connect();
  rows.push(
    await rowOf(
      "the script in process (fengari)",
      new RedisLimiter({ kind: "redis", redis, close: () => {} }),
    ),
  );
  if (noRedisServer === null) {
    const server = await startRedisServer();
    rows.push(await rowOf("Redis on this machine", createLimiter({ redisUrl: server.url })));
    await server.stop();
  } else console.log(`Redis: ${noRedisServer}`);
  const upstash = await startUpstashStandIn("secret", (command) => standIn.command(command));
  rows.push(
    await rowOf(
      "Upstash REST (fengari behind)",
      createLimiter({ upstash: { url: upstash.url, token: "secret" } }),
    ),
  );
  await upstash.close();
  console.table(rows);

  const windows = new MemoryWindows();
  const take = nextTake();
  const decision = await createLimiter().take(take);
  console.table([
    { step: "counting in memory", "ns each": nanosecondsEach(() => windows.take(nextTake()).current) },
    { step: "headers", "ns each": nanosecondsEach(() => headerSize(decision, take.now)) },
  ]);
}

async function work(): Promise<void> {
  const row = await rowOf("cluster, one worker over IPC", createLimiter());
  process.send?.({ row });
}

await (cluster.isPrimary ? main() : work());
