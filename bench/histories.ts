/**
 * Lives through random billing histories and checks each against an independent count of what is owed for which second:
 * `COUNT=10000 SEED=1 npm run bench -- histories`. Prints each that fails at once, in the end those of a kind cut down to
 * the fewest steps, and how long it took. What comes of a history follows from its seed alone: `SEED=<seed> COUNT=1` lives
 * through it again.
 */
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import {
  type Databases,
  describeFailed,
  type Failed,
  kindOf,
  liveThrough,
  shrunk,
  type Told,
} from "@/lib/billing/billing/histories.fixture";
import { type History, historyOf } from "@/lib/billing/billing/history-steps.fixture";
import { type Database, openDatabase } from "@/lib/platform/db";
import { applyMigrations } from "@/lib/platform/migrations";
import { PrismaClient } from "@/lib/platform/prisma/client";
import { startLocalPostgres } from "@/scripts/local-postgres";
import { setSettings } from "@/test/settings";
import { machine, printTable } from "./report";

const COUNT = Number(process.env.COUNT ?? 200);
const SEED = Number(process.env.SEED ?? 1);
/** So many share a database, whose books are checked as a whole after them. */
const BATCH = Number(process.env.BATCH ?? 100);
const WORKERS = Number(process.env.WORKERS ?? 1);
/** So many batches a process lives through at a time: while one waits for the database, another goes on. */
const LANES = Number(process.env.LANES ?? 2);
/** A machine that has much else to do is no failure. */
const STATEMENT_TIMEOUT_MS = 120_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** What a machine that is too busy throws, and how often a batch is lived through again for it. */
const TOO_BUSY = /timeout|timed out|Unable to start a transaction|Connection terminated/i;
const TRIES = 5;
/** So many failures of one kind are cut down; the rest are counted. */
const CUT_DOWN = 1;

let databasesMade = 0;

const server = process.env.HISTORIES_SERVER;
if (server === undefined) await lead();
else await work(server);

async function lead(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "soulmate-histories-"));
  const postgres = await startLocalPostgres({ folder: join(folder, "postgres"), durable: false });
  try {
    await onServer(postgres.url, "CREATE DATABASE histories_template");
    await applyMigrations(named(postgres.url, "histories_template"));
    const started = performance.now();
    const seeds = Array.from({ length: COUNT }, (_, index) => SEED + index);
    const batches: number[][] = [];
    while (seeds.length > 0) batches.push(seeds.splice(0, BATCH));
    const failed: Failed[] = [];
    const outcomes: Record<string, number> = {};
    let done = 0;
    const lane = async (child: Child) => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        const told = await ask(child, batch);
        done += batch.length;
        failed.push(...told.failed);
        for (const [what, count] of Object.entries(told.outcomes))
          outcomes[what] = (outcomes[what] ?? 0) + count;
        const perSecond = done / ((performance.now() - started) / 1_000);
        const seeds = `seeds ${batch[0]} to ${batch.at(-1)}`;
        console.log(
          `${done} of ${COUNT} (${seeds}), ${perSecond.toFixed(1)} a second, ${failed.length} failed`,
        );
        for (const one of told.failed) console.log(describeFailed(one));
      }
    };
    const children = Array.from({ length: WORKERS }, () =>
      fork(import.meta.filename, [], {
        execArgv: ["--import", "tsx"],
        env: { ...process.env, HISTORIES_SERVER: postgres.url },
      }),
    );
    await Promise.all(children.flatMap((child) => Array.from({ length: LANES }, () => lane(child))));
    for (const child of children) child.kill();
    const seconds = (performance.now() - started) / 1_000;
    await tell(postgres.url, failed);
    const rows = Object.entries(outcomes).sort(([a], [b]) => (a < b ? -1 : 1));
    printTable(
      "What the steps came to",
      ["step", "times"],
      rows.map(([what, count]) => [what, String(count)]),
    );
    console.log(
      `\n${COUNT} histories from seed ${SEED} in ${seconds.toFixed(0)} s; ${failed.length} failed. ${machine()}`,
    );
    process.exitCode = failed.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

