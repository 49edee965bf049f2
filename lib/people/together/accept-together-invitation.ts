import { assertRoomForFriend, lockProfiles } from "@/lib/people/together/count-friends";
import { getTogetherInvitation } from "@/lib/people/together/get-together-invitation";
import { invitationEnded, invitationHash } from "@/lib/people/together/invitation-token";
import { newestResult, resultNeeded } from "@/lib/people/together/make-report";
import { type AcceptTogetherInvitation, TOGETHER_CONSENT_VERSION } from "@/lib/people/together/schemas";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { TogetherInvitation } from "@/lib/platform/prisma/client";

/**
 * Uses an invitation: the invited person turns their key, and the sender, who now sees who came, is asked for theirs.
 * Nothing is shown before both have agreed. Again, by the same person, it leads to the same pair.
 * Throws Invalid `invitation_ended`, Conflict `own_invitation`, `result_needed`, `already_together` or `too_many_friends`.
 */
export async function acceptTogetherInvitation(
  ctx: ProfileContext,
  { token, name, intimacy }: AcceptTogetherInvitation,
): Promise<{ pair_id: string }> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const invitation = await lockInvitation(ctx, tx, token);
    const offer = await getTogetherInvitation({ ...ctx, db: tx }, { token, profile_id: ctx.profileId });
    if (offer.pairId !== null) return { pair_id: offer.pairId };
    if (offer.own) {
      throw new Conflict("own_invitation", "This is your own invitation. Send it to a friend.");
    }
    if ((await newestResult(tx, ctx.profileId)) === null) throw resultNeeded();
    await assertNotTogether(tx, ctx.profileId, invitation.profileId);
    await assertRoomForFriend(tx, ctx.profileId, now);
    await assertRoomForFriend(tx, invitation.profileId, now, { spare: invitation.id });
    const { birthYear } = await tx.profile.findUniqueOrThrow({ where: { id: ctx.profileId } });
    const pair_id = newId(now);
    await tx.togetherPair.create({
      data: {
        id: pair_id,
        inviterId: invitation.profileId,
        inviteeId: ctx.profileId,
        createdAt: now,
        members: {
          create: [
            { profileId: invitation.profileId, name: invitation.name, intimacy: invitation.intimacy },
            {
              profileId: ctx.profileId,
              name,
              intimacy: intimacy && !isMinor(birthYear, now),
              agreedAt: now,
              agreedTo: TOGETHER_CONSENT_VERSION,
            },
          ],
        },
      },
    });
    await tx.togetherInvitation.update({
      where: { id: invitation.id },
      data: { usedAt: now, pairId: pair_id },
    });
    return { pair_id };
  });
}

/** Locks both people and then the invitation. Throws Invalid where there is none. */
async function lockInvitation(
  ctx: ProfileContext,
  tx: Transaction,
  token: string,
): Promise<TogetherInvitation> {
  const hash = invitationHash(token);
  if (hash === null) throw invitationEnded();
  const found = await tx.togetherInvitation.findUnique({ where: { tokenHash: hash } });
  if (found === null) throw invitationEnded();
  await lockProfiles(tx, ctx.profileId, found.profileId);
  // Of two people who use it at once, the second finds it used.
  await tx.$queryRaw`SELECT id FROM together_invitations WHERE id = ${found.id}::uuid FOR UPDATE`;
  return found;
}

async function assertNotTogether(tx: Transaction, first: string, second: string): Promise<void> {
  const before = await tx.togetherPair.count({
    where: {
      endedAt: null,
      AND: [{ members: { some: { profileId: first } } }, { members: { some: { profileId: second } } }],
    },
  });
  if (before > 0) {
    throw new Conflict("already_together", "You two already compare. Find the report under Together.");
  }
}
