import { spawn } from "node:child_process";
import autocannon from "autocannon";
import { systemClock } from "@/lib/platform/clock";
import { openDatabase } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { buyPlan } from "@/prisma/seed/demo-billing";
import { BENCH_SETTINGS, startBenchServer } from "./http-server";
import { machine, printTable } from "./report";

/**
 * `npm run bench -- metering [seconds]`: what it costs the API that its calls are counted, reported and sent to Stripe's
 * meter while it serves. The product does that once a minute; here a process beside it does it every second, so that
 * sixty times the work is measured. Windows with and without it alternate in one run, on one server.
 */
const seconds = Number(process.argv[2] ?? 10);
const ROUNDS = 5;
/** Runs a minute, where the product makes one. */
const PACE = 60;
const CONNECTIONS = 64;
const pair = { person1: { traits: Array(32).fill(0.4) }, person2: { traits: Array(32).fill(0.6) } };

const server = await startBenchServer();
const database = openDatabase(server.databaseUrl, 2);

async function load(duration: number): Promise<number> {
  const result = await autocannon({
    url: `${server.url}/api/v1/compatibility/calculate`,
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": server.liveKey },
    body: JSON.stringify(pair),
    connections: CONNECTIONS,
    duration,
  });
  if (result.errors + result.non2xx > 0) throw new Error(`${result.errors + result.non2xx} calls failed.`);
  return result["2xx"] / result.duration;
}

async function whileReporting<T>(work: () => Promise<T>): Promise<T> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "bench/metering-reporter.ts", server.databaseUrl],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...BENCH_SETTINGS } },
  );
  try {
    // Its start is not what is measured.
    await new Promise((resolve, reject) => {
      child.stdout.once("data", resolve);
      child.once("exit", () => reject(new Error("The reporter did not start.")));
    });
    return await work();
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }
}

async function reported(): Promise<{ reports: number; units: number }> {
  const { rows } = await database.pool.query(
    "SELECT count(*)::int AS reports, coalesce(sum(units), 0)::int AS units FROM usage_reports WHERE sent_at IS NOT NULL",
  );
  return rows[0];
}

try {
  Object.assign(process.env, BENCH_SETTINGS);
  const partner = await database.prisma.partner.findFirstOrThrow();
  const ctx = { ...systemContext(database, "bench"), clock: systemClock };
  await buyPlan({ ...ctx, partnerId: partner.id, mode: "live", permissions: ALL_PERMISSIONS }, "enterprise");
  await load(6);
  const rounds: { without: number; beside: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whichever comes first in a round has the colder machine.
    const order = round % 2 === 0 ? (["without", "beside"] as const) : (["beside", "without"] as const);
    const found = { without: 0, beside: 0 };
    for (const which of order) {
      found[which] = which === "without" ? await load(seconds) : await whileReporting(() => load(seconds));
    }
    rounds.push(found);
  }
  console.log(machine());
  printTable(
    `API while its calls are metered every second: ${seconds} s each, requests/s at ${CONNECTIONS} connections`,
    ["round", "without", "metering beside", "ratio"],
    rounds.map(({ without, beside }, index) => [
      String(index + 1),
      without.toFixed(0),
      beside.toFixed(0),
      (beside / without).toFixed(3),
    ]),
  );
  const ratios = rounds.map(({ without, beside }) => beside / without).sort((a, b) => a - b);
  const middle = ratios[ROUNDS >> 1] ?? Number.NaN;
  const { reports, units } = await reported();
  const ownPace = ((1 - middle) / PACE) * 100;
  console.log(
    `\nMedian ratio ${middle.toFixed(3)} at ${PACE} times the product's pace, so about ${ownPace.toFixed(1)} % at its own. ` +
      `${reports} reports of ${units} units reached the meter.`,
  );
} finally {
  await database.close();
  await server.stop();
}
