import { chmod, mkdtemp, rm } from "node:fs/promises";
import type { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/lib/platform/db";
import { applyMigrations } from "@/lib/platform/migrations";
import { type LocalPostgres, startLocalPostgres } from "@/scripts/local-postgres";
import { type RunningServer, runServer } from "@/scripts/run-server";
import { type RawCall, send } from "@/test/openapi-fuzzer";
import { person, productSettings, until } from "@/test/product";
import type { ReceivedReply } from "@/test/receive-reply";

/** One running product: the primary, its web processes and its job process. */
export interface Instance {
  url: string;
  /** The primary's. */
  pid: number;
  /** Ends all of its processes at once, as a power cut does, and waits until the database has noticed. */
  killNine(): Promise<void>;
  /** Asks it to stop, as a deployment does. Resolves with its exit code. */
  terminate(): Promise<number | null>;
}

/** A PostgreSQL server of the test's own, safe against crashes, and products that run on it. */
export interface Installation {
  /** Straight to the database, whatever lies between it and the product. */
  database: Database;
  databaseUrl: string;
  /** The database's port; another one each time it is started. */
  databasePort: number;
  start(settings?: Record<string, string>): Promise<Instance>;
  stopDatabase(): Promise<void>;
  /** Starts the database again, on the same data. */
  startDatabase(): Promise<void>;
  /** Ends and removes everything. Call it in `afterAll`. */
  remove(): Promise<void>;
}

/** Named as `test-database.ts` names its own: what a killed test leaves behind, the next run clears away. */
const FOLDER = `soulmate-test-postgres-${process.pid}-fault-`;

export async function makeInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  await chmod(folder, 0o711); // under root the server runs as another user, who must get in
  let postgres: LocalPostgres = await startLocalPostgres({ folder });
  const servers = new Set<RunningServer>();
  await applyMigrations(postgres.url);

  const installation: Installation = {
    database: openDatabase(postgres.url, 8),
    databaseUrl: postgres.url,
    databasePort: portOf(postgres),
    async start(settings = {}) {
      const server = await runServer(productSettings(postgres.url, settings), { output: complain });
      servers.add(server);
      void server.ended.then(() => servers.delete(server));
      return {
        url: `http://127.0.0.1:${server.port}`,
        pid: server.process.pid ?? 0,
        killNine: () => killNine(server, installation),
        terminate: () => {
          server.process.kill("SIGTERM");
          return server.ended;
        },
      };
    },
    async stopDatabase() {
      await installation.database.close();
      await postgres.stop();
    },
    async startDatabase() {
      postgres = await startLocalPostgres({ folder });
      installation.database = openDatabase(postgres.url, 8);
      installation.databaseUrl = postgres.url;
      installation.databasePort = portOf(postgres);
    },
    async remove() {
      for (const server of servers) endGroup(server);
      await Promise.all([...servers].map((server) => server.ended));
      await installation.database.close();
      await postgres.stop();
      await Promise.all([folder, postgres.folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
  return installation;
}

/** What a product under test says is shown, but for Next's good news. */
function complain(text: string): void {
  if (!text.startsWith("✓")) process.stderr.write(text);
}

function portOf({ url }: LocalPostgres): number {
  return Number(new URL(url).port);
}

/** `runServer` gives each server a process group of its own: its number is the primary's. */
function endGroup({ process: { pid } }: RunningServer): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function killNine(server: RunningServer, { database }: Installation): Promise<void> {
  endGroup(server);
  await server.ended;
  // What the dead had sent may still be carried out. The only other client is this test, which has idle connections.
  await until(async () => {
    const { rows } = await database.pool.query<{ busy: number }>(
      `SELECT count(*)::int AS busy FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
    );
    return rows[0]?.busy === 0;
  });
}

// --- Load ----------------------------------------------------------------------------------------------------

/** What a call that was sent came to. */
export interface Outcome {
  /** Its User-Agent, which its row of usage bears too. */
  name: string;
  startedMs: number;
  endedMs: number;
  /** Absent where no reply came. */
  reply?: ReceivedReply;
  /** Why no reply came. */
  fault?: string;
}

/** Sends one call under a name and says what came of it; never throws. */
export async function attempt(
  instance: Pick<Instance, "url">,
  name: string,
  call: RawCall,
  agent?: Agent,
): Promise<Outcome> {
  const startedMs = performance.now();
  const headers = { ...call.headers, "User-Agent": name };
  try {
    const reply = await send(instance, { ...call, headers }, agent);
    return { name, startedMs, endedMs: performance.now(), reply };
  } catch (error) {
    const fault = (error as NodeJS.ErrnoException).code ?? String(error);
    return { name, startedMs, endedMs: performance.now(), fault };
  }
}

/** Keeps `lanes` calls in flight until told to stop: each lane sends its next call when its last has ended. */
export function keepCalling(
  lanes: number,
  next: (count: number) => Promise<Outcome | null>,
): { outcomes: Outcome[]; stop(): Promise<void>; ended: Promise<void> } {
  const outcomes: Outcome[] = [];
  let stopping = false;
  let count = 0;
  const lane = async () => {
    while (!stopping) {
      count += 1;
      const outcome = await next(count);
      if (outcome === null) return;
      outcomes.push(outcome);
    }
  };
  const ended = Promise.all(Array.from({ length: lanes }, lane)).then(() => undefined);
  return {
    outcomes,
    ended,
    stop: () => {
      stopping = true;
      return ended;
    },
  };
}

const pair = { person1: person(0.4), person2: person(0.6) };
const json = (body: unknown, key: string) => ({
  text: JSON.stringify(body),
  headers: { "Content-Type": "application/json", "X-API-Key": key },
});

/** A call that scores one pair: one unit. */
export function calculateCall(key: string, headers: Record<string, string> = {}): RawCall {
  const made = json(pair, key);
  return {
    method: "POST",
    path: "/v1/compatibility/calculate",
    text: made.text,
    headers: { ...made.headers, ...headers },
  };
}

/** A call that scores as many pairs as asked for, and one that cannot be scored. */
export function batchCall(key: string, pairs: number, headers: Record<string, string> = {}): RawCall {
  const made = json([...Array.from({ length: pairs }, () => pair), { person1: null }], key);
  return {
    method: "POST",
    path: "/v1/compatibility/batch",
    text: made.text,
    headers: { ...made.headers, ...headers },
  };
}

/** A call's row of usage. */
export interface Row {
  request_id: string;
  name: string;
  status: number;
  error_code: string | null;
  units: number;
  billable: boolean;
}

/** All rows of a partner's calls, by the name they were sent under. */
export async function rowsByName({ pool }: Database, partnerId: string): Promise<Map<string, Row[]>> {
  const { rows } = await pool.query<Row>(
    `SELECT request_id, user_agent AS name, status, error_code, units, billable FROM api_calls
     WHERE partner_id = $1`,
    [partnerId],
  );
  const byName = new Map<string, Row[]>();
  for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  return byName;
}

export function requestIdOf(reply: ReceivedReply): string {
  return reply.headers.get("request-id") ?? "";
}
