import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { CallRecorder } from "@/lib/partners/usage/call-recorder";
import { makeCall, quietLog } from "@/lib/partners/usage/calls.fixture";
import { exportUsageCsv } from "@/lib/partners/usage/export-usage-csv";
import { getCall } from "@/lib/partners/usage/get-call";
import { getLimitHeadroom } from "@/lib/partners/usage/get-limit-headroom";
import { getMonthCost } from "@/lib/partners/usage/get-month-cost";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { getUsageHeatmap } from "@/lib/partners/usage/get-usage-heatmap";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import { getUsageSummary } from "@/lib/partners/usage/get-usage-summary";
import { listCalls } from "@/lib/partners/usage/list-calls";
import { makePartitions } from "@/lib/partners/usage/maintain-partitions";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { CallsQuery, USAGE_DIMENSIONS, UsageQuery } from "@/lib/partners/usage/schemas";
import { sumUsage } from "@/lib/partners/usage/sum-usage";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { type Database, openDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { systemContext } from "@/lib/platform/jobs";
import { applyMigrations } from "@/lib/platform/migrations";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { startLocalPostgres } from "@/scripts/local-postgres";
import { machine, printTable } from "./report";

/**
 * `npm run bench -- usage [millions of calls]`: what dashboards and the request log take when 200 partners, few of them
 * big and most of them small, have made ten million calls in ninety days. The calls are made in SQL; their sums by the
 * product's own job.
 */
const MILLIONS = Number(process.argv[2] ?? 10);
const PARTNERS = 200;
const DAYS = 90;
const DAY_MS = 86_400_000;
/** Asked about: the ten biggest, and thirty of all other sizes. */
const ASKED = [
  ...Array.from({ length: 10 }, (_, k) => k),
  ...Array.from({ length: 30 }, (_, k) => 10 + k * 6),
];
const ROUNDS = 2;

/** No bench query may hang for ever, and the first sums of ten million calls take long. */
const JOB_TIMEOUT_MS = 600_000;

async function sinceStart<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  return result;
}

/** Makes partners, keys and calls: `bench_partners` says how many a week each makes, by Zipf's law. */
async function makeCalls(database: Database, now: Date): Promise<void> {
  const { pool } = database;
  const weights = Array.from({ length: PARTNERS }, (_, k) => 1 / (k + 2) ** 1.1);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const calls = weights.map((weight) => (weight / all) * MILLIONS * 1e6);
  const ids = calls.map(() => newId());
  await pool.query(
    `INSERT INTO partners (id, company_name, email, tier, subscription_status, created_at, updated_at)
     SELECT id, 'Partner ' || n, 'partner' || n || '@example.com', 'enterprise', 'active', $2, $2
     FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, n)`,
    [ids, now],
  );
  await pool.query(`CREATE TABLE bench_partners AS SELECT id, calls, row_number() OVER (ORDER BY calls DESC) - 1 AS size
    FROM unnest('{${ids.join(",")}}'::uuid[], '{${calls.join(",")}}'::float8[]) AS made (id, calls)`);
  await pool.query(
    `INSERT INTO api_keys (id, partner_id, name, mode, scopes, secret_hash, prefix, ip_allowlist, created_at, updated_at)
     SELECT gen_random_uuid(), id, mode || ' ' || n, mode::key_mode, '{}', sha256((id::text || mode || n)::bytea), 'sk', '{}', $1, $1
     FROM bench_partners, (VALUES ('live', 1), ('live', 2), ('live', 3), ('test', 1)) AS keys (mode, n)`,
    [now],
  );
  await pool.query(`ALTER TABLE bench_partners ADD COLUMN live_keys uuid[], ADD COLUMN test_key uuid;
    UPDATE bench_partners SET live_keys = (SELECT array_agg(id) FROM api_keys WHERE partner_id = bench_partners.id AND mode = 'live'),
      test_key = (SELECT id FROM api_keys WHERE partner_id = bench_partners.id AND mode = 'test')`);

  // Indexes are made afterwards, all at once, as one restores a backup: ten times as fast.
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = 'api_calls'::regclass AND NOT indisprimary`,
  );
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`);
  // A session of its own, with memory to sort in; what is measured has the server's own settings.
  const loader = await pool.connect();
  await loader.query(
    "SET work_mem = '512MB'; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off",
  );
  await pool.query("ALTER TABLE api_calls DROP CONSTRAINT api_calls_pkey");
  const start = now.getTime() - DAYS * DAY_MS;
  const system = systemContext(database, "bench");
  await makePartitions({ ...system, db: database.prisma }, new Date(start), now);
  const step = 9 * DAY_MS;
  for (let from = start; from < now.getTime(); from += step) await insertCalls(loader, from, step);
  await loader.query(
    "ALTER TABLE api_calls ADD CONSTRAINT api_calls_pkey PRIMARY KEY (request_id, occurred_at)",
  );
  for (const { definition } of indexes) await loader.query(definition.replace(" ON ONLY ", " ON "));
  // Its settings end with it.
  loader.release(true);
}

