import { findPair, lockOpenPair } from "@/lib/people/together/find-pair";
import { makeReport } from "@/lib/people/together/make-report";
import { type AgreeToCompare, TOGETHER_CONSENT_VERSION } from "@/lib/people/together/schemas";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Turns the second key: once both have agreed the report is made, in the same step. Again it changes nothing.
 * Throws NotFound, Conflict `comparison_ended`, `comparison_paused`, `result_needed`, `friend_result_missing` or
 * `too_little_in_common`.
 */
export async function agreeToCompare(
  ctx: ProfileContext,
  { pair_id, intimacy }: AgreeToCompare,
): Promise<{ agreed: true }> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const pair = await lockOpenPair(ctx, tx, pair_id);
    if (pair.own.agreedAt !== null) return;
    const { birthYear } = await tx.profile.findUniqueOrThrow({ where: { id: ctx.profileId } });
    const agreed = {
      agreedAt: now,
      agreedTo: TOGETHER_CONSENT_VERSION,
      intimacy: intimacy && !isMinor(birthYear, now),
    };
    await tx.togetherMember.update({
      where: { pairId_profileId: { pairId: pair.row.id, profileId: ctx.profileId } },
      data: agreed,
    });
    if (pair.friend.agreedAt === null) return;
    await makeReport(ctx, tx, await findPair(ctx, tx, pair_id));
  });
  return { agreed: true };
}
