import { type CallRecord, callTime, presentCall } from "@/lib/partners/usage/present-call";
import { type CallFilters, type CallRow, type CallsQuery, PEOPLE } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const MODES = ["live", "test"];
/**
 * Nearly all calls are of this endpoint and method. The index by endpoint leaves it out, so that they pay nothing for
 * it; they are found soon enough without.
 */
const MOST = { endpoint: "/v1/compatibility/calculate", method: "POST" };
const OTHERS = Prisma.raw(`endpoint <> '${MOST.endpoint}'`);

/**
 * The partner's calls, newest first, of both modes unless one is asked for. A call is here from the moment that its
 * reply is sent, for 90 days. Throws Forbidden, and Invalid for a cursor that is not ours.
 */
export async function listCalls(
  ctx: PartnerContext,
  input: CallsQuery,
): Promise<{ data: CallRow[]; has_more: boolean; next_cursor: string | null }> {
  assertPermitted(ctx, "usage:read");
  const { limit, cursor, ...filters } = input;
  const before = decodeCursor(cursor);
  const path = pathOf(ctx, filters);
  const conditions = conditionsOf(path.byKey ? { ...filters, key: undefined, mode: undefined } : filters);
  if (before !== undefined) {
    // The pair is the order; the time alone lets whole partitions be left out.
    conditions.push(
      Prisma.sql`occurred_at <= ${callTime(before)} AND (occurred_at, request_id) < (${callTime(before)}, ${before}::uuid)`,
    );
  }
  const newest = Prisma.sql`ORDER BY occurred_at DESC, request_id DESC LIMIT ${limit + 1}`;
  const rows = await ctx.db.$queryRaw<CallRecord[]>`
    ${path.before}
    SELECT calls.*, (SELECT name FROM api_keys WHERE id = api_key_id AND partner_id = ${ctx.partnerId}::uuid) AS key_name
    FROM ${path.branches} CROSS JOIN LATERAL (
      SELECT * FROM api_calls WHERE ${Prisma.join([path.whose, ...path.conditions, ...conditions], " AND ")} ${newest}
    ) AS calls
    WHERE calls.partner_id = ${ctx.partnerId}::uuid ${newest}`;
  return page(rows.map(presentCall), limit);
}

function conditionsOf(filters: CallFilters): Prisma.Sql[] {
  const { key, endpoint, method, status, error_code, from, to, request_id } = filters;
  const conditions: Prisma.Sql[] = [Prisma.sql`true`];
  if (key === PEOPLE) conditions.push(Prisma.sql`api_key_id IS NULL`);
  else if (key !== undefined) conditions.push(Prisma.sql`api_key_id = ${key}::uuid`);
  if (endpoint !== undefined) conditions.push(Prisma.sql`endpoint = ${endpoint}`);
  if (method !== undefined) conditions.push(Prisma.sql`method = ${method}`);
  if (error_code !== undefined) conditions.push(Prisma.sql`error_code = ${error_code}`);
  if (from !== undefined) conditions.push(Prisma.sql`occurred_at >= ${new Date(from)}`);
  if (to !== undefined) conditions.push(Prisma.sql`occurred_at < ${new Date(to)}`);
  if (request_id !== undefined) {
    conditions.push(Prisma.sql`request_id = ${request_id}::uuid AND occurred_at = ${callTime(request_id)}`);
  }
  if (status !== undefined) {
    const first = Number(status[0]) * 100;
    conditions.push(
      status.endsWith("xx")
        ? Prisma.sql`status >= ${first} AND status < ${first + 100}`
        : Prisma.sql`status = ${Number(status)}`,
    );
  }
  return conditions;
}

interface Path {
  /** What must be said before the SELECT. */
  before: Prisma.Sql;
  /** One row for each run through the index, with `in_mode` and what its other columns are set to. */
  branches: Prisma.Sql;
  /** The first columns of the index. */
  whose: Prisma.Sql;
  /** Whether those are the key, which is the partner's and of one mode. */
  byKey: boolean;
  conditions: Prisma.Sql[];
}

/**
 * How to walk an index in the order of time, so that a filter that few calls pass costs as little as one that most
 * do: every column of the index before its time must have one value, so it is walked once for each value there may be
 * and the newest of all walks are taken. Filters beyond the index's own are checked row by row.
 */