/** The calls of some days, in the order of their time as they would have come. */
async function insertCalls(client: PoolClient, fromMs: number, lengthMs: number): Promise<void> {
  await client.query(`
    INSERT INTO api_calls (request_id, occurred_at, partner_id, api_key_id, mode, endpoint, method, status, error_code,
      duration_us, units, billable, ip, country, user_agent, recorded_at)
    SELECT (lpad(to_hex(ms), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid, at, id,
      CASE WHEN test THEN test_key ELSE live_keys[1 + floor(3 * luck ^ 2)::int] END,
      (CASE WHEN test THEN 'test' ELSE 'live' END)::key_mode, endpoint,
      CASE WHEN endpoint LIKE '/v1/compatibility/%' THEN 'POST' ELSE 'GET' END, status,
      CASE status WHEN 400 THEN 'invalid_input' WHEN 401 THEN 'revoked_key' WHEN 404 THEN 'not_found'
        WHEN 429 THEN 'rate_limited_minute' WHEN 503 THEN 'database_unavailable' END,
      (800 * exp(1.2 * (luck + random() + random() - 1)))::int, units, units > 0 AND NOT test, '203.0.113.0',
      (ARRAY['US', 'GB', 'DE', 'IE', NULL, 'FR', 'ES', 'BR', 'IN', 'JP', 'CA'])[1 + floor(11 * random() ^ 3)::int],
      'bench/1.0', at + interval '20 milliseconds'
    FROM (
      SELECT *, to_timestamp(ms / 1000.0) AS at, CASE WHEN status <> 200 THEN 0 WHEN endpoint LIKE '%/calculate' THEN 1
        WHEN endpoint LIKE '%/batch' THEN 1 + floor(50 * luck)::int ELSE 0 END AS units
      FROM (
        SELECT *, CASE WHEN path < 0.78 THEN '/v1/compatibility/calculate' WHEN path < 0.93 THEN '/v1/compatibility/batch'
            WHEN path < 0.97 THEN '/v1/usage' WHEN path < 0.99 THEN '/v1/sandbox/people' ELSE '/v1/partners/{partner_id}' END AS endpoint,
          (CASE WHEN outcome < 0.95 THEN 200 WHEN outcome < 0.97 THEN 400 WHEN outcome < 0.974 THEN 401
            WHEN outcome < 0.978 THEN 404 WHEN outcome < 0.998 THEN 429 ELSE 503 END)::smallint AS status
        FROM (
          SELECT id, live_keys, test_key, md5(n::text || id) AS noise, random() < 0.06 AS test,
            random() AS luck, random() AS outcome, random() AS path,
            -- Busiest in the evening: the mean of two random hours, around 18 o'clock.
            ${fromMs}::bigint + (floor(random() * ${lengthMs})::bigint / ${DAY_MS} * ${DAY_MS}
              + floor((random() + random()) / 2 * ${DAY_MS})::bigint + 6 * 3600000) % ${lengthMs}::bigint AS ms
          FROM bench_partners CROSS JOIN LATERAL generate_series(1, ceil(calls * ${lengthMs / DAY_MS / DAYS})::int) AS n
        ) AS drawn
      ) AS named
    ) AS made ORDER BY ms`);
}

interface Asked {
  name: string;
  /** At the 95th percentile. */
  boundMs: number;
  ask(ctx: PartnerContext, partner: AskedPartner): Promise<unknown>;
}

interface AskedPartner {
  id: string;
  live_keys: string[];
  test_key: string;
  some_call: string;
}

const DASHBOARD_MS = 200;
const LOG_MS = 100;
const limiter = new MemoryLimiter();

