import type { GuestContext } from "@/lib/events/events/guest";
import { CHECK_FLOOR } from "@/lib/events/meetings/schemas";
import { apartPairs } from "@/lib/events/pairing/apart-pairs";
import { loadOwnCrowd } from "@/lib/events/pairing/own-crowd";
import { compareReadings } from "@/lib/people/together/compare-readings";
import { transaction } from "@/lib/platform/db";

export type FitCheck =
  | { readonly state: "ready"; readonly close: number; readonly others: number }
  /** Fewer than ten others count. */
  | { readonly state: "too_few" }
  /** The guest has no answers of their own here, or did not agree that they are compared. */
  | { readonly state: "not_in_it" };

/** So many guests must have come or gone before the numbers change: the difference then is about no one in particular. */
const CHANGED_BY = 5;
const CLOSE_STEP = 3;
const OTHERS_STEP = 5;

/**
 * How many of the other guests who answered for themselves and agree to be matched fit this guest closely, in coarse steps.
 * Neither new answers nor single guests who come or go change what was shown.
 */
export async function checkFit(ctx: GuestContext): Promise<FitCheck> {
  const crowd = await loadOwnCrowd(ctx, ctx);
  const own = crowd.find(({ attendeeId }) => attendeeId === ctx.attendeeId);
  if (own === undefined) return { state: "not_in_it" };
  const apart = new Set((await apartPairs(ctx.db, ctx.eventId)).map(({ seats }) => seats.join(" ")));
  const isApart = (id: string) => apart.has([id, own.attendeeId].toSorted().join(" "));
  const others = crowd.filter((person) => person !== own && !isApart(person.attendeeId));
  if (others.length < CHECK_FLOOR) return { state: "too_few" };
  return transaction(ctx, async (tx) => {
    const { attendeeId } = ctx;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`guest-check:${attendeeId}`}, 0))`;
    const before = await tx.guestCheck.findUnique({ where: { attendeeId } });
    const members = others.map((person) => person.attendeeId);
    if (before !== null && differences(before.members, members) < CHANGED_BY) return shown(before);
    const close = others.filter(
      ({ reading }) => compareReadings(own.reading, reading)?.overall === "closer",
    ).length;
    const data = { close, others: others.length, members, computedAt: ctx.clock.now() };
    await tx.guestCheck.upsert({ where: { attendeeId }, create: { attendeeId, ...data }, update: data });
    return shown(data);
  });
}

function differences(before: readonly string[], now: readonly string[]): number {
  const [one, other] = [new Set(before), new Set(now)];
  return before.filter((id) => !other.has(id)).length + now.filter((id) => !one.has(id)).length;
}

/** To the nearest three of the nearest lower five. */
function shown({ close, others }: { close: number; others: number }): FitCheck {
  const of = Math.floor(others / OTHERS_STEP) * OTHERS_STEP;
  return { state: "ready", close: Math.min(of, Math.round(close / CLOSE_STEP) * CLOSE_STEP), others: of };
}
