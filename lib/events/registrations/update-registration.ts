import { agreeToMatch } from "@/lib/events/registrations/agree-to-match";
import { changeOwn } from "@/lib/events/registrations/change-own";
import { findKnownEvent } from "@/lib/events/registrations/find-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { accountOf, lockAccount, type RegistrantContext } from "@/lib/events/registrations/registrant";
import type { UpdateRegistration } from "@/lib/events/registrations/schemas";
import { isLive } from "@/lib/events/registrations/seat-machine";
import { inTurn } from "@/lib/events/registrations/seat-turns";
import { traitsSourceOf } from "@/lib/events/registrations/traits-source";
import { wishOf } from "@/lib/events/registrations/wish-of";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";

/**
 * Changes what a person says at an event and what they agree to there. What is left out stays. Consent may be taken back
 * also when the event is over. Throws NotFound, Forbidden, Conflict `registration_moved_on` or `consent_text_changed`,
 * Invalid at `adult` and `seeks_agreed`.
 */
export async function updateRegistration(
  ctx: RegistrantContext,
  { event_id, ...input }: UpdateRegistration,
): Promise<OwnRegistration> {
  const userId = accountOf(ctx);
  // Before the turn: no one takes a turn of an event without a registration there.
  const { row: own } = await findKnownEvent(ctx, ctx.db, event_id);
  if (own === null) throw new NotFound("registration");
  return inTurn(ctx, event_id, () =>
    transaction(ctx, async (tx) => {
      const within = { ...ctx, db: tx };
      await lockAccount(tx, userId);
      if (input.agrees_to_match === true) await agreeToMatch(within, tx, userId, input);
      return changeOwn(within, event_id, async ({ event, now }, before) => {
        if (!isLive(before.status))
          throw new Conflict("registration_moved_on", "Your registration has ended. You can register again.");
        const of = { eventId: event.id, partnerId: event.partnerId };
        const row = await tx.registration.update({
          where: { id: before.id, ...of },
          data: {
            name: input.name,
            group: input.group,
            ...wishOf(input, now),
            agreesToMatch: input.agrees_to_match,
            agreesToPreview: input.agrees_to_preview,
            updatedAt: now,
          },
        });
        if (row.attendeeId === null) return;
        await tx.eventAttendee.updateMany({
          where: { id: row.attendeeId, ...of, pool: "site" },
          data: {
            name: row.name,
            group: row.group,
            seeks: row.seeks,
            traitsSource: await traitsSourceOf(ctx, tx, row),
            updatedAt: now,
          },
        });
      });
    }),
  );
}