async function tell(url: string, failed: readonly Failed[]): Promise<void> {
  setUp();
  const kinds = new Map<string, Failed[]>();
  for (const one of failed) {
    const kind = kindOf(one.problems[0] ?? "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  for (const [kind, alike] of kinds) {
    console.log(`\n=== ${alike.length} times: ${kind}`);
    for (const one of alike.slice(0, CUT_DOWN)) {
      const small = one.history.steps.length === 0 ? one : await shrunk(databasesOn(url), one);
      console.log(describeFailed(small));
    }
    console.log(
      `  seeds: ${alike
        .map(({ history }) => history.seed)
        .slice(0, 20)
        .join(", ")}`,
    );
  }
}

type Child = ReturnType<typeof fork>;

/** Has a child live through a batch, beside others that it has. */
function ask(child: Child, seeds: number[]): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A worker ended with ${code}.`));
    const answered = (answer: Answer) => {
      if (answer.first !== seeds[0]) return;
      child.off("exit", ended);
      child.off("message", answered);
      resolve(answer.told);
    };
    child.once("exit", ended);
    child.on("message", answered);
    child.send({ seeds });
  });
}

interface Answer {
  /** The first seed of the batch. */
  first: number | undefined;
  told: Told;
}

async function work(url: string): Promise<void> {
  setUp();
  process.on("message", async ({ seeds }: { seeds: number[] }) => {
    const histories = seeds.map(historyOf);
    const told = await tried(url, histories).catch((error: Error): Told => {
      const history = { seed: seeds[0] ?? 0, steps: [] };
      return { failed: [{ history, problems: [`the batch ended: ${error.stack}`], log: [] }], outcomes: {} };
    });
    process.send?.({ first: seeds[0], told } satisfies Answer);
  });
}

/** Lives through a batch in a new database, and again where the machine was too busy: the seeds give the same histories. */
async function tried(url: string, histories: History[]): Promise<Told> {
  for (let tries = 1; tries < TRIES; tries++) {
    const seed = histories[0]?.seed;
    try {
      const told = await liveThrough(databasesOn(url), histories);
      const broke = told.failed.flatMap(({ problems }) => problems).find((problem) => TOO_BUSY.test(problem));
      if (broke === undefined) return told;
      console.log(`too busy, once more from seed ${seed}: ${broke.split("\n", 1)[0]}`);
    } catch (error) {
      if (!(error instanceof Error) || !TOO_BUSY.test(error.message)) throw error;
      console.log(`too busy, once more from seed ${seed}: ${error.message}`);
    }
  }
  return await liveThrough(databasesOn(url), histories);
}

function setUp(): void {
  setSettings({ LOG_LEVEL: process.env.LOG_LEVEL ?? "silent" });
}

function databasesOn(url: string): Databases {
  return {
    async with(work) {
      databasesMade += 1;
      const name = `histories_${process.pid}_${databasesMade}`;
      await onServer(url, `CREATE DATABASE ${name} TEMPLATE histories_template`);
      const database = openDatabase(named(url, name), 6, STATEMENT_TIMEOUT_MS, CONNECT_TIMEOUT_MS);
      try {
        return await work({ ...database, prisma: withNames(database) });
      } finally {
        await database.close();
        await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
  };
}

/** Statements that the database keeps by name are planned once. */
function withNames({ pool }: Database): PrismaClient {
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }): string => {
    const name = names.get(sql) ?? `s${names.size}`;
    names.set(sql, name);
    return name;
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator });
  const client = new PrismaClient({ adapter, errorFormat: "minimal" });
  const begin = client.$transaction.bind(client);
  const patient = { maxWait: CONNECT_TIMEOUT_MS, timeout: STATEMENT_TIMEOUT_MS };
  return Object.assign(client, {
    $transaction: (work: Parameters<typeof begin>[0], options?: object) =>
      begin(work, { ...options, ...patient }),
  });
}

function named(url: string, database: string): string {
  const named = new URL(url);
  named.pathname = `/${database}`;
  return named.href;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
