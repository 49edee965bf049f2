import { callTime } from "@/lib/partners/usage/present-call";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

export interface BilledCallsQuery {
  /** The UTC day and the endpoint, `METHOD /v1/path`, of the calls. */
  day: Date;
  endpoint: string;
  /** Calls before it were not charged. */
  from: Date;
  /** When their rows were recorded; null for no earliest or latest. */
  recordedFrom: Date | null;
  recordedBefore: Date | null;
  limit: number;
  cursor?: string | undefined;
}

export interface BilledCall {
  id: string;
  occurredAt: Date;
  units: number;
  key: { id: string; name: string } | null;
}

export interface BilledCalls {
  /** Of all pages. */
  calls: number;
  units: number;
  data: BilledCall[];
  has_more: boolean;
  next_cursor: string | null;
}

const DAY_MS = 86_400_000;

/**
 * The partner's charged live calls of one day at one endpoint, oldest first, told apart by when their rows were
 * recorded. Throws Forbidden, and Invalid for a cursor that is not ours.
 */
export async function listBilledCalls(ctx: PartnerContext, query: BilledCallsQuery): Promise<BilledCalls> {
  assertPermitted(ctx, "usage:read");
  const { day, endpoint, from, recordedFrom, recordedBefore, limit, cursor } = query;
  const after = decodeCursor(cursor);
  const [method = "", path = ""] = endpoint.split(" ", 2);
  const where = Prisma.sql`partner_id = ${ctx.partnerId}::uuid AND mode = 'live' AND billable
    AND occurred_at >= greatest(${day}::timestamptz, ${from}::timestamptz) AND occurred_at < ${new Date(day.getTime() + DAY_MS)}
    AND endpoint = ${path} AND method = ${method}
    AND recorded_at >= coalesce(${recordedFrom}::timestamptz, '-infinity')
    AND recorded_at < coalesce(${recordedBefore}::timestamptz, 'infinity')`;
  const beyond =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND occurred_at >= ${callTime(after)} AND (occurred_at, request_id) > (${callTime(after)}, ${after}::uuid)`;
  const [[sum], rows] = await Promise.all([
    ctx.db.$queryRaw<{ calls: bigint; units: bigint }[]>`
      SELECT count(*) AS calls, coalesce(sum(units), 0)::bigint AS units FROM api_calls WHERE ${where}`,
    ctx.db.$queryRaw<{ id: string; at: Date; units: number; key: string | null; name: string | null }[]>`
      SELECT request_id::text AS id, occurred_at AS at, units, api_key_id::text AS key,
        (SELECT name FROM api_keys WHERE api_keys.id = api_key_id AND api_keys.partner_id = ${ctx.partnerId}::uuid) AS name
      FROM api_calls WHERE ${where} ${beyond} ORDER BY occurred_at, request_id LIMIT ${limit + 1}`,
  ]);
  const data = rows.map(({ id, at, units, key, name }) => ({
    id,
    occurredAt: at,
    units,
    key: key === null ? null : { id: key, name: name ?? key },
  }));
  return { calls: Number(sum?.calls ?? 0), units: Number(sum?.units ?? 0), ...page(data, limit) };
}
