import { hashOfDeletionToken } from "@/lib/identity/privacy/deletion-token";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { DELETION_MAIL_JOB, findOpen, lockPerson } from "@/lib/identity/privacy/request-deletion";
import type { DeletionToken } from "@/lib/identity/privacy/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { addJob } from "@/lib/platform/jobs";

/** Cancels a person's own deletion while they wait for it. Throws NotFound, Conflict `deletion_started`. */
export async function cancelDeletion(ctx: PrivacyContext): Promise<{ cancelled: true }> {
  return transaction(ctx, async (tx) => {
    const open = await findOpen(tx, ctx);
    if (open === null) throw new NotFound("deletion");
    return cancel(ctx, tx, open.id);
  });
}

/**
 * The same by the link in the email. An intruder who took over an account cannot delete it behind its owner's back.
 * Throws NotFound for a token that opens nothing, Conflict `deletion_started`.
 */
export async function cancelDeletionByToken(
  ctx: Context,
  { token }: DeletionToken,
): Promise<{ cancelled: true }> {
  return transaction(ctx, async (tx) => {
    const row = await tx.deletionRequest.findUnique({ where: { tokenHash: hashOfDeletionToken(token) } });
    if (row === null) throw new NotFound("deletion");
    return cancel(ctx, tx, row.id);
  });
}

async function cancel(ctx: Context, tx: Transaction, id: string): Promise<{ cancelled: true }> {
  const before = await tx.deletionRequest.findUniqueOrThrow({ where: { id } });
  await lockPerson(tx, before);
  const row = await tx.deletionRequest.findUniqueOrThrow({ where: { id } });
  if (row.cancelledAt !== null) return { cancelled: true };
  if (row.startedAt !== null) {
    throw new Conflict("deletion_started", "The deletion has begun and can no longer be cancelled.");
  }
  await tx.deletionRequest.update({ where: { id }, data: { cancelledAt: ctx.clock.now() } });
  await tx.profile.updateMany({
    where: row.userId === null ? { id: row.profileId ?? "" } : { userId: row.userId },
    data: { restrictedAt: null },
  });
  if (row.userId !== null) {
    await audit(ctx, tx, {
      partnerId: null,
      action: "account.deletion_cancelled",
      targetType: "user",
      targetId: row.userId,
    });
    await addJob(tx, DELETION_MAIL_JOB, { request_id: id, what: "cancelled" });
  }
  return { cancelled: true };
}

/**
 * An account that claims a browser's answers keeps them: a deletion that was asked for there, and has not begun, ends.
 * False where a deletion of either has begun, so that nothing of theirs can go on. Locks both until the transaction ends.
 */
export async function cancelForClaim(
  ctx: Context,
  tx: Transaction,
  { profileId, userId }: { profileId: string; userId: string },
): Promise<boolean> {
  for (const person of [
    { profileId: null, userId },
    { profileId, userId: null },
  ]) {
    await lockPerson(tx, person);
    const open = await findOpen(tx, person);
    if (open === null) continue;
    if (open.startedAt !== null) return false;
    if (person.userId !== null) continue;
    await tx.deletionRequest.update({ where: { id: open.id }, data: { cancelledAt: ctx.clock.now() } });
    await tx.profile.updateMany({ where: { id: profileId }, data: { restrictedAt: null } });
  }
  return true;
}
