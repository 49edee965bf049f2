import { type Health, healthScore } from "@/lib/operations/admin/health-score";
import { limitsOf } from "@/lib/plans/limits-of";
import type { AdminContext } from "@/lib/platform/context";
import { type Partner as PartnerRow, Prisma } from "@/lib/platform/prisma/client";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

type TierName = PartnerRow["tier"];

/** What admins are told of a partner wherever it stands on a list. */
export interface PartnerFacts {
  id: string;
  companyName: string;
  email: string;
  tier: TierName;
  subscriptionStatus: PartnerRow["subscriptionStatus"];
  suspendedAt: Date | null;
  createdAt: Date;
  callsLastWeek: number;
  errorsLastWeek: number;
  lastCallAt: Date | null;
  ticketsWaiting: number;
  health: Health;
}

interface Row {
  id: string;
  company_name: string;
  email: string;
  email_verified_at: Date | null;
  tier: TierName;
  subscription_status: PartnerRow["subscriptionStatus"];
  per_minute_limit: number | null;
  per_day_limit: number | null;
  suspended_at: Date | null;
  created_at: Date;
  calls_last_week: bigint | null;
  calls_week_before: bigint | null;
  errors_last_week: bigint | null;
  busiest_day_units: bigint | null;
  last_hour: Date | null;
  last_used_at: Date | null;
  has_live_key: boolean | null;
  live_key_used: boolean | null;
  tickets_waiting: bigint | null;
  oldest_waiting_since: Date | null;
  members: bigint | null;
}

/**
 * Since when a ticket (`t`) waits for us: the first thing its partner said after the last thing we said.
 */
export const WAITING_SINCE = Prisma.sql`coalesce((
  SELECT min(m.created_at) FROM ticket_messages m
  WHERE m.ticket_id = t.id AND m.author_type = 'partner' AND m.created_at > coalesce((
    SELECT max(s.created_at) FROM ticket_messages s WHERE s.ticket_id = t.id AND s.author_type = 'staff'
  ), '-infinity'::timestamptz)
), t.updated_at)`;

/**
 * The facts and health of all partners (`p`) that `where` chooses, in one statement over the hourly sums of the last
 * two weeks, whatever their number.
 */
export async function readPartnerFacts(
  ctx: AdminContext,
  where: Prisma.Sql = Prisma.sql`true`,
): Promise<PartnerFacts[]> {
  const now = ctx.clock.now();
  const lastWeek = hoursBefore(now, WEEK_MS);
  const rows = await ctx.db.$queryRaw<Row[]>`
    WITH chosen AS (SELECT * FROM partners p WHERE ${where}),
    days AS (
      SELECT partner_id, hour >= ${lastWeek} AS recent, sum(calls) AS calls, sum(errors) AS errors,
        max(hour) AS last_hour, sum(day_use) FILTER (WHERE mode = 'live') AS units
      FROM usage_totals
      WHERE hour >= ${hoursBefore(now, 2 * WEEK_MS)} AND partner_id IN (SELECT id FROM chosen)
      GROUP BY 1, 2, date_trunc('day', hour, 'UTC')
    ),
    used AS (
      SELECT partner_id, (sum(calls) FILTER (WHERE recent))::bigint AS calls_last_week,
        (sum(calls) FILTER (WHERE NOT recent))::bigint AS calls_week_before,
        (sum(errors) FILTER (WHERE recent))::bigint AS errors_last_week,
        (max(units) FILTER (WHERE recent))::bigint AS busiest_day_units, max(last_hour) AS last_hour
      FROM days GROUP BY partner_id
    ),
    keys AS (
      SELECT partner_id, max(last_used_at) AS last_used_at,
        bool_or(mode = 'live' AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})) AS has_live_key,
        bool_or(mode = 'live' AND last_used_at IS NOT NULL) AS live_key_used
      FROM api_keys WHERE partner_id IN (SELECT id FROM chosen) GROUP BY partner_id
    ),
    waiting AS (
      SELECT partner_id, count(*) AS tickets_waiting, min(${WAITING_SINCE}) AS oldest_waiting_since
      FROM tickets t WHERE status = 'open' AND partner_id IN (SELECT id FROM chosen) GROUP BY partner_id
    ),
    team AS (
      SELECT partner_id, count(*) AS members FROM partner_members
      WHERE partner_id IN (SELECT id FROM chosen) GROUP BY partner_id
    )
    SELECT chosen.*, used.*, keys.*, waiting.*, team.*, chosen.id AS id
    FROM chosen
    LEFT JOIN used ON used.partner_id = chosen.id
    LEFT JOIN keys ON keys.partner_id = chosen.id
    LEFT JOIN waiting ON waiting.partner_id = chosen.id
    LEFT JOIN team ON team.partner_id = chosen.id`;
  return rows.map((row) => factsOf(row, now));
}

function hoursBefore(now: Date, ms: number): Date {
  return new Date(Math.floor((now.getTime() - ms) / HOUR_MS) * HOUR_MS);
}

function factsOf(row: Row, now: Date): PartnerFacts {
  const callsLastWeek = Number(row.calls_last_week ?? 0);
  const errorsLastWeek = Number(row.errors_last_week ?? 0);
  const busiestDayUnits = Number(row.busiest_day_units ?? 0);
  const ticketsWaiting = Number(row.tickets_waiting ?? 0);
  const lastCallAt = latest(row.last_hour, row.last_used_at);
  const limited = {
    tier: row.tier,
    subscriptionStatus: row.subscription_status,
    perMinuteLimit: row.per_minute_limit,
    perDayLimit: row.per_day_limit,
  };
  return {
    id: row.id,
    companyName: row.company_name,
    email: row.email,
    tier: row.tier,
    subscriptionStatus: row.subscription_status,
    suspendedAt: row.suspended_at,
    createdAt: row.created_at,
    callsLastWeek,
    errorsLastWeek,
    lastCallAt,
    ticketsWaiting,
    health: healthScore(
      {
        createdAt: row.created_at,
        callsLastWeek,
        callsWeekBefore: Number(row.calls_week_before ?? 0),
        errorsLastWeek,
        lastCallAt,
        busiestDayUnits,
        perDayLimit: limitsOf(limited, "live").perDay,
        ticketsWaiting,
        oldestWaitingSince: row.oldest_waiting_since,
        emailVerified: row.email_verified_at !== null,
        tier: row.tier,
        subscriptionStatus: row.subscription_status,
        hasLiveKey: row.has_live_key ?? false,
        hasLiveCall: busiestDayUnits > 0 || (row.live_key_used ?? false),
        members: Number(row.members ?? 0),
      },
      now,
    ),
  };
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
