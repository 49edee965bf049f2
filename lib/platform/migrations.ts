/**
 * Brings a database up to the code: applies `prisma/migrations/<time>_<name>/migration.sql` in order, then the
 * job queue's own migrations. Prisma's own migration engine is a download that not every machine can make, so
 * this keeps Prisma's books for it (`_prisma_migrations`, the same checksums, the same lock): where the engine
 * can be had, `prisma migrate deploy` goes on from here, and the other way round.
 *
 * A migration runs in one transaction, with its entry in the books. One that PostgreSQL allows only outside
 * (`CREATE INDEX CONCURRENTLY`, `VACUUM`) says `-- no-transaction` on its first line and holds one statement.
 *
 * A statement that waits for a table's lock makes every later call on that table wait behind it. A transaction
 * therefore waits for a lock for some seconds only, gives way, and tries again.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Logger, runMigrations } from "graphile-worker";
import { Client, Pool } from "pg";
import { MigrationError, Umzug } from "umzug";
import { newId } from "@/lib/platform/ids";

/** The key of Prisma's advisory lock: its engine and this never migrate one database at the same time. */
const lockKey = 72_707_369;

/** Exactly what Prisma's engine creates. */
const createBooks = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

export interface MigrationOptions {
  /** The folder with the migrations; `prisma/migrations` below the working directory unless told. */
  folder?: string;
  log?: (line: string) => void;
  locks?: LockPatience;
}

/** How long a migration waits for a table that is in use, how often, and how long it lets others through in between. */
export interface LockPatience {
  timeoutMs: number;
  tries: number;
  pauseMs: number;
}

const LOCK_PATIENCE: LockPatience = { timeoutMs: 3_000, tries: 20, pauseMs: 2_000 };

/** What can run a query: a `pg` client or pool. */
interface Queryable {
  query(text: string): Promise<{ rows: unknown[] }>;
}

interface Migration {
  name: string;
  sql: string;
}

/** One row of the books. */
interface Entry {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Applies what the database lacks and returns the names of the migrations it applied, none where it was up to
 * date. Instances that start together wait for each other. Needs a direct connection: the lock belongs to the
 * session, which a pooler in transaction mode does not keep.
 *
 * Throws an Error that names the migration where one fails (its transaction is rolled back, those before it
 * stay), was edited after it was applied, or was left half-done by an earlier attempt.
 */
export async function applyMigrations(
  databaseUrl: string,
  options: MigrationOptions = {},
): Promise<string[]> {
  const log = options.log ?? (() => {});
  const migrations = await readMigrations(options.folder ?? defaultFolder());
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => {}); // a lost connection also fails the query that waits for it
  await client.connect();
  try {
    // A role's time limit is meant for requests, not for waiting on another instance or building an index.
    await client.query("SET statement_timeout = 0");
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await client.query(createBooks);
    const entries = await readEntries(client);
    refuseHalfDone(entries);
    refuseEdited(entries, migrations);
    for (const { migration_name: name } of entries) {
      if (!migrations.some((migration) => migration.name === name)) {
        log(`The database has the migration ${name}, which this version of the code does not know.`);
      }
    }

    const applied = await umzugOver(client, migrations, { locks: LOCK_PATIENCE, ...options, log })
      .up()
      .catch((error: unknown) => {
        throw error instanceof MigrationError ? error.cause : error;
      });
    await makeJobQueue(databaseUrl, log);
    return applied.map((migration) => migration.name);
  } finally {
    await client.end(); // which also gives back the lock
  }
}

/** Brings graphile-worker's own tables up to date, by a pool whose lost connections end nobody's process. */
async function makeJobQueue(databaseUrl: string, log: (line: string) => void): Promise<void> {
  const pgPool = new Pool({ connectionString: databaseUrl, max: 1 });
  pgPool.on("error", () => {});
  pgPool.on("connect", (client) => client.on("error", () => {}));
  try {
    await runMigrations({ pgPool, logger: jobQueueLogger(log) });
  } finally {
    await pgPool.end();
  }
}

/**
 * The names of the migrations that the code has and the database has not: empty once it is safe to serve. One
 * query, for the readiness check.
 */
export async function pendingMigrations(
  database: Queryable,
  options: Pick<MigrationOptions, "folder"> = {},
): Promise<string[]> {
  const [names, entries] = await Promise.all([
    readNames(options.folder ?? defaultFolder()),
    readEntries(database).catch((error: { code?: string }) => {
      if (error.code === "42P01") return []; // no such table: nothing was ever applied
      throw error;
    }),
  ]);
  const finished = new Set(entries.filter(isFinished).map((entry) => entry.migration_name));
  return names.filter((name) => !finished.has(name));
}

