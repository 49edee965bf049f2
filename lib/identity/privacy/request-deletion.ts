import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import { WITHDRAWN_JOB } from "@/lib/identity/consent/record-consent";
import { deletionToken, hashOfDeletionToken } from "@/lib/identity/privacy/deletion-token";
import { findObstacles } from "@/lib/identity/privacy/find-obstacles";
import type { Parts } from "@/lib/identity/privacy/parts";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { GRACE_DAYS, type RequestDeletion } from "@/lib/identity/privacy/schemas";
import { audit } from "@/lib/platform/audit";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";

export const DELETION_MAIL_JOB = "privacy.send-deletion-mail";
const DAY_MS = 86_400_000;

/**
 * Asks for everything about a person to be deleted in 14 days. Until then nothing is lost, they can cancel, and no reader
 * reads them for any purpose. Where they wait already it answers the same. The token opens the receipt afterwards.
 * Throws Invalid at `current_password`, Forbidden `sign_in_again`, LimitReached, Conflict `admin_account` or
 * `deletion_blocked`.
 */
export async function requestDeletion(
  ctx: PrivacyContext,
  { current_password }: Pick<RequestDeletion, "current_password">,
  parts: Parts,
): Promise<{ dueAt: Date; token: string }> {
  const user = ctx.account === null ? null : await confirmSelf(ctx.account, current_password);
  if (user?.role === "admin") {
    throw new Conflict(
      "admin_account",
      "This is an admin’s account. An operator must take the role away first.",
    );
  }
  const [obstacle] = await findObstacles(ctx, parts);
  if (obstacle !== undefined) throw new Conflict("deletion_blocked", obstacle.message);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    await lockPerson(tx, ctx);
    const open = await findOpen(tx, ctx);
    if (open !== null) return { dueAt: open.dueAt, token: deletionToken(open.id) };
    const id = newId(now);
    const token = deletionToken(id);
    const dueAt = new Date(now.getTime() + GRACE_DAYS * DAY_MS);
    await tx.deletionRequest.create({
      data: {
        id,
        userId: ctx.userId,
        profileId: ctx.profileId,
        tokenHash: hashOfDeletionToken(token),
        requestedAt: now,
        dueAt,
      },
    });
    await restrict(tx, ctx, now);
    if (ctx.userId !== null) {
      await audit(ctx, tx, {
        partnerId: null,
        action: "account.deletion_requested",
        targetType: "user",
        targetId: ctx.userId,
        details: { due: dueAt.toISOString() },
      });
      await addJob(tx, DELETION_MAIL_JOB, { request_id: id, what: "requested" });
    }
    return { dueAt, token };
  });
}

/** Two tabs that ask at once follow one another, and so does a job that begins to delete. */
export async function lockPerson(
  tx: Transaction,
  { userId, profileId }: Pick<PrivacyContext, "userId" | "profileId">,
): Promise<void> {
  const subject = `deletion:${userId ?? profileId}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 0))`;
}

/** The deletion that a person waits for, if any. */
export async function findOpen(
  db: Transaction,
  { userId, profileId }: Pick<PrivacyContext, "userId" | "profileId">,
): Promise<{ id: string; dueAt: Date; requestedAt: Date; startedAt: Date | null } | null> {
  return db.deletionRequest.findFirst({
    where: {
      cancelledAt: null,
      finishedAt: null,
      ...(userId === null ? { profileId, userId: null } : { userId }),
    },
    select: { id: true, dueAt: true, requestedAt: true, startedAt: true },
  });
}

/** Since when an account waits for its deletion; null where it does not. Answers that it gets meanwhile are read by no reader. */
export async function restrictedSince(db: Transaction, userId: string): Promise<Date | null> {
  return (await findOpen(db, { userId, profileId: null }))?.requestedAt ?? null;
}

/** Keeps every reader from the person until they are deleted or cancel, and lets readers compute again without them. */
async function restrict(
  tx: Transaction,
  { userId, profileId: known }: PrivacyContext,
  now: Date,
): Promise<void> {
  // Of an account the profile that it has now: its first may have been made since the page was asked for.
  const [profile] = await tx.profile.updateManyAndReturn({
    where: userId === null ? { id: known ?? "" } : { userId },
    data: { restrictedAt: now },
  });
  if (profile === undefined) return;
  const profileId = profile.id;
  const granted = await tx.consent.findMany({ where: { profileId }, select: { purpose: true } });
  for (const { purpose } of granted) {
    await addJob(tx, WITHDRAWN_JOB, { purpose }, { key: `${WITHDRAWN_JOB}:${purpose}` });
  }
}
