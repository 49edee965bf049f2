import { presentCheckIns, WITH_NAMES } from "@/lib/events/check-in/present-check-in";
import type { CheckIns, ListCheckIns } from "@/lib/events/check-in/schemas";
import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** What happened at an event's doors, the last first. Throws Forbidden, NotFound, Invalid for a cursor that is not ours. */
export async function listCheckIns(
  ctx: PartnerContext,
  { event_id, limit, cursor }: ListCheckIns,
): Promise<CheckIns> {
  assertPermitted(ctx, "events:read");
  const before = cursor === undefined ? undefined : decodePlace(cursor);
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.checkIn.findMany({
    where: {
      eventId: event.id,
      partnerId: ctx.partnerId,
      ...(before === undefined
        ? {}
        : { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
    include: WITH_NAMES,
  });
  const data = await presentCheckIns(ctx, ctx.db, rows.slice(0, limit));
  const last = rows.length > limit ? data.at(-1) : undefined;
  return {
    data,
    has_more: last !== undefined,
    next_cursor: last === undefined ? null : Buffer.from(`${last.at} ${last.id}`).toString("base64url"),
  };
}

const PLACE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function decodePlace(cursor: string): { at: Date; id: string } {
  const [, at = "", id = ""] = PLACE.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1) {
    throw new Invalid("invalid_input", "The cursor is not one that we gave.", [
      { path: "cursor", message: "Must be the next_cursor of an earlier page." },
    ]);
  }
  return { at: time, id };
}
