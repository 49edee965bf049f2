import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "@/lib/platform/migrations";
import { buildProject } from "./build";
import { checkPageSizes } from "./check-page-size";
import { freePort } from "./free-port";
import { startLocalPostgres } from "./local-postgres";
import { runServer } from "./run-server";
import { verify } from "./verify";

/**
 * `npm test`: everything that can be known of the product, in the order that finds a fault soonest. Every suite runs
 * whatever the one before said; the last line sums them up.
 */
interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const REPORTS = "artifacts/test-reports";
const tallies: [suite: string, tally: Tally][] = [];

function heading(text: string): void {
  console.log(`\n=== ${text}`);
}

/** With `quiet`, for what runs beside something else, all that it says comes in one piece when it has ended. */
function run(
  command: string,
  args: string[],
  { env = process.env, quiet = false }: { env?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): Promise<number> {
  return new Promise((resolve) => {
    const output = quiet ? "pipe" : "inherit";
    const said: Buffer[] = [];
    const child = spawn(command, args, { stdio: ["ignore", output, output], env });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => said.push(chunk));
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** Runs a suite and reads its tally from the report it wrote; a suite without a report has failed as a whole. */
async function suite(name: string, work: () => Promise<Tally>): Promise<void> {
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
}

async function vitest(project: string, { quiet = false } = {}): Promise<Tally> {
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
  ];
  const code = await run("npx", [...args, `--outputFile.json=${path}`], { quiet });
  const report = await readReport<VitestReport>(path);
  // A file that does not even load has no test to count; it must not pass unseen.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || code !== 0 ? 1 : 0);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
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
      WEBHOOK_ALLOW_LOOPBACK: "1",
    });
    try {
      const path = "artifacts/playwright.json";
      await rm(path, { force: true });
      const env = {
        ...process.env,
        BASE_URL: `http://127.0.0.1:${server.port}`,
        DATABASE_URL: postgres.url,
        APP_SECRET: "a secret for tests, of no use elsewhere",
        EVERY_PAGE_MUST_BE_HELD: "1",
      };
      const code = await run("npx", ["--no-install", "playwright", "test"], { env });
      const { stats } = await readReport<PlaywrightReport>(path);
      // A test that passes only when tried again is not one to trust.
      const failed = Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1);
      return { passed: stats.expected, failed, skipped: stats.skipped };
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
  const passed = results.filter(({ ok }) => ok).length;
  return { passed, failed: results.length - passed, skipped: 0 };
});
await suite("unit", () => vitest("unit"));
await suite("database", () => vitest("database"));
await suite("build", async () => {
  await buildProject();
  const heavy = await checkPageSizes();
  return { passed: 2 - Math.min(heavy, 1), failed: heavy, skipped: 0 };
});
await suite("api", () => vitest("api"));
// Most of what the faults take is waiting, which a core can spend on a browser.
await Promise.all([suite("faults", () => vitest("faults", { quiet: true })), suite("browser", browser)]);

heading("summary");
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, tally] of tallies) {
  console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  for (const field of ["passed", "failed", "skipped"] as const) total[field] += tally[field];
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
