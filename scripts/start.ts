import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { generateSync } from "otplib";
import { Client, escapeIdentifier } from "pg";
import { openDatabase } from "@/lib/platform/db";
import { readEnv } from "@/lib/platform/env";
import { applyMigrations } from "@/lib/platform/migrations";
import { type Demo, seedDemo } from "@/prisma/seed/demo";
import { buildProject } from "./build";
import { forgetKept, keepPrivately, readKept, startLocalServices } from "./local-services";
import { type RunningServer, runServer } from "./run-server";

/**
 * `npm start`: everything a stranger needs, in one command. The checkout's own database where none is named, its
 * migrations, demo data in an empty one, the build where the sources changed, and the server until Ctrl-C.
 */
const say = (line: string) => console.log(`  ${line}`);

const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "server",
  "scripts/build.ts",
  "next.config.ts",
  "proxy.ts",
  "package-lock.json",
];
const STAMP = "dist/build-stamp";
const PARENT_CHECK_MS = 500;

async function hashSources(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const add = async (path: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      hash.update(path).update(await readFile(path).catch(() => ""));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const generated = path === join("lib", "platform") && entry.name === "prisma";
      if (!generated && !/\.test\.tsx?$/.test(entry.name)) await add(join(path, entry.name));
    }
  };
  for (const path of SOURCES) await add(path);
  return hash.digest("hex");
}

async function buildIfChanged(): Promise<void> {
  const stamp = await hashSources();
  const built = existsSync("dist/server.js") && existsSync(".next/BUILD_ID");
  if (built && (await readFile(STAMP, "utf8").catch(() => "")) === stamp) return;
  say("Building (a minute the first time, then only when the code has changed) …");
  await buildProject();
  await mkdir("dist", { recursive: true });
  await writeFile(STAMP, stamp);
}

/** Stands in the data folder while the demo is being made: what is there after a crash is half of one. */
const HALF_MADE = "demo-half-made";

/** A start that was cut short while it made the demo leaves nothing that anybody would miss: the next begins anew. */
async function dropHalfMadeDemo(ownDatabaseUrl: string): Promise<void> {
  if ((await readKept(HALF_MADE)) === null) return;
  say("The last start was cut short while it made the demo; making it anew.");
  const url = new URL(ownDatabaseUrl);
  const name = escapeIdentifier(url.pathname.slice(1));
  url.pathname = "/postgres";
  const server = new Client({ connectionString: url.href });
  await server.connect();
  try {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${name}`);
  } finally {
    await server.end();
  }
  await forgetKept(HALF_MADE);
}

async function demoOf(databaseUrl: string, { own }: { own: boolean }): Promise<Demo | null> {
  const database = openDatabase(databaseUrl, 4);
  try {
    if (own && (await database.prisma.partner.count()) === 0) await keepPrivately(HALF_MADE, "");
    const made = await seedDemo(database);
    if (made !== null) {
      await keepPrivately("demo.json", JSON.stringify(made));
      await forgetKept(HALF_MADE);
      return made;
    }
    const kept = await readKept("demo.json");
    if (kept === null) return null;
    const demo: Demo = JSON.parse(kept);
    // The keys are of the database they were made in; this may be another one.
    return (await database.prisma.partner.count({ where: { id: demo.partner_id } })) === 1 ? demo : null;
  } finally {
    await database.close();
  }
}

/** What takes the place of a real service here: of those that the settings do not name. */
function standIns(url: string, ownPostgres: boolean): string[] {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL, SMTP_URL, STRIPE_SECRET_KEY } = process.env;
  return [
    ...(ownPostgres ? ["this checkout's own Postgres, in .data"] : []),
    ...(REDIS_URL || UPSTASH_REDIS_REST_URL ? [] : ["limits in memory"]),
    ...(SMTP_URL ? [] : [`mail that is kept, to be read at ${url}/dev/mail`]),
    ...(STRIPE_SECRET_KEY ? [] : ["payments that move no money: card 4242 4242 4242 4242 pays"]),
  ];
}

/** Who gets at the stand-ins. */
function reach(): string {
  const { HOST } = readEnv({ ...process.env, DEMO_MODE: "1" });
  return HOST === "127.0.0.1"
    ? "reached from this machine only (HOST=0.0.0.0 opens it, ALLOWED_HOSTS names what it is then called)"
    : `listening on ${HOST}: whoever reaches that address can read kept mail`;
}

function banner(url: string, demo: Demo | null, stoodIn: readonly string[]): string {
  const lines = ["", `  Soulmate is at ${url}`, ""];
  if (stoodIn.length > 0) {
    lines.push("  Stand-ins are running (DEMO_MODE), so nothing here is for production:");
    lines.push(...[...stoodIn, reach()].map((what) => `    ${what}`), "");
  }
  if (demo !== null) {
    const person = (value: number) => `{"traits":[${Array.from({ length: 32 }, () => value).join(",")}]}`;
    lines.push(
      `  Demo partner  ${demo.company_name}, ${demo.partner_id}`,
      `  Test key      ${demo.test_key}`,
      `  Live key      ${demo.live_key}`,
      ...(demo.people ?? []).map(({ email, as }) => `  Sign in as    ${email} (${as})`),
      ...(demo.password === undefined ? [] : [`  Password      ${demo.password}`]),
      ...adminCode(demo),
      "",
      "  Score a first pair:",
      "",
      `curl -s ${url}/api/v1/compatibility/calculate -H 'X-API-Key: ${demo.test_key}' -H 'Content-Type: application/json' -d '{"person1":${person(0.5)},"person2":${person(0.6)}}'`,
      "",
    );
  }
  lines.push(`  Reference     ${url}/docs/reference`, "  Stop          Ctrl-C", "");
  return lines.join("\n");
}

/** The second step of the demo's admin: the secret for an authenticator app, and a code that is right at this moment. */
function adminCode({ admin_totp_secret: secret }: Demo): string[] {
  if (secret === undefined) return [];
  const leftSeconds = 30 - (Math.floor(Date.now() / 1_000) % 30);
  return [
    `  Admin's app   ${secret} (add it to an authenticator app as a key)`,
    `  Code now      ${generateSync({ secret })} (for ${leftSeconds} more seconds; later: npm run -s operator -- demo:code)`,
  ];
}

