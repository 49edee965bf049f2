import { securityHeaders } from "@/lib/api/security-headers";
import { services } from "@/lib/api/services";
import { pendingMigrations } from "@/lib/platform/migrations";

export interface Check {
  ok: boolean;
  /** Milliseconds it took to find out. */
  duration_ms: number;
  /** What is wrong, without addresses or credentials. */
  problem?: string;
}

export interface Health {
  status: "ready" | "not_ready";
  checks: Record<"database" | "limiter" | "migrations", Check>;
}

/** Read with each response: what a deployment sends depends on its settings. */
const commonHeaders = () => ({ "Cache-Control": "no-store", ...securityHeaders() });
const CHECK_TIMEOUT_MS = 2_500;

async function check(problem: string, work: () => Promise<boolean | undefined>): Promise<Check> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  const ok = await Promise.race([work().then((fine) => fine !== false), tooLate]).catch(() => false);
  clearTimeout(timer);
  const duration_ms = Math.round((performance.now() - started) * 10) / 10;
  return ok ? { ok, duration_ms } : { ok, duration_ms, problem };
}

/** Whether this process can do its work: the database answers, the limits' store answers, no migration is missing. */
export async function readiness(): Promise<Health> {
  const { database, limiter } = services();
  const [db, limits, migrations] = await Promise.all([
    check("The database does not answer.", async () => {
      await database.pool.query("SELECT 1");
      return true;
    }),
    check("The rate limiter's store does not answer.", async () => {
      await limiter.ping();
      return true;
    }),
    check("The database lacks migrations of this version.", async () => {
      return (await pendingMigrations(database.pool)).length === 0;
    }),
  ]);
  const ready = db.ok && limits.ok && migrations.ok;
  return { status: ready ? "ready" : "not_ready", checks: { database: db, limiter: limits, migrations } };
}

/** The readiness as a reply: 200 when ready, else 503. */
export async function readinessReply(): Promise<Response> {
  const health = await readiness();
  return Response.json(health, {
    status: health.status === "ready" ? 200 : 503,
    headers: { ...commonHeaders(), ...(health.status === "ready" ? {} : { "Retry-After": "2" }) },
  });
}

/** That this process answers at all. */
export function livenessReply(): Response {
  return Response.json({ status: "live" }, { headers: commonHeaders() });
}
