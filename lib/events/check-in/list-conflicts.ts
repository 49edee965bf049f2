import { foldCheckIns } from "@/lib/events/check-in/fold-check-ins";
import { presentCheckIns, WITH_NAMES } from "@/lib/events/check-in/present-check-in";
import type { CheckInConflict } from "@/lib/events/check-in/schemas";
import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** People whom one page shows. What is settled makes room for the rest. */
const MOST_PEOPLE = 200;

/**
 * Everyone who was checked in again without having left, at two doors or with a ticket that was used twice, until a
 * person settles it. The newest come first. Throws Forbidden, NotFound.
 */
export async function listConflicts(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<CheckInConflict[]> {
  assertPermitted(ctx, "events:read");
  const { partnerId } = ctx;
  const event = await findEvent(ctx, ctx.db, event_id);
  const people = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT attendee_id AS id FROM attendances AS standing
    WHERE event_id = ${event.id}::uuid AND partner_id = ${partnerId}::uuid AND EXISTS (
      SELECT FROM unnest(duplicates) AS duplicate WHERE NOT EXISTS (
        SELECT FROM check_in_settlements AS settled
        WHERE settled.event_id = standing.event_id AND settled.check_in_id = duplicate))
    ORDER BY version DESC, attendee_id LIMIT ${MOST_PEOPLE}`;
  const ids = people.map(({ id }) => id);
  const [rows, settlements] = await Promise.all([
    ctx.db.checkIn.findMany({
      where: { eventId: event.id, partnerId, attendeeId: { in: ids } },
      include: WITH_NAMES,
    }),
    ctx.db.checkInSettlement.findMany({ where: { eventId: event.id, partnerId } }),
  ]);
  const settled = new Set(settlements.map(({ checkInId }) => checkInId));
  const shown = new Map((await presentCheckIns(ctx, ctx.db, rows)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const log = rows.filter(({ attendeeId }) => attendeeId === id);
    const { duplicates } = foldCheckIns(log.map((row) => ({ ...row, at: row.at.getTime() })));
    return duplicates.flatMap((duplicate): CheckInConflict[] => {
      const [first, second] = [shown.get(duplicate.after), shown.get(duplicate.id)];
      if (settled.has(duplicate.id) || first === undefined || second === undefined) return [];
      return [{ attendee: { id, external_id: second.external_id, name: second.name }, first, second }];
    });
  });
}