/** Finds out before a minute of building that the port is taken. Throws with what to do about it. */
async function assertPortFree(): Promise<void> {
  const { PORT, HOST } = readEnv({ ...process.env, DEMO_MODE: "1" });
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(PORT, HOST, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`Port ${PORT} is taken. Choose another: PORT=${PORT + 1} npm start`);
  });
  await new Promise((resolve) => probe.close(resolve));
}

async function main(): Promise<number> {
  process.env.LOG_LEVEL ??= "warn";
  let server: RunningServer | null = null;
  let stopRequested = false;
  const stop = () => {
    stopRequested = true;
    server?.process.kill("SIGTERM");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  // A signal to npm reaches the shell between npm and us, and ends there: an end of our parent means the same.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopRequested) stop();
  }, PARENT_CHECK_MS).unref();

  await assertPortFree();
  const services = await startLocalServices(say, { owner: true });
  Object.assign(process.env, services.settings);
  try {
    const databaseUrl = process.env.DATABASE_URL;
    const own = services.databaseFolder !== null;
    if (databaseUrl !== undefined && !stopRequested) {
      if (own) await dropHalfMadeDemo(databaseUrl);
      const applied = await applyMigrations(databaseUrl);
      if (applied.length > 0) say(`Brought the database up to date: ${applied.join(", ")}.`);
    }
    if (!stopRequested) await buildIfChanged();
    const demoMode = process.env.DEMO_MODE === "1" || process.env.DEMO_MODE === "true";
    const wantsDemo = demoMode && databaseUrl !== undefined && !stopRequested;
    const demo = wantsDemo ? await demoOf(databaseUrl, { own }) : null;
    if (stopRequested) return 0;
    const running = await runServer({ ...process.env, NODE_ENV: "production" });
    server = running;
    if (stopRequested) stop();
    else {
      const url = process.env.APP_URL ?? `http://localhost:${running.port}`;
      console.log(banner(url, demo, demoMode ? standIns(url, own) : []));
    }
    return (await running.ended) ?? 1;
  } finally {
    await services.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
