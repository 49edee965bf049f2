import { invitationEnded, invitationHash } from "@/lib/people/together/invitation-token";
import type { TogetherToken } from "@/lib/people/together/schemas";
import type { Context } from "@/lib/platform/context";

export interface TogetherOffer {
  /** Who invites, in their own words. */
  name: string;
  expiresAt: Date;
  /** Whether the sender would compare intimacy, too. */
  intimacy: boolean;
  /** Whether the reader made it themselves. */
  own: boolean;
  /** The pair that it led to, where the reader is the one who used it. */
  pairId: string | null;
}

/**
 * What an invitation offers to the person with this profile, or to one who has none yet. Throws Invalid
 * `invitation_ended` for a token that is unknown, expired, used by another person, or of a suspended account.
 */
export async function getTogetherInvitation(
  ctx: Context,
  { token, profile_id }: TogetherToken & { profile_id: string | null },
): Promise<TogetherOffer> {
  const hash = invitationHash(token);
  const row =
    hash === null
      ? null
      : await ctx.db.togetherInvitation.findUnique({
          where: { tokenHash: hash },
          include: {
            profile: { select: { restrictedAt: true, user: { select: { suspendedAt: true } } } },
            pair: { select: { inviteeId: true, endedAt: true } },
          },
        });
  if (row === null || row.profile.user?.suspendedAt || row.profile.restrictedAt !== null) {
    throw invitationEnded();
  }
  const offer = {
    name: row.name,
    expiresAt: row.expiresAt,
    intimacy: row.intimacy,
    own: row.profileId === profile_id,
  };
  if (row.usedAt !== null) {
    if (row.pair === null || row.pair.inviteeId !== profile_id || row.pair.endedAt !== null) {
      throw invitationEnded();
    }
    return { ...offer, pairId: row.pairId };
  }
  if (row.expiresAt <= ctx.clock.now()) throw invitationEnded();
  return { ...offer, pairId: null };
}
