import { findEvent } from "@/lib/events/events/find-event";
import { attendeeNames } from "@/lib/events/pairing/attendee-names";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { lastMatch } from "@/lib/events/pairing/list-matches";
import { withOwnTables } from "@/lib/events/pairing/present-own";
import { presentSchedule } from "@/lib/events/pairing/present-run";
import { type ReportRow, type RoundColumn, roundColumns } from "@/lib/events/pairing/report-schemas";
import type { SchedulePlan } from "@/lib/events/pairing/schedule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

const FIXED = ["external_id", "name", "source", "met", "byes", "best", "mean", "worst", "envy", "envies"];

/** A row before the event's attendees say whose it is. */
type Figures = Omit<ReportRow, "name">;

/**
 * How each attendee fares, as a table: by the event's last schedule, else by the stored pairs of its last match.
 *
 * Throws Forbidden; NotFound for another's event; Conflict `event_not_matched`.
 */
export async function exportReport(
  ctx: PartnerContext,
  { event_id }: EventPath,
): Promise<{ fileName: string; columns: string[]; pages: ReportRow[][] }> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const schedule = await findSchedule(ctx, event.id);
  const plan = schedule === null ? null : await withOwnTables(ctx, presentSchedule(event.id, schedule));
  const figures = plan === null ? await matchFigures(ctx, event.id) : scheduleFigures(plan);
  const names = await attendeeNames(
    ctx,
    event.id,
    figures.map(({ external_id }) => external_id),
  );
  const rounds = plan?.rounds.flatMap(({ round }) => roundColumns(round)) ?? [];
  return {
    fileName: `report-${event.name}.csv`,
    columns: [...FIXED, ...rounds],
    pages: [figures.map((row) => ({ ...row, name: names.get(row.external_id) ?? null }))],
  };
}

function scheduleFigures({ guests, own_answers_guests, rounds }: SchedulePlan): Figures[] {
  const seats = new Map(
    [...guests, ...own_answers_guests].map(({ id }): [string, Record<RoundColumn, string | number>] => [
      id,
      {},
    ]),
  );
  for (const { round, tables, scores, bands } of rounds) {
    for (const [table, people] of tables.entries()) {
      for (const [place, id] of people.entries()) {
        Object.assign(seats.get(id) ?? {}, {
          [`table_${round}`]: table + 1,
          [`partners_${round}`]: people.filter((other) => other !== id).join("; "),
          [`scores_${round}`]: scoresAt(
            cellsOf(scores?.[table] ?? [], bands?.[table] ?? []),
            place,
            people.length,
          ),
        });
      }
    }
  }
  const unknown = { best: null, mean: null, worst: null, envy: null, envies: null };
  return [...guests, ...own_answers_guests.map((guest) => ({ ...guest, ...unknown }))].map(
    ({ id, met, byes, best, mean, worst, envy, envies }) => ({
      external_id: id,
      source: "schedule",
      met,
      byes,
      best,
      mean,
      worst,
      envy,
      envies,
      ...seats.get(id),
    }),
  );
}

type Band = NonNullable<SchedulePlan["rounds"][number]["bands"]>[number][number];

/** The scores of a table’s pairs, and the bands of those who answered for themselves. */
function cellsOf(scores: readonly (number | null)[], bands: readonly Band[]): (number | string | null)[] {
  return scores.map((score, at) => {
    const band = bands[at] ?? null;
    return band === null ? score : `${band.low} to ${band.high}`;
  });
}

/** One person's scores at a table, in the order of the others: a number for a pair, else separated by semicolons. */
function scoresAt(
  scores: readonly (number | string | null)[],
  place: number,
  size: number,
): string | number | null {
  if (scores.length === 0) return null;
  const own: (number | string | null)[] = [];
  let at = 0;
  for (let one = 0; one < size; one++) {
    for (let other = one + 1; other < size; other++, at++) {
      if (one === place || other === place) own.push(scores[at] ?? null);
    }
  }
  return own.length === 1 ? (own[0] ?? null) : own.map((value) => value ?? "").join("; ");
}

/** Those who are in a stored pair, the best pair's first. Throws Conflict `event_not_matched`. */
async function matchFigures(ctx: PartnerContext, eventId: string): Promise<Figures[]> {
  const run = await lastMatch(ctx.db, eventId, ctx.partnerId);
  if (run === null) {
    throw new Conflict(
      "event_not_matched",
      "Nothing is known of this event yet: match it, or plan its rounds.",
    );
  }
  const pairs = await ctx.db.matchPair.findMany({
    where: { runId: run.id },
    orderBy: { rank: "asc" },
    select: { attendee1Id: true, attendee2Id: true, score: true },
  });
  const scoresOf = new Map<string, number[]>();
  for (const { attendee1Id, attendee2Id, score } of pairs) {
    for (const id of [attendee1Id, attendee2Id]) {
      const scores = scoresOf.get(id) ?? [];
      scores.push(score);
      scoresOf.set(id, scores);
    }
  }
  return Array.from(scoresOf, ([external_id, scores]) => ({
    external_id,
    source: "match",
    met: scores.length,
    byes: null,
    best: scores[0] ?? null,
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    worst: scores.at(-1) ?? null,
    envy: null,
    envies: null,
  }));
}
