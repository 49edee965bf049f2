import { z } from "zod";
import { deletionToken, hashOfDeletionToken } from "@/lib/identity/privacy/deletion-token";
import type { Parts } from "@/lib/identity/privacy/parts";
import { lockPerson } from "@/lib/identity/privacy/request-deletion";
import { eraseOne } from "@/lib/identity/privacy/sweep-deletions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** A deletion that was done, as it is kept apart from backups: numbers and times, no name and no address. */
export const DoneDeletion = z.strictObject({
  request_id: z.uuid(),
  user_id: z.uuid().nullable(),
  profile_id: z.uuid().nullable(),
  requested_at: z.coerce.date(),
  due_at: z.coerce.date(),
  finished_at: z.coerce.date(),
});
export type DoneDeletion = z.output<typeof DoneDeletion>;

export const EraseAgain = z.strictObject({ deletions: z.array(DoneDeletion).max(1_000_000) });
export type EraseAgain = z.output<typeof EraseAgain>;

/** Every deletion that was done, oldest first: what `eraseAgain` needs once an older backup is restored. */
export async function listDoneDeletions(ctx: Context): Promise<{ deletions: DoneDeletion[] }> {
  const rows = await ctx.db.deletionRequest.findMany({
    where: { finishedAt: { not: null } },
    orderBy: [{ finishedAt: "asc" }, { id: "asc" }],
  });
  return {
    deletions: rows.flatMap(({ id, userId, profileId, requestedAt, dueAt, finishedAt }) =>
      finishedAt === null
        ? []
        : {
            request_id: id,
            user_id: userId,
            profile_id: profileId,
            requested_at: requestedAt,
            due_at: dueAt,
            finished_at: finishedAt,
          },
    ),
  };
}

/**
 * Does deletions again that were done before a backup from an earlier day was restored, whatever the backup says of them. The
 * link to each receipt works again. Nothing needs to be settled first: it was when they were done. Again it finds nothing.
 * Returns how many were done, and the requests that failed, which are logged and left for the next sweep.
 */
export async function eraseAgain(
  ctx: Context,
  { deletions }: EraseAgain,
  parts: Parts,
): Promise<{ erased: number; failed: string[] }> {
  let erased = 0;
  const failed: string[] = [];
  for (const deletion of deletions) {
    try {
      await reopen(ctx, deletion);
      if (await eraseOne(ctx, deletion.request_id, parts)) erased += 1;
    } catch (error) {
      ctx.log.error(
        { err: error, deletionRequestId: deletion.request_id },
        "a person could not be deleted again",
      );
      failed.push(deletion.request_id);
    }
  }
  return { erased, failed };
}

async function reopen(ctx: Context, deletion: DoneDeletion): Promise<void> {
  const { request_id: id, user_id: userId, profile_id: profileId } = deletion;
  const open = { cancelledAt: null, startedAt: ctx.clock.now(), finishedAt: null };
  await transaction(ctx, async (tx) => {
    await lockPerson(tx, { userId, profileId });
    await tx.deletionRequest.upsert({
      where: { id },
      create: {
        id,
        userId,
        profileId,
        tokenHash: hashOfDeletionToken(deletionToken(id)),
        requestedAt: deletion.requested_at,
        dueAt: deletion.due_at,
        ...open,
      },
      update: { userId, profileId, ...open },
    });
  });
}
