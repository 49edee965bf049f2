import { findEvent } from "@/lib/events/events/find-event";
import { lastMatch } from "@/lib/events/pairing/list-matches";
import type { ListPairs, NamedPair } from "@/lib/events/pairing/page-schemas";
import { presentPair } from "@/lib/events/pairing/present-run";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import type { MatchPair as MatchPairRow } from "@/lib/platform/prisma/client";

/** Pairs on one page. */
export const PAIRS_A_PAGE = 25;

/**
 * The stored pairs of the event's last match with the names of attendees, best first: all, or those with an attendee
 * whose name or id has the letters of `name`, in whatever case. Throws Forbidden, NotFound.
 */
export async function listPairs(
  ctx: PartnerContext,
  { event_id, name, page }: ListPairs,
): Promise<{ pairs: NamedPair[]; stored: number; has_more: boolean }> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const run = await lastMatch(ctx.db, event.id, ctx.partnerId);
  if (run === null) return { pairs: [], stored: 0, has_more: false };
  const letters = name === undefined || name === "" ? null : name.toLowerCase();
  const [rows, stored] = await Promise.all([
    ctx.db.$queryRaw<(MatchPairRow & { name1: string | null; name2: string | null })[]>`
      SELECT pair.run_id AS "runId", pair.rank, pair.attendee1_id AS "attendee1Id", pair.attendee2_id AS "attendee2Id",
        pair.score, pair.alignments, one.name AS name1, other.name AS name2
      FROM match_pairs pair
      LEFT JOIN event_attendees one ON one.event_id = ${event.id}::uuid AND one.partner_id = ${ctx.partnerId}::uuid
        AND one.external_id = pair.attendee1_id
      LEFT JOIN event_attendees other ON other.event_id = ${event.id}::uuid AND other.partner_id = ${ctx.partnerId}::uuid
        AND other.external_id = pair.attendee2_id
      WHERE pair.run_id = ${run.id}::uuid AND (${letters}::text IS NULL
        OR strpos(lower(concat_ws(E'\\n', one.name, pair.attendee1_id)), ${letters}) > 0
        OR strpos(lower(concat_ws(E'\\n', other.name, pair.attendee2_id)), ${letters}) > 0)
      ORDER BY pair.rank LIMIT ${PAIRS_A_PAGE + 1} OFFSET ${(page - 1) * PAIRS_A_PAGE}`,
    ctx.db.matchPair.count({ where: { runId: run.id } }),
  ]);
  return {
    pairs: rows.slice(0, PAIRS_A_PAGE).map((row) => ({
      rank: row.rank,
      ...presentPair(row),
      attendee1_name: row.name1,
      attendee2_name: row.name2,
    })),
    stored,
    has_more: rows.length > PAIRS_A_PAGE,
  };
}