function dashboardQuestions(now: Date): Asked[] {
  const ask = (name: string, question: Asked["ask"]): Asked => ({
    name,
    boundMs: DASHBOARD_MS,
    ask: question,
  });
  const ranges = (["24h", "30d", "90d", "month"] as const).map((range) => ({ range }));
  const days = (ago: number) => new Date(now.getTime() - ago * DAY_MS).toISOString();
  return [
    ...ranges.map((range) => ask(`summary, ${range.range}`, (ctx) => getUsageSummary(ctx, range))),
    ask("series, 24h by hour", (ctx) => getUsageSeries(ctx, { range: "24h" })),
    ask("series, 30d by hour", (ctx) => getUsageSeries(ctx, { range: "30d", by: "hour" })),
    ask("series, 90d by day", (ctx) => getUsageSeries(ctx, { range: "90d" })),
    ...USAGE_DIMENSIONS.flatMap((by) =>
      (["24h", "90d"] as const).map((range) =>
        ask(`by ${by}, ${range}`, (ctx) => getUsageBreakdown(ctx, { range, by })),
      ),
    ),
    ask("heatmap, 90d", (ctx) => getUsageHeatmap(ctx, { range: "90d" })),
    ask("headroom, 90d", (ctx) => getLimitHeadroom(ctx, { range: "90d" }, limiter)),
    ask("month's cost and forecast", (ctx) => getMonthCost(ctx)),
    ask("CSV of 90d by key", (ctx) => exportUsageCsv(ctx, { range: "90d", report: "key" })),
    ...(["day", "hour", "endpoint", "key"] as const).map((group_by) =>
      ask(`GET /v1/usage by ${group_by}, 30d`, (ctx) => getUsage(ctx, UsageQuery.parse({ group_by }))),
    ),
    ask("GET /v1/usage by day, 90d", (ctx) => getUsage(ctx, UsageQuery.parse({ from: days(90) }))),
    ask("an alert's month", (ctx) =>
      sumUsage(ctx, [{ partnerId: ctx.partnerId, from: new Date(days(30)), until: now }]),
    ),
  ];
}

function logQuestions(now: Date): Asked[] {
  const ask = (name: string, filters: object | ((partner: AskedPartner) => object)): Asked => ({
    name: `log: ${name}`,
    boundMs: LOG_MS,
    ask: (ctx, partner) =>
      listCalls(ctx, CallsQuery.parse(typeof filters === "function" ? filters(partner) : filters)),
  });
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  return [
    ask("first page", {}),
    ask("live", { mode: "live" }),
    ask("test", { mode: "test" }),
    ask("a key", ({ live_keys }) => ({ key: live_keys[2] })),
    ask("a key in the other mode", ({ live_keys }) => ({ key: live_keys[2], mode: "test" })),
    ask("endpoint, frequent", { endpoint: "/v1/compatibility/calculate" }),
    ask("endpoint, rare", { endpoint: "/v1/partners/{partner_id}" }),
    ask("endpoint, never called", { endpoint: "/v1/none" }),
    ask("method, frequent", { method: "POST" }),
    ask("method, never used", { method: "DELETE" }),
    ask("2xx", { status: "2xx" }),
    ask("4xx", { status: "4xx" }),
    ask("5xx", { status: "5xx" }),
    ask("429", { status: "429" }),
    ask("418, never answered", { status: "418" }),
    ask("error code", { error_code: "not_found" }),
    ask("error code, never met", { error_code: "no_such_code" }),
    ask("a day of long ago", { from: ago(60), to: ago(59) }),
    ask("key and 5xx and endpoint", ({ live_keys }) => ({
      key: live_keys[2],
      status: "5xx",
      endpoint: "/v1/compatibility/batch",
    })),
    ask("by request id", ({ some_call }) => ({ request_id: some_call })),
    {
      name: "one call",
      boundMs: LOG_MS,
      ask: (ctx, { some_call }) => getCall(ctx, { request_id: some_call }),
    },
  ];
}

async function measure(
  database: Database,
  now: Date,
  title: string,
  questions: readonly Asked[],
): Promise<boolean> {
  const { rows } = await database.pool.query<AskedPartner>(
    `SELECT id, live_keys, test_key, (SELECT request_id FROM api_calls WHERE partner_id = id ORDER BY occurred_at LIMIT 1) AS some_call
     FROM bench_partners WHERE size = ANY($1::int[]) ORDER BY size`,
    [ASKED],
  );
  const clock = new FixedClock(now);
  const table: string[][] = [];
  let kept = true;
  for (const { name, boundMs, ask } of questions) {
    const times: number[] = [];
    let biggest = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [size, partner] of rows.entries()) {
        const ctx: PartnerContext = {
          ...systemContext(database, "bench"),
          clock,
          partnerId: partner.id,
          mode: "live",
          permissions: ALL_PERMISSIONS,
        };
        const start = performance.now();
        await ask(ctx, partner);
        const took = performance.now() - start;
        times.push(took);
        if (size === 0) biggest = Math.max(biggest, took);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
    kept &&= at(0.95) < boundMs;
    table.push([
      name,
      ...[at(0.5), at(0.95), at(1), biggest].map((ms) => ms.toFixed(1)),
      at(0.95) < boundMs ? `< ${boundMs}` : `MISSED ${boundMs}`,
    ]);
  }
  printTable(
    title,
    ["question", "p50 ms", "p95 ms", "max ms", "biggest partner, slower of two", "bound"],
    table,
  );
  return kept;
}

