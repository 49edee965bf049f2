import { randomBytes } from "node:crypto";
import { assertRoomForFriend, lockProfiles } from "@/lib/people/together/count-friends";
import { newestResult, resultNeeded } from "@/lib/people/together/make-report";
import { type CreateTogetherInvitation, INVITATION_DAYS } from "@/lib/people/together/schemas";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";

const DAY_MS = 86_400_000;

/**
 * Makes an invitation to compare: its token works once, for 14 days, and not for who made it. Only its hash is stored.
 * Throws Conflict `result_needed` or `too_many_friends`.
 */
export async function createTogetherInvitation(
  ctx: ProfileContext,
  { name, intimacy }: CreateTogetherInvitation,
): Promise<{ invitation_id: string; token: string; expires_at: Date }> {
  const now = ctx.clock.now();
  const token = randomBytes(32).toString("base64url");
  const invitation_id = newId(now);
  const expires_at = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  await transaction(ctx, async (tx) => {
    await lockProfiles(tx, ctx.profileId);
    if ((await newestResult(tx, ctx.profileId)) === null) throw resultNeeded();
    await assertRoomForFriend(tx, ctx.profileId, now);
    const { birthYear } = await tx.profile.findUniqueOrThrow({ where: { id: ctx.profileId } });
    await tx.togetherInvitation.create({
      data: {
        id: invitation_id,
        profileId: ctx.profileId,
        tokenHash: sha256(token),
        name,
        intimacy: intimacy && !isMinor(birthYear, now),
        createdAt: now,
        expiresAt: expires_at,
      },
    });
  });
  return { invitation_id, token, expires_at };
}
