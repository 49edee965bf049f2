import { CHECK_IN_QUESTIONS, resonanceOf } from "@/lib/people/together/check-in-questions";
import { lockOpenPair, stateOf } from "@/lib/people/together/find-pair";
import type { AnswerCheckIn } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

/**
 * Keeps the person's seven answers. Once both have answered, the means become the pair's resonance and the score moves;
 * until then answers may be given again. The other never sees them.
 * Throws NotFound, Conflict `comparison_ended`, `comparison_paused`, `not_agreed` or `check_in_complete`.
 */
export async function answerCheckIn(
  ctx: ProfileContext,
  { pair_id, ...given }: AnswerCheckIn,
): Promise<{ complete: boolean }> {
  const now = ctx.clock.now();
  const answers = CHECK_IN_QUESTIONS.map(({ id }) => given[id]);
  return transaction(ctx, async (tx) => {
    const pair = await lockOpenPair(ctx, tx, pair_id);
    const { row, friend } = pair;
    if (stateOf(pair) !== "ready") throw notAgreed();
    if (row.checkIns.length === 2) {
      throw new Conflict(
        "check_in_complete",
        "Both of you have answered. You can answer again with the next report.",
      );
    }
    const key = { pairId: row.id, profileId: ctx.profileId };
    await tx.togetherCheckIn.upsert({
      where: { pairId_profileId: key },
      create: { ...key, answers, answeredAt: now },
      update: { answers, answeredAt: now },
    });
    const other = row.checkIns.find(({ profileId }) => profileId === friend.profileId);
    if (other === undefined) return { complete: false };
    // Who deletes a result or takes intimacy back takes the report away, and waits for no one.
    const { count } = await tx.togetherReport.updateMany({
      where: { pairId: row.id },
      data: { resonance: resonanceOf(answers, other.answers) },
    });
    if (count === 0) throw notAgreed();
    return { complete: true };
  });
}

function notAgreed(): Conflict {
  return new Conflict("not_agreed", "There is no report yet. Both of you have to agree first.");
}