/** What the indexes of the request log cost those who write: calls a second by group commit, with and without them. */
async function measureRecording(serverUrl: string): Promise<void> {
  const without = [
    "DROP INDEX api_calls_partner_id_mode_occurred_at_idx, api_calls_by_endpoint_sql",
    "DROP INDEX api_calls_api_key_id_occurred_at_idx, api_calls_failed_by_status_sql, api_calls_failed_by_code_sql",
    "CREATE INDEX api_calls_partner_id_occurred_at_idx ON api_calls (partner_id, occurred_at)",
  ];
  const databases = await Promise.all(
    [[], without].map(async (statements) => {
      const url = new URL(serverUrl);
      url.pathname = `/bench_${randomBytes(4).toString("hex")}`;
      const server = openDatabase(serverUrl, 1);
      await server.pool.query(`CREATE DATABASE ${url.pathname.slice(1)}`);
      await server.close();
      await applyMigrations(url.href);
      const database = openDatabase(url.href, 2);
      for (const statement of statements) await database.pool.query(statement);
      return { database, perSecond: [] as number[] };
    }),
  );
  const partners = Array.from({ length: PARTNERS }, () => ({ partnerId: newId(), apiKeyId: newId() }));
  const endpoints = [...Array(4).fill("/v1/compatibility/calculate"), "/v1/compatibility/batch"];
  const record = async (database: Database, forMs: number): Promise<number> => {
    const recorder = new CallRecorder(database.pool, quietLog());
    const end = performance.now() + forMs;
    let recorded = 0;
    const lane = async () => {
      while (performance.now() < end) {
        const failed = recorded % 20 === 0;
        await recorder.record(
          makeCall({
            ...(partners[recorded % PARTNERS] ?? {}),
            endpoint: String(endpoints[recorded % 5]),
            ...(failed ? { status: 429, errorCode: "rate_limited_minute", units: 0, billable: false } : {}),
          }),
        );
        recorded += 1;
      }
    };
    await Promise.all(Array.from({ length: 64 }, lane));
    return (recorded * 1_000) / forMs;
  };
  for (let round = 0; round < 7; round += 1) {
    for (const { database, perSecond } of databases) perSecond.push(await record(database, 1_500));
  }
  const medians = databases.map(({ perSecond }) => perSecond.sort((a, b) => a - b)[3] ?? Number.NaN);
  const [withAll = 0, before = 0] = medians;
  printTable(
    "Recording calls by group commit, 64 at once, median of seven turns each",
    ["indexes", "calls/s", "ratio"],
    [
      ["partner and time alone", before.toFixed(0), ""],
      ["those of the request log", withAll.toFixed(0), (withAll / before).toFixed(2)],
    ],
  );
  for (const { database } of databases) await database.close();
}

async function main(): Promise<boolean> {
  process.env.LOG_LEVEL ??= "warn";
  const folder = await mkdtemp(join(tmpdir(), "soulmate-bench-"));
  const postgres = await startLocalPostgres({ folder: join(folder, "postgres"), log: () => {} });
  const database = openDatabase(postgres.url, 4, JOB_TIMEOUT_MS);
  try {
    await applyMigrations(postgres.url);
    await measureRecording(postgres.url);
    const now = new Date();
    console.log(`\n${machine()}`);
    await sinceStart(`${MILLIONS} million calls made`, () => makeCalls(database, now));
    const system = systemContext(database, "bench");
    await sinceStart("their sums, the first run of the job", () => rollupUsage(system));
    await database.pool.query("VACUUM ANALYZE");
    await sinceStart("the job again", () => rollupUsage(system));
    const { rows } = await database.pool.query<{ name: string; rows: string; size: string }>(
      `SELECT name, to_char(count, 'FM999,999,999') AS rows, pg_size_pretty(size) AS size FROM (
        SELECT 'api_calls' AS name, (SELECT count(*) FROM api_calls) AS count,
          (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'api_calls'::regclass) AS size
        UNION ALL SELECT 'usage_hours', (SELECT count(*) FROM usage_hours), pg_total_relation_size('usage_hours')
        UNION ALL SELECT 'usage_totals', (SELECT count(*) FROM usage_totals), pg_total_relation_size('usage_totals')
        UNION ALL SELECT 'usage_days', (SELECT count(*) FROM usage_days), pg_total_relation_size('usage_days')) AS tables`,
    );
    printTable(
      "Tables",
      ["table", "rows", "size"],
      rows.map(({ name, rows: count, size }) => [name, count, size]),
    );
    const title = `${ASKED.length} of ${PARTNERS} partners of all sizes, ${ROUNDS} rounds`;
    const later = new Date();
    const dashboards = await measure(database, later, `Dashboards: ${title}`, dashboardQuestions(later));
    const log = await measure(database, later, `Request log: ${title}`, logQuestions(later));
    return dashboards && log;
  } finally {
    await database.close();
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

// A bound that was missed fails the bench.
if (!(await main())) process.exitCode = 1;