function defaultFolder(): string {
  return join(process.cwd(), "prisma", "migrations");
}

async function readNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new Error(`There are no migrations in ${folder}: start in the project's folder.`, { cause });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const stray = names.find((name) => !/^\d{14}_\w+$/.test(name));
  if (stray !== undefined) {
    throw new Error(`${join(folder, stray)} is not named <14-digit time>_<name>, so its turn is unknown.`);
  }
  return names.sort();
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await readNames(folder);
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(folder, name, "migration.sql"), "utf8") })),
  );
}

async function readEntries(database: Queryable): Promise<Entry[]> {
  const { rows } = await database.query(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows as Entry[];
}

function isFinished(entry: Entry): boolean {
  return entry.finished_at !== null;
}

function refuseHalfDone(entries: Entry[]): void {
  const open = entries.find((entry) => !isFinished(entry));
  if (open === undefined) return;
  throw new Error(
    `Migration ${open.migration_name} failed before and may be half done (its log is in _prisma_migrations). Put ` +
      "the database right by hand, then set rolled_back_at on its row to have it applied again, or finished_at " +
      "if it is done.",
  );
}

function refuseEdited(entries: Entry[], migrations: Migration[]): void {
  for (const { migration_name: name, checksum } of entries) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (migration === undefined || matches(migration.sql, checksum)) continue;
    throw new Error(
      `Migration ${name} was edited after it was applied to this database. Restore the file and put the change ` +
        "into a new migration.",
    );
  }
}

function checksumOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

/** Whether the file is the one that was applied, whichever line endings git gave it here and there. */
function matches(sql: string, checksum: string): boolean {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].some((text) => checksumOf(text) === checksum);
}

function umzugOver(
  client: Client,
  migrations: Migration[],
  { locks, log }: Required<Pick<MigrationOptions, "locks" | "log">>,
): Umzug<Client> {
  return new Umzug({
    context: client,
    logger: undefined,
    migrations: migrations.map((migration) => ({
      name: migration.name,
      up: async () => {
        await applyPatiently(client, migration, locks, log);
        log(`Applied migration ${migration.name}.`);
      },
    })),
    storage: {
      executed: async () => (await readEntries(client)).map((entry) => entry.migration_name),
      // The entry is made in the migration's own transaction: it must not be there without it, nor it without.
      logMigration: async () => {},
      unlogMigration: async ({ name }) => {
        throw new Error(`Migration ${name} cannot be undone: write a new one.`);
      },
    },
  });
}

/** Applies a migration; where a table it needs is in use, lets the others through and tries again. */
async function applyPatiently(
  client: Client,
  migration: Migration,
  locks: LockPatience,
  log: (line: string) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await apply(client, migration, locks.timeoutMs);
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (!isLockTimeout(cause) || attempt >= locks.tries) throw error;
      log(`Migration ${migration.name} waits for a table that is in use (attempt ${attempt}).`);
      await wait(locks.pauseMs);
    }
  }
}

function isLockTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "55P03";
}

async function apply(client: Client, { name, sql }: Migration, lockTimeoutMs: number): Promise<void> {
  const inTransaction = !/^--\s*no-transaction\b/.test(sql);
  const id = newId();
  try {
    if (inTransaction) {
      await client.query("BEGIN");
      // Outside a transaction nothing stands behind the statement, and giving up would leave half an index.
      await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    }
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
       VALUES ($1, $2, $3, clock_timestamp())`,
      [id, checksumOf(sql), name],
    );
    await client.query(sql);
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1",
      [id],
    );
    if (inTransaction) await client.query("COMMIT");
  } catch (cause) {
    const fault = describeFault(cause, sql);
    // Either can fail too, on a lost connection; the fault that matters is the first.
    if (inTransaction) await client.query("ROLLBACK").catch(() => {});
    else
      await client
        .query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, fault])
        .catch(() => {});
    const outcome = inTransaction
      ? "nothing of it was kept"
      : "it ran outside a transaction and may be half done";
    throw new Error(`Migration ${name} failed, ${outcome}: ${fault}`, { cause });
  }
}

/** PostgreSQL's complaint with the line it is about. */
function describeFault(error: unknown, sql: string): string {
  const { message, position, detail } = error as { message: string; position?: string; detail?: string };
  const line = position === undefined ? "" : ` (line ${sql.slice(0, Number(position)).split("\n").length})`;
  return `${message}${line}${detail === undefined ? "" : `. ${detail}`}`;
}

function jobQueueLogger(log: (line: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (String(level) !== "debug") log(`Job queue: ${message}`);
  });
}
