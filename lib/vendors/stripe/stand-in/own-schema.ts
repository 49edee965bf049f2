import { type Db, isPool, type Transaction, transaction } from "@/lib/platform/db";
import type { PrismaClient } from "@/lib/platform/prisma/client";

/** Two processes may start together, and only one makes the tables. */
const LOCK = 7_240_397;

/**
 * What the stand-in keeps has a schema of its own, which is made where it starts and nowhere else: a product's database
 * knows nothing of it. Append; never change what is applied. The first takes over what an older installation had moved
 * there (decision 0069).
 */
const MIGRATIONS: readonly { name: string; statements: readonly string[] }[] = [
  {
    name: "1_tables",
    statements: [
      // One row an object of Stripe's. Lists follow `seq`; `account` is the connected account it lives in.
      `CREATE TABLE IF NOT EXISTS stripe_stand_in.objects (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, seq BIGSERIAL NOT NULL, account TEXT, data JSONB NOT NULL)`,
      "CREATE INDEX IF NOT EXISTS objects_kind_seq_idx ON stripe_stand_in.objects (kind, seq)",
      "CREATE INDEX IF NOT EXISTS objects_data_idx ON stripe_stand_in.objects USING gin (data jsonb_path_ops)",
      // The reply to a request with an Idempotency-Key; the fingerprint is of method, path, account and parameters.
      `CREATE TABLE IF NOT EXISTS stripe_stand_in.replies (
        key TEXT PRIMARY KEY, fingerprint BYTEA NOT NULL, request_id TEXT NOT NULL, status SMALLINT NOT NULL,
        body TEXT NOT NULL, created_at TIMESTAMPTZ(3) NOT NULL)`,
      "CREATE INDEX IF NOT EXISTS replies_created_at_idx ON stripe_stand_in.replies (created_at)",
      // One row: how far ahead of real time it runs, or where it stands still.
      `CREATE TABLE IF NOT EXISTS stripe_stand_in.clock (
        id INTEGER PRIMARY KEY, offset_ms BIGINT NOT NULL, frozen_at BIGINT)`,
      // One event on its way to one endpoint; null is the product's own. Status and error are of the last attempt.
      `CREATE TABLE IF NOT EXISTS stripe_stand_in.deliveries (
        id UUID PRIMARY KEY, event_id TEXT NOT NULL, endpoint_id TEXT, attempts INTEGER NOT NULL DEFAULT 0,
        status SMALLINT, error TEXT, next_attempt_at TIMESTAMPTZ(3), delivered_at TIMESTAMPTZ(3),
        created_at TIMESTAMPTZ(3) NOT NULL)`,
      "CREATE INDEX IF NOT EXISTS deliveries_event_id_idx ON stripe_stand_in.deliveries (event_id)",
      "CREATE INDEX IF NOT EXISTS deliveries_created_at_idx ON stripe_stand_in.deliveries (created_at)",
    ],
  },
];

const prepared = new WeakMap<PrismaClient, Promise<void>>();

/** Brings the stand-in's own schema up to its code: once a pool, and each time in a transaction that is open already. */
export async function prepareSchema(db: Db): Promise<void> {
  if (!isPool(db)) return migrate(db);
  let done = prepared.get(db);
  if (done === undefined) {
    done = transaction({ db }, migrate);
    prepared.set(db, done);
    done.catch(() => prepared.delete(db));
  }
  await done;
}

async function migrate(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  const [there] = await tx.$queryRaw<{ books: boolean }[]>`
    SELECT to_regclass('stripe_stand_in.migrations') IS NOT NULL AS books`;
  if (there?.books !== true) {
    await tx.$executeRaw`CREATE SCHEMA IF NOT EXISTS stripe_stand_in`;
    await tx.$executeRaw`CREATE TABLE stripe_stand_in.migrations (name TEXT PRIMARY KEY)`;
  }
  const applied = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM stripe_stand_in.migrations`;
  for (const { name, statements } of MIGRATIONS) {
    if (applied.some((migration) => migration.name === name)) continue;
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
    await tx.$executeRaw`INSERT INTO stripe_stand_in.migrations (name) VALUES (${name})`;
  }
}
