import { findEvent } from "@/lib/events/events/find-event";
import type {
  AttendeeCounts,
  EventAnalytics,
  GuestDistribution,
  MatchAnalytics,
  ScheduleAnalytics,
} from "@/lib/events/pairing/analytics-schemas";
import { getOutcomes, type Outcomes } from "@/lib/events/pairing/get-outcomes";
import { lastMatch } from "@/lib/events/pairing/list-matches";
import { StoredPlan } from "@/lib/events/pairing/schedule-schemas";
import { type EventPath, MatchSummary } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";
import type { AttendeePool, MatchRun as MatchRunRow } from "@/lib/platform/prisma/client";

/**
 * What is known of an event before its guests have met, and what they made of it after. The outcomes hold more than the API's
 * reply names, for the page. Throws Forbidden, NotFound.
 */
export async function getAnalytics(
  ctx: PartnerContext,
  { event_id }: EventPath,
): Promise<EventAnalytics & { outcomes: Outcomes }> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const { partnerId } = ctx;
  const [attendees, outcomes, match, schedule] = await Promise.all([
    attendeeCounts(ctx, event.id),
    getOutcomes(ctx, { event_id: event.id }),
    lastMatch(ctx.db, event.id, partnerId),
    ctx.db.matchRun.findFirst({
      where: { eventId: event.id, partnerId, kind: "schedule", status: "finished" },
      orderBy: { id: "desc" },
      include: { schedule: { select: { plan: true } } },
    }),
  ]);
  return {
    event_id: event.id,
    status: event.status,
    starts_at: event.startsAt.toISOString(),
    ends_at: event.endsAt.toISOString(),
    created_at: event.createdAt.toISOString(),
    published_at: event.publishedAt?.toISOString() ?? null,
    matched_at: event.matchedAt?.toISOString() ?? null,
    finished_at: event.finishedAt?.toISOString() ?? null,
    cancelled_at: event.cancelledAt?.toISOString() ?? null,
    attendees,
    match: match === null ? null : await matchAnalytics(ctx.db, match),
    schedule: schedule?.schedule == null ? null : scheduleAnalytics(schedule, schedule.schedule.plan),
    outcomes,
  };
}

async function attendeeCounts(
  { db, partnerId }: PartnerContext,
  eventId: string,
): Promise<EventAnalytics["attendees"]> {
  const rows = await db.eventAttendee.groupBy({
    by: ["pool"],
    where: { eventId, partnerId },
    _count: { _all: true, traitsSource: true },
  });
  const countsOf = (pools: readonly AttendeePool[]): AttendeeCounts => {
    const of = rows.filter(({ pool }) => pools.includes(pool)).map(({ _count }) => _count);
    const total = of.reduce((sum, { _all }) => sum + _all, 0);
    const withTraits = of.reduce((sum, { traitsSource }) => sum + traitsSource, 0);
    return { total, with_traits: withTraits, without_traits: total - withTraits };
  };
  return {
    ...countsOf(["uploaded", "api"]),
    by_pool: { uploaded: countsOf(["uploaded"]), api: countsOf(["api"]) },
  };
}

function runFigures({ id, createdAt, finishedAt, attendees, modelVersion }: MatchRunRow) {
  return {
    run_id: id,
    created_at: createdAt.toISOString(),
    finished_at: (finishedAt ?? createdAt).toISOString(),
    attendees,
    model_version: modelVersion,
  };
}

async function matchAnalytics(db: Db, run: MatchRunRow): Promise<MatchAnalytics> {
  const { billable_units: _, price_micro_usd: __, ...summary } = MatchSummary.parse(run.summary);
  const [stored] = await db.$queryRaw<{ pairs: number; people: number }[]>`
    SELECT count(DISTINCT rank)::int AS pairs, count(DISTINCT person)::int AS people
    FROM match_pairs CROSS JOIN unnest(ARRAY[attendee1_id, attendee2_id]) AS person
    WHERE run_id = ${run.id}::uuid`;
  const isWhole = stored?.pairs === summary.total_matches;
  return {
    ...runFigures(run),
    ...summary,
    attendees_without_match: isWhole ? run.attendees - stored.people : null,
  };
}

function scheduleAnalytics(run: MatchRunRow, stored: unknown): ScheduleAnalytics {
  const plan = StoredPlan.parse(stored);
  const { guests } = plan;
  const byes = guests.map((guest) => guest.byes);
  return {
    ...runFigures(run),
    objective: plan.objective,
    rounds: plan.rounds.length,
    table_size: plan.table_size,
    total_score: plan.total_score,
    is_certified: plan.is_certified,
    gap: plan.is_certified ? 0 : (plan.bound?.gap ?? null),
    price_of_fairness: plan.price_of_fairness,
    best: distributionOf(guests.map(({ best }) => best)),
    mean: distributionOf(guests.map(({ mean }) => mean)),
    worst: distributionOf(guests.map(({ worst }) => worst)),
    attendees_without_meeting: guests.filter(({ met }) => met === 0).length,
    attendees_with_envy: guests.filter(({ envy }) => envy > 0).length,
    byes: {
      total: byes.reduce((sum, count) => sum + count, 0),
      least: Math.min(...byes),
      most: Math.max(...byes),
    },
  };
}

function distributionOf(values: readonly (number | null)[]): GuestDistribution | null {
  const sorted = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  if (sorted.length === 0) return null;
  const at = (fraction: number) => {
    const position = fraction * (sorted.length - 1);
    const low = sorted[Math.floor(position)] ?? 0;
    return low + ((sorted[Math.ceil(position)] ?? 0) - low) * (position - Math.floor(position));
  };
  return { min: at(0), q1: at(0.25), median: at(0.5), q3: at(0.75), p90: at(0.9), max: at(1) };
}
