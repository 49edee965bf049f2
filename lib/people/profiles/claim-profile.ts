import { moveConsents } from "@/lib/identity/consent/move-consents";
import { withdrawForMinor } from "@/lib/identity/consent/withdraw-for-minor";
import { cancelForClaim } from "@/lib/identity/privacy/cancel-deletion";
import { restrictedSince } from "@/lib/identity/privacy/request-deletion";
import { eraseIntimacy } from "@/lib/people/profiles/erase-intimacy";
import { tokenHash } from "@/lib/people/profiles/profile-token";
import { moveLinks } from "@/lib/people/sharing/move-links";
import { movePairs } from "@/lib/people/together/move-pairs";
import { isMinor } from "@/lib/platform/ages";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { moveParticipations } from "@/lib/research/editions/move-participations";

/**
 * Gives what a browser holds to an account: its profile becomes the account's, or, where the account has one already,
 * its sheets and results move there. Returns whether there was anything to claim; again it changes nothing.
 */
export async function claimProfile(
  ctx: Context,
  { user_id, token }: { user_id: string; token: string },
): Promise<{ claimed: boolean }> {
  const hash = tokenHash(token);
  if (hash === null) return { claimed: false };
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const row = await tx.profileToken.findUnique({ where: { tokenHash: hash } });
    if (row === null || row.kind !== "browser" || row.expiresAt <= now) return { claimed: false };
    return { claimed: await giveToUser(ctx, tx, row.profileId, user_id) };
  });
}

/** Remembers that a sign-up will claim a profile, so that its code may be entered on another device. */
export async function reserveClaim(
  ctx: Context,
  { sign_up_id, profile_id }: { sign_up_id: string; profile_id: string },
): Promise<void> {
  await ctx.db.profileClaim.create({
    data: { signUpId: sign_up_id, profileId: profile_id, createdAt: ctx.clock.now() },
  });
}

/** Gives an account the profile that its sign-up reserved, if any. */
export async function claimReserved(
  ctx: Context,
  { sign_up_id, user_id }: { sign_up_id: string; user_id: string },
): Promise<{ claimed: boolean }> {
  return transaction(ctx, async (tx) => {
    const claim = await tx.profileClaim.findUnique({ where: { signUpId: sign_up_id } });
    if (claim === null) return { claimed: false };
    await tx.profileClaim.delete({ where: { signUpId: sign_up_id } });
    return { claimed: await giveToUser(ctx, tx, claim.profileId, user_id) };
  });
}

async function giveToUser(
  ctx: Context,
  tx: Transaction,
  profileId: string,
  userId: string,
): Promise<boolean> {
  const now = ctx.clock.now();
  // First, as deleting does: a claim and a deletion that begins follow one another.
  if (!(await cancelForClaim(ctx, tx, { profileId, userId }))) return false;
  // Two browsers may claim at once: each waits here for the other.
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  const [profile] = await tx.$queryRaw<{ userId: string | null; birthYear: number | null }[]>`
    SELECT user_id::text AS "userId", birth_year AS "birthYear" FROM profiles WHERE id = ${profileId}::uuid FOR UPDATE`;
  // Somebody else's by now, or the account's already.
  if (profile === undefined || profile.userId !== null) return false;
  const own = await tx.profile.findUnique({ where: { userId }, select: { id: true, birthYear: true } });
  await tx.profileToken.deleteMany({ where: { profileId } });
  if (own === null) {
    await tx.profile.update({
      where: { id: profileId },
      data: { userId, expiresAt: null, restrictedAt: await restrictedSince(tx, userId) },
    });
    return true;
  }
  await closeOlderSheet(tx, own.id, profileId);
  await tx.assessment.updateMany({ where: { profileId }, data: { profileId: own.id } });
  // Of two stories that are open, the account's goes on.
  if ((await tx.questRun.count({ where: { profileId: own.id, finishedAt: null } })) > 0) {
    await tx.questRun.deleteMany({ where: { profileId, finishedAt: null } });
  }
  await tx.questRun.updateMany({ where: { profileId }, data: { profileId: own.id } });
  await movePairs(tx, profileId, own.id);
  await tx.traitResult.updateMany({ where: { profileId }, data: { profileId: own.id } });
  await moveConsents(tx, { from: profileId, to: own.id });
  await moveAcceptances(tx, { from: profileId, to: own.id });
  await tx.dataAccess.updateMany({ where: { profileId }, data: { profileId: own.id } });
  await moveLinks(tx, profileId, own.id);
  await moveParticipations(tx, { from: profileId, to: own.id });
  await tx.profile.delete({ where: { id: profileId } });
  // What either of the two said of the person's age holds for both.
  const birthYear = own.birthYear ?? profile.birthYear;
  await tx.profile.update({ where: { id: own.id, userId }, data: { birthYear } });
  if (isMinor(birthYear, now)) {
    await eraseIntimacy(tx, own.id, now);
    await withdrawForMinor({ ...ctx, profileId: own.id, userId }, tx, "results");
  }
  return true;
}

/** What both accepted stays once: the rest goes with the profile. */
async function moveAcceptances(tx: Transaction, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE legal_acceptances moved SET profile_id = ${to}::uuid WHERE moved.profile_id = ${from}::uuid
      AND NOT EXISTS (SELECT FROM legal_acceptances own WHERE own.profile_id = ${to}::uuid
        AND own.document = moved.document AND own.version = moved.version)`;
}

/** A profile has at most one open sheet: of two, the one with more answers stays. */
async function closeOlderSheet(tx: Transaction, ownId: string, otherId: string): Promise<void> {
  const open = await tx.assessment.findMany({
    where: { profileId: { in: [ownId, otherId] }, finishedAt: null },
    select: { id: true, startedAt: true, _count: { select: { answers: true } } },
    orderBy: { startedAt: "desc" },
  });
  if (open.length < 2) return;
  const [, ...rest] = open.sort((a, b) => b._count.answers - a._count.answers);
  await tx.assessment.deleteMany({ where: { id: { in: rest.map(({ id }) => id) } } });
}
