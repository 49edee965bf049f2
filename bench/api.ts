import autocannon from "autocannon";
import { type BenchServer, startBenchServer } from "./http-server";

/**
 * `npx tsx bench/api.ts [seconds]`: the production build under load from this machine itself, so the load generator
 * takes its share of the cores.
 */
const seconds = Number(process.argv[2] ?? 8);

function person(seed: number): { traits: number[] } {
  return {
    traits: Array.from(
      { length: 32 },
      (_, k) => Math.round(((Math.sin(seed * 97 + k * 31) + 1) / 2) * 1e6) / 1e6,
    ),
  };
}
const pair = { person1: person(1), person2: person(2) };
const batch = {
  pairs: Array.from({ length: 100 }, (_, i) => ({ person1: person(i), person2: person(i + 1) })),
};

async function load(server: BenchServer, path: string, body: unknown, connections: number, duration: number) {
  const result = await autocannon({
    url: `${server.url}${path}`,
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": server.liveKey },
    body: JSON.stringify(body),
    connections,
    duration,
  });
  return {
    perSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}

const CALCULATE = "/api/v1/compatibility/calculate";
const BATCH = "/api/v1/compatibility/batch";
const rows: (string | number)[][] = [];

async function measure(name: string, server: BenchServer): Promise<void> {
  await load(server, CALCULATE, pair, 64, 4);
  for (const connections of [1, 16, 64]) {
    const { perSecond, p50, p99, errors } = await load(server, CALCULATE, pair, connections, seconds);
    rows.push([`calculate, ${name}`, connections, Math.round(perSecond), p50, p99, errors]);
  }
  await load(server, BATCH, batch, 16, 2);
  const { perSecond, p50, p99, errors } = await load(server, BATCH, batch, 16, seconds);
  rows.push([`batch of 100, ${name}`, 16, Math.round(perSecond), p50, p99, errors]);
}

for (const [name, settings] of [
  ["with limits and durable usage", {}],
  ["without either", { BENCH_WITHOUT_METERING: "1" }],
] as const) {
  const server = await startBenchServer(settings);
  try {
    await measure(name, server);
  } finally {
    await server.stop();
  }
}
console.log(JSON.stringify(rows));