function pathOf(ctx: PartnerContext, filters: CallFilters): Path {
  const { mode, key, endpoint, method, status, error_code, request_id } = filters;
  // What people call stands among the test calls (decision 0028), so that only those are walked for it.
  const walked = mode === undefined ? (key === PEOPLE ? ["test"] : MODES) : [mode];
  const modes = Prisma.sql`unnest(${walked}::key_mode[]) AS in_mode`;
  const whose = Prisma.sql`partner_id = ${ctx.partnerId}::uuid AND mode = in_mode`;
  const plain: Path = { before: Prisma.empty, branches: modes, whose, byKey: false, conditions: [] };
  if (request_id !== undefined || error_code !== undefined) return plain;
  if (key !== undefined && key !== PEOPLE) {
    // All calls of a key are of its own partner and mode. Said once, of the key: the planner takes such conditions for
    // independent, expects next to no rows, and would read and sort all of them.
    const asked = mode === undefined ? Prisma.empty : Prisma.sql`AND mode = ${mode}::key_mode`;
    return {
      ...plain,
      byKey: true,
      whose: Prisma.sql`api_key_id = ${key}::uuid`,
      branches: Prisma.sql`(
        SELECT mode AS in_mode FROM api_keys WHERE id = ${key}::uuid AND partner_id = ${ctx.partnerId}::uuid ${asked}
      ) AS one`,
    };
  }
  if (status === "4xx" || status === "5xx") {
    const first = Number(status[0]) * 100;
    return {
      ...plain,
      before: failedStatuses(ctx, first),
      branches: Prisma.sql`${modes} JOIN statuses USING (in_mode)`,
      conditions: [Prisma.sql`status = of_status AND status >= 400`],
    };
  }
  if (status !== undefined && Number(status) >= 400) return plain;
  if (endpoint === undefined && (method === undefined || method === MOST.method)) return plain;
  if (endpoint === MOST.endpoint) return plain;
  const methods = Prisma.sql`unnest(${method === undefined ? METHODS : [method]}::text[]) AS of_method`;
  const conditions = [Prisma.sql`${OTHERS} AND endpoint = of_endpoint AND method = of_method`];
  if (endpoint !== undefined) {
    return {
      ...plain,
      branches: Prisma.sql`${modes} CROSS JOIN (VALUES (${endpoint})) AS one (of_endpoint) CROSS JOIN ${methods}`,
      conditions,
    };
  }
  return {
    ...plain,
    before: endpoints(ctx),
    branches: Prisma.sql`${modes} JOIN endpoints USING (in_mode) CROSS JOIN ${methods}`,
    conditions,
  };
}

/** Leaps through an index from each value to the next: as many look-ups as there are values, however many rows. */
function leap(
  ctx: PartnerContext,
  name: Prisma.Sql,
  column: Prisma.Sql,
  as: Prisma.Sql,
  among: Prisma.Sql,
): Prisma.Sql {
  const next = (after: Prisma.Sql) => Prisma.sql`(
    SELECT ${column} FROM api_calls WHERE partner_id = ${ctx.partnerId}::uuid AND mode = in_mode AND ${among} ${after}
    ORDER BY ${column} LIMIT 1)`;
  return Prisma.sql`WITH RECURSIVE ${name} AS (
    SELECT in_mode, ${next(Prisma.empty)} AS ${as} FROM unnest(${MODES}::key_mode[]) AS in_mode
    UNION ALL
    SELECT in_mode, ${next(Prisma.sql`AND ${column} > ${as}`)} FROM ${name} WHERE ${as} IS NOT NULL
  )`;
}

function endpoints(ctx: PartnerContext): Prisma.Sql {
  return leap(ctx, Prisma.sql`endpoints`, Prisma.sql`endpoint`, Prisma.sql`of_endpoint`, OTHERS);
}

function failedStatuses(ctx: PartnerContext, first: number): Prisma.Sql {
  const among = Prisma.sql`status >= 400 AND status >= ${first} AND status < ${first + 100}`;
  return leap(ctx, Prisma.sql`statuses`, Prisma.sql`status`, Prisma.sql`of_status`, among);
}
