import type { GuestContext } from "@/lib/events/events/guest";
import { assertToCome, lockGuest } from "@/lib/events/invitations/lock-guest";
import { type AnswerGuestForm, GUEST_CONSENT_VERSION } from "@/lib/events/invitations/schemas";
import { attendeeBlurs } from "@/lib/events/pairing/own-crowd";
import { estimateTraits } from "@/lib/people/assessments/estimate-traits";
import { statementsOf } from "@/lib/people/assessments/statements";
import { transaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";

/** What a guest is asked: the short form without what is intimate, because nothing here asks for that consent. */
export const guestStatements = () => statementsOf("short", false);

/**
 * Keeps what a guest's answers say of them for the matching of this one event, in place of what the organizer said. The
 * organizer sees that they answered, and nothing else. Answering again replaces the answers.
 * Throws NotFound, Invalid with each statement that is unanswered or unknown, Conflict `event_closed`.
 */
export async function answerGuestForm(
  ctx: GuestContext,
  { answers }: Pick<AnswerGuestForm, "answers">,
): Promise<void> {
  const values = new Map(answers.map(({ statement_id, value }) => [statement_id, value]));
  const asked = guestStatements();
  const known = new Set(asked.map(({ id }) => id));
  const faults = [
    ...asked
      .filter(({ id }) => !values.has(id))
      .map(({ id }) => ({ path: `answers.${id}`, message: "Choose one of five." })),
    ...[...values.keys()]
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `answers.${id}`, message: "Is not asked here." })),
  ];
  if (faults.length > 0) throw invalidInput(faults);
  const { traits, standardErrors } = estimateTraits(
    [...values].map(([statementId, value]) => ({ statementId, value })),
  );
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const { event } = await lockGuest(ctx, tx);
    assertToCome(event, now);
    const { attendeeId, eventId, partnerId } = ctx;
    await tx.eventAttendee.update({
      where: { id: attendeeId, eventId, partnerId },
      data: {
        traits: [...traits],
        standardErrors: [...standardErrors],
        traitsSource: "person",
        answeredAt: now,
        updatedAt: now,
      },
      select: { id: true },
    });
    // Now, because the organizer can change the address later.
    await attendeeBlurs(tx, [attendeeId], now);
    await tx.eventGuestLink.updateMany({
      where: { attendeeId, eventId, partnerId },
      data: { agreedTo: GUEST_CONSENT_VERSION, due: false },
    });
  });
}
