import type { GuestContext } from "@/lib/events/events/guest";
import { assertMet } from "@/lib/events/meetings/find-met";
import { assertAnswersOpen, findWindow } from "@/lib/events/meetings/find-window";
import { lockPair } from "@/lib/events/meetings/lock-pair";
import type { AnswerMeeting } from "@/lib/events/meetings/schemas";
import { SEND_MUTUAL_JOB } from "@/lib/events/meetings/send-mutual";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { addJob } from "@/lib/platform/jobs";

/**
 * Says whether a guest wants to see another again whom they met. The answer can be changed until two weeks after the event,
 * but for a double yes, which both have seen. Whoever answers, the reply says no more than whether both said yes.
 *
 * Throws NotFound for a guest whom this one has not met; Conflict `answers_closed`, `answer_final`.
 */
export async function answerMeeting(
  ctx: GuestContext,
  { other_id: otherId, answer }: AnswerMeeting,
): Promise<{ mutual: boolean }> {
  const { attendeeId, eventId } = ctx;
  await assertMet(ctx, otherId);
  return transaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    // Of two answers at once the later sees the earlier, and after a block there is no yes.
    const { attendee1Id, attendee2Id } = await lockPair(ctx, tx, otherId);
    assertAnswersOpen(await findWindow(ctx, tx), now);
    await assertMet({ ...ctx, db: tx }, otherId);
    const pair = { attendee1Id_attendee2Id: { attendee1Id, attendee2Id } };
    const yes = answer === "yes";
    if ((await tx.mutualYes.findUnique({ where: pair })) !== null) {
      if (yes) return { mutual: true };
      throw new Conflict(
        "answer_final",
        "You both said yes, and have seen each other’s contact. To be left alone, block this person.",
      );
    }
    const key = { attendeeId_otherId: { attendeeId, otherId } };
    await tx.meetingAnswer.upsert({
      where: key,
      create: { attendeeId, otherId, eventId, yes, answeredAt: now },
      update: { yes, answeredAt: now },
    });
    const theirs = await tx.meetingAnswer.findUnique({
      where: { attendeeId_otherId: { attendeeId: otherId, otherId: attendeeId } },
    });
    if (!yes || theirs?.yes !== true) return { mutual: false };
    await tx.mutualYes.create({ data: { attendee1Id, attendee2Id, eventId, createdAt: now } });
    for (const [to, about] of [
      [attendeeId, otherId],
      [otherId, attendeeId],
    ] as const) {
      await addJob(
        tx,
        SEND_MUTUAL_JOB,
        { event_id: eventId, attendee_id: to, other_id: about },
        { key: `${SEND_MUTUAL_JOB}:${to}:${about}` },
      );
    }
    return { mutual: true };
  });
}
