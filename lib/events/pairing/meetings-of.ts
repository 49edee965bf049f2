import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { withOwnTables } from "@/lib/events/pairing/present-own";
import { presentSchedule } from "@/lib/events/pairing/present-run";
import type { Context } from "@/lib/platform/context";

/** People who sit together in a round, by their seats at the event. */
export interface Meeting {
  readonly runId: string;
  readonly round: number;
  /** Counted from 1. */
  readonly table: number;
  readonly people: readonly string[];
  /** Whether the round was drawn at random. */
  readonly control: boolean;
  /** The score that was predicted for each pair, or the middle of its band: of the first person with each after it. */
  readonly predicted: readonly (number | null)[];
}

/**
 * Who meets whom by the event's last schedule, as it may be shown now. People of a call who are not stored with the event are
 * left out. Empty before the first schedule.
 */
export async function meetingsOf(
  ctx: Context,
  { eventId, partnerId }: { eventId: string; partnerId: string },
): Promise<Meeting[]> {
  const stored = await findSchedule({ db: ctx.db, partnerId }, eventId);
  if (stored === null) return [];
  const schedule = await withOwnTables(ctx, presentSchedule(eventId, stored));
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId, partnerId },
    select: { id: true, externalId: true },
  });
  const seatOf = new Map(rows.map(({ id, externalId }) => [externalId, id]));
  const controlRound = controlRoundOf(stored.plan);
  return schedule.rounds.flatMap(({ round, tables, scores, bands }) =>
    tables.flatMap((table, at) => {
      const people = table.map((id) => seatOf.get(id));
      // Scores count by pairs of the whole table, so a table with a stranger has none.
      const known = people.filter((id) => id !== undefined);
      if (known.length < 2) return [];
      const predicted =
        known.length === people.length
          ? (scores?.[at] ?? []).map((score, pair) => score ?? middleOf(bands?.[at]?.[pair] ?? null))
          : [];
      return [
        {
          runId: schedule.run_id,
          round,
          table: at + 1,
          people: known,
          control: round === controlRound,
          predicted,
        },
      ];
    }),
  );
}

function middleOf(band: { low: number; high: number } | null): number | null {
  return band === null ? null : (band.low + band.high) / 200;
}

function controlRoundOf(plan: unknown): number | null {
  if (typeof plan !== "object" || plan === null || !("control_round" in plan)) return null;
  return typeof plan.control_round === "number" ? plan.control_round : null;
}
