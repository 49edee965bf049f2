import { findObstacles } from "@/lib/identity/privacy/find-obstacles";
import type { Parts } from "@/lib/identity/privacy/parts";
import { personRef } from "@/lib/identity/privacy/person-ref";
import { lockPerson } from "@/lib/identity/privacy/request-deletion";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import type { DeletionRequest } from "@/lib/platform/prisma/client";
import type { ErasedTable } from "@/lib/platform/privacy";

/** People deleted in one run at most; the next run takes the others. */
const AT_ONCE = 200;

/**
 * Deletes everyone whose time is up. Each domain's part is one transaction that also writes its lines of the receipt, so a
 * run that is killed leaves no part half done. The next one does all parts again, because the person could act meanwhile,
 * and adds to the lines. Whoever fails is logged and tried again; the others are not held up. Returns how many were finished.
 */
export async function sweepDeletions(ctx: Context, parts: Parts): Promise<{ finished: number }> {
  const due = await ctx.db.deletionRequest.findMany({
    where: { cancelledAt: null, finishedAt: null, dueAt: { lte: ctx.clock.now() } },
    orderBy: { dueAt: "asc" },
    take: AT_ONCE,
  });
  let finished = 0;
  for (const { id } of due) {
    try {
      if (await eraseOne(ctx, id, parts)) finished += 1;
    } catch (error) {
      ctx.log.error({ err: error, deletionRequestId: id }, "a person could not be deleted");
    }
  }
  return { finished };
}

/** Deletes one person whose time is up. Returns whether it was finished now. */
export async function eraseOne(ctx: Context, id: string, parts: Parts): Promise<boolean> {
  if (!(await begin(ctx, id, parts))) return false;
  for (const { domain, part } of parts) {
    await transaction(ctx, async (tx) => {
      const request = await lockRequest(tx, id);
      if (request === null) return;
      // What is otherwise only ever added lets rows of a person who is erased go.
      await tx.$executeRaw`SELECT set_config('soulmate.erasing', 'on', true)`;
      const lines = await part.erasePerson(ctx, tx, await personRef(tx, request));
      for (const line of lines) await addToReceipt(ctx, tx, { ...line, requestId: id, domain });
    });
  }
  return transaction(ctx, async (tx) => {
    const request = await lockRequest(tx, id);
    if (request === null) return false;
    await tx.deletionRequest.update({ where: { id }, data: { finishedAt: ctx.clock.now() } });
    await audit(ctx, tx, {
      partnerId: null,
      action: "account.deleted",
      targetType: request.userId === null ? "profile" : "user",
      targetId: request.userId ?? request.profileId ?? id,
    });
    return true;
  });
}

/** What was cleared or kept is found again by a run that goes on, so it is not counted twice. */
async function addToReceipt(
  ctx: Context,
  tx: Transaction,
  line: ErasedTable & { requestId: string; domain: string },
): Promise<void> {
  const { requestId, domain, subject, erasedRows, clearedRows, keptRows, keptWhy } = line;
  await tx.$executeRaw`
    INSERT INTO erasure_lines AS line (request_id, domain, subject, erased_rows, cleared_rows, kept_rows, kept_why, at)
    VALUES (${requestId}::uuid, ${domain}, ${subject}, ${erasedRows}, ${clearedRows}, ${keptRows}, ${keptWhy},
      ${ctx.clock.now().toISOString()}::timestamptz)
    ON CONFLICT (request_id, domain, subject) DO UPDATE SET
      erased_rows = line.erased_rows + excluded.erased_rows,
      cleared_rows = greatest(line.cleared_rows, excluded.cleared_rows),
      kept_rows = greatest(line.kept_rows, excluded.kept_rows),
      kept_why = coalesce(line.kept_why, excluded.kept_why)`;
}

/** Stamps that it has begun, from when on it cannot be cancelled. False where something must be settled first. */
async function begin(ctx: Context, id: string, parts: Parts): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const request = await lockRequest(tx, id);
    if (request === null) return false;
    if (request.startedAt !== null) return true;
    const obstacles = await findObstacles({ ...request, db: tx }, parts);
    if (obstacles.length > 0) {
      const codes = obstacles.map(({ code }) => code);
      ctx.log.warn({ deletionRequestId: id, codes }, "a deletion waits for what its person must settle");
      return false;
    }
    // Answers may have been given, or claimed, since it was asked for.
    const { profileId } = await personRef(tx, request);
    await tx.deletionRequest.update({ where: { id }, data: { startedAt: ctx.clock.now(), profileId } });
    return true;
  });
}

/** The request while it is open, locked against cancelling and against another process that sweeps. */
async function lockRequest(tx: Transaction, id: string): Promise<DeletionRequest | null> {
  const found = await tx.deletionRequest.findUnique({ where: { id } });
  if (found === null) return null;
  await lockPerson(tx, found);
  const request = await tx.deletionRequest.findUnique({ where: { id } });
  return request === null || request.cancelledAt !== null || request.finishedAt !== null ? null : request;
}
