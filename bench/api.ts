import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { type BenchServer, startBenchServer } from "./http-server";
import { machine, printTable } from "./report";

/**
 * `npm run bench -- api [seconds]`: the production build under load from this machine itself, so that the load
 * generator takes its share of the cores. Durable Postgres (fsync on), limits in the primary process.
 */
const seconds = Number(process.argv[2] ?? 8);
const WARM_SECONDS = 4;
const CALCULATE = "/api/v1/compatibility/calculate";
const BATCH = "/api/v1/compatibility/batch";
/** What the peer, a tuned FastAPI and SQLAlchemy service, does on two cores of such a machine: quoted, not run here. */
const PEER = { calculate: 322, batch: 91 };

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

interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

async function load(
  server: BenchServer,
  path: string,
  body: unknown,
  connections: number,
  limit: { duration: number } | { amount: number },
): Promise<Load> {
  const result = await autocannon({
    url: `${server.url}${path}`,
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": server.liveKey },
    body: JSON.stringify(body),
    connections,
    ...limit,
  });
  return {
    perSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}

/** Resident memory of the server's processes, in MiB. */
function residentMib(server: BenchServer): number {
  const children = execFileSync("pgrep", ["-P", String(server.server.process.pid)])
    .toString()
    .trim()
    .split("\n");
  return [String(server.server.process.pid), ...children]
    .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024)
    .reduce((sum, mib) => sum + mib, 0);
}

const WORK = [
  { name: "calculate", path: CALCULATE, body: pair, connections: 1 },
  { name: "calculate", path: CALCULATE, body: pair, connections: 16 },
  { name: "calculate", path: CALCULATE, body: pair, connections: 64 },
  { name: "batch", path: BATCH, body: batch, connections: 16 },
] as const;

async function measure(settings: Record<string, string>): Promise<{ loads: Load[]; memory: number[] }> {
  const server = await startBenchServer(settings);
  try {
    const memory: number[] = [];
    await load(server, CALCULATE, pair, 64, { amount: 5_000 });
    memory.push(residentMib(server));
    await load(server, CALCULATE, pair, 64, { amount: 45_000 });
    memory.push(residentMib(server));
    const loads: Load[] = [];
    for (const { path, body, connections } of WORK) {
      // Warm: the compiler settles on one kind of body after some seconds of it.
      await load(server, path, body, connections, { duration: WARM_SECONDS });
      loads.push(await load(server, path, body, connections, { duration: seconds }));
    }
    return { loads, memory };
  } finally {
    await server.stop();
  }
}

const metered = await measure({});
const bare = await measure({ BENCH_WITHOUT_METERING: "1" });

console.log(machine());
printTable(
  `API: ${seconds} s each, requests/s (a batch has 100 pairs)`,
  [
    "work",
    "connections",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "errors",
    "without limits and usage",
    "they cost",
    "peer (quoted)",
    "ratio",
  ],
  WORK.map(({ name, connections }, index) => {
    const on = metered.loads[index];
    const off = bare.loads[index];
    if (on === undefined || off === undefined) return [name];
    const quoted = connections === 64 || name === "batch" ? PEER[name] : null;
    return [
      name,
      String(connections),
      on.perSecond.toFixed(0),
      String(on.p50),
      String(on.p99),
      String(on.errors),
      off.perSecond.toFixed(0),
      `${((1 - on.perSecond / off.perSecond) * 100).toFixed(0)} %`,
      quoted === null ? "" : String(quoted),
      quoted === null ? "" : `${(on.perSecond / quoted).toFixed(1)}x`,
    ];
  }),
);
const [early = 0, late = 0] = metered.memory;
printTable(
  "Server memory, all its processes",
  ["after calls", "MiB", "ratio"],
  [
    ["5,000", early.toFixed(0), ""],
    ["50,000", late.toFixed(0), (late / early).toFixed(2)],
  ],
);
