import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { applyMigrations } from "@/lib/platform/migrations";
import { buildProject } from "./build";
import { checkPageSizes } from "./check-page-size";
import { freePort } from "./free-port";
import { startLocalPostgres } from "./local-postgres";
import { runServer } from "./run-server";
import { verify } from "./verify";

/**
 * `npm test`: everything that can be known of the product, in the order that finds a fault soonest. Every suite runs
 * whatever the one before said; the end names what failed and what took longest, and the last line sums them up.
 *
 * `npm test -- unit api` runs those two alone. `npm test -- changed` runs what the work since the branch left main (or,
 * on main, since the last commit) can affect: the checks, and by import graph the unit and database tests. `SHARD=1/3`
 * runs a third of every suite, for three machines.
 */
interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, a line each. */
  names?: readonly string[];
}

interface Timed {
  name: string;
  ms: number;
}

/** How many of the slowest tests are listed at the end. */
const SLOWEST = 15;
const REPORTS = "artifacts/test-reports";
const tallies: [suite: string, tally: Tally][] = [];

function heading(text: string): void {
  console.log(`\n=== ${text}`);
}

function run(command: string, args: string[], env = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const wanted = process.argv.slice(2);
const onlyChanged = wanted.includes("changed");
const shard = readShard();
/** The suites that `changed` runs: what needs a build takes longer than one waits for between two edits. */
const OF_CHANGES = /^(types|unit|database)/;
const timed: Timed[] = [];

function readShard(): { index: number; count: number } | null {
  const text = process.env.SHARD;
  if (text === undefined) return null;
  const [, index = "", count = ""] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const parsed = { index: Number(index), count: Number(count) };
  if (parsed.index < 1 || parsed.index > parsed.count)
    throw new Error(`SHARD=${text} should be such as 1/3.`);
  return parsed;
}

const shardOption = shard === null ? [] : [`--shard=${shard.index}/${shard.count}`];

/** The commit that a change is held against: where the branch left main, or the last commit where this is main. */
function baseOfChange(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const base = git("merge-base", "HEAD", "main");
  return base === git("rev-parse", "HEAD") ? "HEAD" : base;
}

function isWanted(name: string): boolean {
  // What has no parts is the first machine's.
  if (shard !== null && shard.index > 1 && name.startsWith("types")) return false;
  if (onlyChanged) return OF_CHANGES.test(name);
  return wanted.length === 0 || wanted.some((word) => name.startsWith(word));
}

/** Runs a suite and reads its tally from the report it wrote; a suite without a report has failed as a whole. */
async function suite(name: string, work: () => Promise<Tally>): Promise<void> {
  if (!isWanted(name)) return;
  heading(name);
  const started = performance.now();
  const tally = await work().catch((error: unknown): Tally => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  tallies.push([`${name} (${Math.round((performance.now() - started) / 1_000)} s)`, tally]);
}

async function readReport<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; duration?: number | null }[];
  }[];
}

async function vitest(project: string): Promise<Tally> {
  const path = join(REPORTS, `${project}.json`);
  await rm(path, { force: true });
  const args = [
    "--no-install",
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    ...shardOption,
    ...(onlyChanged ? ["--changed", baseOfChange(), "--passWithNoTests"] : []),
  ];
  const code = await run("npx", [...args, `--outputFile.json=${path}`]);
  const report = await readReport<VitestReport>(path);
  for (const { name, assertionResults } of report.testResults)
    for (const { fullName, duration } of assertionResults)
      timed.push({ name: `${relative("", name)}: ${fullName}`, ms: duration ?? 0 });
  // A file that does not even load has no test to count; it must not pass unseen.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || code !== 0 ? 1 : 0);
  const names = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const own = assertionResults.filter((test) => test.status === "failed");
    const file = relative("", name);
    return own.length > 0 || status !== "failed"
      ? own.map(({ fullName }) => `${file}: ${fullName}`)
      : [`${file} did not run`];
  });
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed, skipped, names };
}

interface PlaywrightSuite {
  specs?: { ok: boolean; title: string; file: string; tests: { results: { duration: number }[] }[] }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
}

function failedSpecs({ specs = [], suites = [] }: PlaywrightSuite): string[] {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`);
  return [...own, ...suites.flatMap(failedSpecs)];
}

function specTimes({ specs = [], suites = [] }: PlaywrightSuite): Timed[] {
  const own = specs.map(({ file, title, tests }) => ({
    name: `${file}: ${title}`,
    ms: Math.max(0, ...tests.flatMap(({ results }) => results.map(({ duration }) => duration))),
  }));
  return [...own, ...suites.flatMap(specTimes)];
}

async function browser(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "soulmate-browser-tests-"));
  const postgres = await startLocalPostgres({ folder: join(folder, "postgres"), durable: false });
  try {
    await applyMigrations(postgres.url);
    const port = await freePort();
    const server = await runServer({
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      NODE_ENV: "production",
      DEMO_MODE: "1",
      DATABASE_URL: postgres.url,
      APP_SECRET: "a secret for tests, of no use elsewhere",
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      HOST: "127.0.0.1",
      LOG_LEVEL: "error",
      WEB_PROCESSES: "1",
      // Each test says from which address it visits.
      TRUSTED_PROXY_HOPS: "1",
      WEBHOOK_ALLOW_LOOPBACK: "1",
    });
    try {
      const path = "artifacts/playwright.json";
      await rm(path, { force: true });
      const env = {
        ...process.env,
        DEMO_MODE: "1",
        BASE_URL: `http://127.0.0.1:${server.port}`,
        DATABASE_URL: postgres.url,
        APP_SECRET: "a secret for tests, of no use elsewhere",
        // A part of the specs cannot hold every page.
        ...(shard === null ? { EVERY_PAGE_MUST_BE_HELD: "1" } : {}),
      };
      const code = await run("npx", ["--no-install", "playwright", "test", ...shardOption], env);
      const { stats, suites } = await readReport<PlaywrightReport>(path);
      timed.push(...suites.flatMap(specTimes));
      // A test that passes only when tried again is not one to trust.
      const failed = Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1);
      return { passed: stats.expected, failed, skipped: stats.skipped, names: suites.flatMap(failedSpecs) };
    } finally {
      server.process.kill("SIGTERM");
      await server.ended;
    }
  } finally {
    await postgres.stop();
    await Promise.all([postgres.folder, folder].map((path) => rm(path, { recursive: true, force: true })));
  }
}

await mkdir(REPORTS, { recursive: true });
await suite("types, lint, layering, dead code, schema", async () => {
  const results = await verify();
  const failed = results.filter(({ ok }) => !ok);
  const names = failed.map(({ name }) => name);
  return { passed: results.length - failed.length, failed: failed.length, skipped: 0, names };
});
await suite("unit", () => vitest("unit"));
await suite("database", () => vitest("database"));
await suite("build", async () => {
  await buildProject();
  const heavy = await checkPageSizes();
  return { passed: 2 - Math.min(heavy, 1), failed: heavy, skipped: 0 };
});
await suite("api", () => vitest("api"));
await suite("faults", () => vitest("faults"));
await suite("browser", browser);

heading("slowest");
for (const { name, ms } of timed.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST))
  console.log(`${(ms / 1_000).toFixed(1).padStart(6)} s  ${name}`);

heading("summary");
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, tally] of tallies) {
  console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  for (const line of tally.names ?? []) console.log(`  ✗ ${line}`);
  for (const field of ["passed", "failed", "skipped"] as const) total[field] += tally[field];
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
