import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { type Prisma, PrismaClient } from "@/lib/platform/prisma/client";

/** What a verb reads and writes through: the pool's client, or the transaction that is open. */
export type Db = PrismaClient | Prisma.TransactionClient;
export type Transaction = Prisma.TransactionClient;

/** Prisma's own bound on a transaction as a whole; what its statements may take is the pool's. */
const TRANSACTION_TIMEOUT_MS = 600_000;

export interface Database {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** A call waits this long for a connection before it is told that the database does not answer. */
const CONNECT_TIMEOUT_MS = 3_000;
/** No statement of a request may take longer: a caller waits for a few of them at the most. Jobs have their own. */
export const STATEMENT_TIMEOUT_MS = 5_000;

/** Opens a pool and the Prisma client that shares it. */
export function openDatabase(
  url: string,
  poolSize: number,
  statementTimeoutMs: number = STATEMENT_TIMEOUT_MS,
  connectTimeoutMs: number = CONNECT_TIMEOUT_MS,
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeoutMs,
    // Where the server itself no longer answers, not even to say that the statement took too long.
    query_timeout: statementTimeoutMs + 1_000,
    keepAlive: true,
    application_name: "soulmate",
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  const lost = (error: Error) => log().warn({ err: error }, "a database connection was lost");
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  return {
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

const cache = Symbol.for("soulmate.database");
const holder = globalThis as typeof globalThis & { [cache]?: Database };

/** This process's database: one pool, shared by Next's bundles and our own server's. */
export function database(): Database {
  if (holder[cache] === undefined) {
    const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
    if (DATABASE_URL === undefined) {
      throw new Unavailable(
        "database_unavailable",
        "No database is configured: set DATABASE_URL, or use npm start.",
      );
    }
    holder[cache] = openDatabase(DATABASE_URL, DATABASE_POOL_SIZE);
  }
  return holder[cache];
}

export async function closeDatabase(): Promise<void> {
  const open = holder[cache];
  holder[cache] = undefined;
  await open?.close();
}

/**
 * Whether this is the pool itself, rather than a transaction that is open. Not told by `$transaction`: Prisma gives that
 * to open transactions too, for savepoints that two at once would break.
 */
export function isPool(db: Db): db is PrismaClient {
  return "$connect" in db;
}

/**
 * Runs `work` in a transaction of `ctx`; where one is open already (a call with an Idempotency-Key runs whole in one)
 * it joins that.
 */
export async function transaction<T>(ctx: { db: Db }, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!isPool(ctx.db)) return work(ctx.db);
  return ctx.db.$transaction(work, { maxWait: CONNECT_TIMEOUT_MS, timeout: TRANSACTION_TIMEOUT_MS });
}

const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  // Postgres: connection exceptions, shutting down, starting up, too many connections
  "57P01",
  "57P02",
  "57P03",
  "53300",
  // Prisma: cannot reach, timed out, connection closed, pool timed out, transaction could not start
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
]);
const CONNECTION_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|DatabaseNotReachable|ConnectionClosed|SocketTimeout/i;

/** What an error rests on: its cause, or what Prisma's driver adapter said, which Prisma hides below `meta`. */
function below(error: object): unknown {
  if ("meta" in error && typeof error.meta === "object" && error.meta !== null) {
    if ("driverAdapterError" in error.meta) return error.meta.driverAdapterError;
  }
  return "cause" in error ? error.cause : undefined;
}

/** Whether an error says that the database was not reached, rather than that it refused what was asked. */
export function isDatabaseOutage(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; typeof current === "object" && current !== null && depth < 6; depth += 1) {
    const code = "code" in current ? String(current.code) : "";
    const message = "message" in current ? String(current.message) : "";
    if (CONNECTION_CODES.has(code) || code.startsWith("08") || CONNECTION_TEXT.test(message)) return true;
    if (current instanceof AggregateError && current.errors.some(isDatabaseOutage)) return true;
    current = below(current);
  }
  return false;
}

/** Whether an error says that Postgres refused a statement with this SQLSTATE, however deep Prisma keeps it. */
export function isRefusedWith(error: unknown, sqlState: string): boolean {
  let current: unknown = error;
  for (let depth = 0; typeof current === "object" && current !== null && depth < 6; depth += 1) {
    if ("code" in current && current.code === sqlState) return true;
    if ("originalCode" in current && current.originalCode === sqlState) return true;
    current = below(current);
  }
  return false;
}
