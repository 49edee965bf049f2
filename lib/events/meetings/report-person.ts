import type { GuestContext } from "@/lib/events/events/guest";
import { writeBlock } from "@/lib/events/meetings/block-person";
import { assertMet } from "@/lib/events/meetings/find-met";
import type { ReportPerson } from "@/lib/events/meetings/schemas";
import { seatedGuests } from "@/lib/events/meetings/seated-guests";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

/**
 * Tells admins about another guest whom this one met, and blocks them where asked. The organizer and the other do not find out
 * who reported. Throws NotFound for a guest whom this one does not meet.
 */
export async function reportPerson(
  ctx: GuestContext,
  { other_id, reason, details, block = false }: ReportPerson,
): Promise<{ reported: true }> {
  await assertMet(ctx, other_id);
  await transaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const guests = await seatedGuests(tx, ctx, [ctx.attendeeId, other_id]);
    const [own, other] = [guests.get(ctx.attendeeId), guests.get(other_id)];
    if (own === undefined || other === undefined) throw new NotFound("guest");
    await tx.personReport.create({
      data: {
        id: newId(now),
        eventId: ctx.eventId,
        reporterUserId: own.userId,
        reporterEmail: own.userId === null ? own.email : null,
        reportedUserId: other.userId,
        reportedEmail: other.userId === null ? other.email : null,
        reporterName: own.name,
        reportedName: other.name,
        reason,
        details: details ?? null,
        createdAt: now,
      },
    });
    if (block) await writeBlock(ctx, tx, other_id);
  });
  return { reported: true };
}
