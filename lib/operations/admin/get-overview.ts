import { type QueueDepth, queueDepth } from "@/lib/operations/admin/get-jobs";
import { readPartnerFacts, WAITING_SINCE } from "@/lib/operations/admin/partner-facts";
import type { HealthBand } from "@/lib/operations/admin/schemas";
import { NOBODY } from "@/lib/partners/usage/sum-calls";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LISTED_TICKETS = 5;
const LISTED_PARTNERS = 5;

export interface Overview {
  partners: {
    total: number;
    /** Signed up in the last 7 days. */
    fresh: number;
    /** Made any call in the last 7 days. */
    active: number;
    suspended: number;
  };
  calls: {
    /** Since midnight UTC. */
    today: number;
    errorsToday: number;
    /** Since midnight until the last full hour, today and a week ago: what can be compared. */
    untilHour: number;
    untilHourLastWeek: number;
    errorsUntilHourLastWeek: number;
    /** The last full hour's end. */
    hour: Date;
    /** By UTC hour of today, null for those that are not over, and of the same day last week. */
    hours: { hour: number; today: number | null; lastWeek: number }[];
  };
  queue: QueueDepth;
  tickets: {
    waiting: number;
    /** Those that have waited longest for us. */
    oldest: { id: string; number: number; subject: string; companyName: string; waitingSince: Date }[];
  };
  /** Of the partners that are not suspended. */
  health: Record<HealthBand, number>;
  /** The partners that fare worst, none of them healthy or suspended. */
  worst: { id: string; companyName: string; tier: string; score: number; band: HealthBand; reason: string }[];
}

/** How the installation fares at a glance. For admins. */
export async function getOverview(ctx: AdminContext): Promise<Overview> {
  assertAdmin(ctx);
  const now = ctx.clock.now();
  const [facts, calls, queue, tickets] = await Promise.all([
    readPartnerFacts(ctx),
    callsToday(ctx, now),
    queueDepth(ctx),
    ticketsWaiting(ctx),
  ]);
  const running = facts.filter(({ suspendedAt }) => suspendedAt === null);
  const inBand = (band: HealthBand) => running.filter(({ health }) => health.band === band).length;
  return {
    partners: {
      total: facts.length,
      fresh: facts.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < 7 * DAY_MS).length,
      active: facts.filter(({ callsLastWeek }) => callsLastWeek > 0).length,
      suspended: facts.length - running.length,
    },
    calls,
    queue,
    tickets,
    health: { healthy: inBand("healthy"), watch: inBand("watch"), at_risk: inBand("at_risk") },
    worst: running
      .filter(({ health }) => health.band !== "healthy")
      .sort((a, b) => a.health.score - b.health.score || (a.id < b.id ? -1 : 1))
      .slice(0, LISTED_PARTNERS)
      .map(({ id, companyName, tier, health }) => ({
        id,
        companyName,
        tier,
        score: health.score,
        band: health.band,
        reason: health.parts.reduce((worst, part) => (lost(part) > lost(worst) ? part : worst)).reason,
      })),
  };
}

function lost({ points, most }: { points: number | null; most: number }): number {
  return points === null ? 0 : most - points;
}

async function callsToday(ctx: AdminContext, now: Date): Promise<Overview["calls"]> {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const lastWeek = new Date(today.getTime() - 7 * DAY_MS);
  const rows = await ctx.db.$queryRaw<{ hour: Date; calls: bigint; errors: bigint }[]>`
    SELECT hour, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors FROM usage_totals
    WHERE partner_id <> ${NOBODY}::uuid
      AND (hour >= ${today} OR (hour >= ${lastWeek} AND hour < ${new Date(lastWeek.getTime() + DAY_MS)}))
    GROUP BY hour`;
  const sum = (field: "calls" | "errors", from: Date, to: number) =>
    rows
      .filter((row) => row.hour >= from && row.hour.getTime() < to)
      .reduce((total, row) => total + Number(row[field]), 0);
  const weekMs = 7 * DAY_MS;
  return {
    today: sum("calls", today, Number.POSITIVE_INFINITY),
    errorsToday: sum("errors", today, Number.POSITIVE_INFINITY),
    untilHour: sum("calls", today, hour.getTime()),
    untilHourLastWeek: sum("calls", lastWeek, hour.getTime() - weekMs),
    errorsUntilHourLastWeek: sum("errors", lastWeek, hour.getTime() - weekMs),
    hour,
    hours: Array.from({ length: 24 }, (_, index) => {
      const start = today.getTime() + index * HOUR_MS;
      return {
        hour: index,
        today: start >= hour.getTime() ? null : sum("calls", new Date(start), start + HOUR_MS),
        lastWeek: sum("calls", new Date(start - weekMs), start - weekMs + HOUR_MS),
      };
    }),
  };
}

async function ticketsWaiting(ctx: AdminContext): Promise<Overview["tickets"]> {
  const [waiting, oldest] = await Promise.all([
    ctx.db.ticket.count({ where: { status: "open" } }),
    ctx.db.$queryRaw<
      { id: string; number: number; subject: string; company_name: string; waiting_since: Date }[]
    >`
      SELECT t.id, t.number, t.subject, partners.company_name, ${WAITING_SINCE} AS waiting_since
      FROM tickets t JOIN partners ON partners.id = t.partner_id
      WHERE t.status = 'open' ORDER BY waiting_since, t.number LIMIT ${LISTED_TICKETS}`,
  ]);
  return {
    waiting,
    oldest: oldest.map((row) => ({
      id: row.id,
      number: row.number,
      subject: row.subject,
      companyName: row.company_name,
      waitingSince: row.waiting_since,
    })),
  };
}
