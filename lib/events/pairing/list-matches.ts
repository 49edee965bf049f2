import { findEvent } from "@/lib/events/events/find-event";
import { ownMatchesOf } from "@/lib/events/pairing/present-own";
import { presentPair } from "@/lib/events/pairing/present-run";
import { type ListMatches, type Matches, MatchSummary } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { MatchRun as MatchRunRow } from "@/lib/platform/prisma/client";

/** The stored pairs of the event's last match, best first. Throws Forbidden, NotFound, Invalid. */
export async function listMatches(ctx: PartnerContext, input: ListMatches): Promise<Matches> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, input.event_id);
  const after = decodePlace(input.cursor);
  const run = await lastMatch(ctx.db, event.id, ctx.partnerId, after?.runId);
  if (run === null) {
    return {
      run_id: null,
      total_matches: 0,
      own_answers_matches: [],
      data: [],
      has_more: false,
      next_cursor: null,
    };
  }
  const rows = await ctx.db.matchPair.findMany({
    where: { runId: run.id, rank: { gt: after?.rank ?? 0 } },
    orderBy: { rank: "asc" },
    take: input.limit + 1,
  });
  const data = rows.slice(0, input.limit).map((row) => ({ rank: row.rank, ...presentPair(row) }));
  const hasMore = rows.length > input.limit;
  return {
    run_id: run.id,
    total_matches: MatchSummary.parse(run.summary).total_matches,
    own_answers_matches: after === undefined ? await ownMatchesOf(ctx, run) : [],
    data,
    has_more: hasMore,
    next_cursor: hasMore ? encodePlace(run.id, data.at(-1)?.rank ?? 0) : null,
  };
}

/** The last match of an event that finished, or the one that pages before were of. */
export async function lastMatch(
  db: Db,
  eventId: string,
  partnerId: string,
  runId?: string,
): Promise<MatchRunRow | null> {
  return db.matchRun.findFirst({
    where: {
      eventId,
      partnerId,
      kind: "match",
      status: "finished",
      ...(runId === undefined ? {} : { id: runId }),
    },
    orderBy: { id: "desc" },
  });
}

/** Pages go on in the run that they began with, also when the event is matched again meanwhile. */
function encodePlace(runId: string, rank: number): string {
  return Buffer.from(`${runId}/${rank}`, "utf8").toString("base64url");
}

function decodePlace(cursor: string | undefined): { runId: string; rank: number } | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const [, runId, rank] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,9})$/.exec(text) ?? [];
  if (runId === undefined) {
    throw new Invalid("invalid_input", "The cursor is not one that we gave.", [
      { path: "cursor", message: "Must be the next_cursor of an earlier page." },
    ]);
  }
  return { runId, rank: Number(rank) };
}
