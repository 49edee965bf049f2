import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import type { PrismaClient } from "@/lib/platform/prisma/client";
import { seal, sha256, unseal } from "@/lib/platform/seal";

export const MAX_KEY_LENGTH = 255;
/** How long a reply is kept for retries. */
export const KEPT_HOURS = 24;
const KEPT_MS = KEPT_HOURS * 3_600_000;
/** For callers without a credential, who share an address with others: as long as retries take. */
export const ANONYMOUS_KEPT_MS = 3_600_000;
/** A request that has not ended after this has died; another may take its place. Longer than any statement may run. */
const LOCK_MS = 60_000;

/** Names one operation of one holder. */
export interface IdempotentCall {
  holder: string;
  key: string;
  /** Method and endpoint: a key is for one operation. */
  operation: string;
  /** Path, query and body. */
  content: string;
  /** For how long the reply is kept; a day unless said. */
  keptMs?: number;
}

export type Claim =
  | { kind: "mine"; keyHash: Buffer<ArrayBuffer> }
  | { kind: "replay"; status: number; body: string | null };

interface Row {
  request_id: string;
  fingerprint: Buffer;
  locked_until: Date;
  status: number | null;
  sealed_body: Buffer | null;
}

function purposeOf(call: IdempotentCall): string {
  return `idempotency\n${call.holder}\n${call.operation}\n${call.key}`;
}

/**
 * Claims a key for this request, in a statement of its own, so that others see at once that it is running.
 * Answers "mine", or the kept reply to the same request. Throws Conflict `idempotency_mismatch` for another request
 * under the same key, and `idempotency_in_progress` while the first is running.
 */
export async function claim(ctx: Context & { db: PrismaClient }, call: IdempotentCall): Promise<Claim> {
  const now = ctx.clock.now();
  const keyHash = sha256(`${call.operation}\n${call.key}`);
  const fingerprint = sha256(call.content);
  const lockedUntil = new Date(now.getTime() + LOCK_MS);
  const expiresAt = new Date(now.getTime() + (call.keptMs ?? KEPT_MS));
  // One statement claims a key that is new, has expired, or whose request died; a kept or running one stays as it is.
  const [claimed] = await ctx.db.$queryRaw<{ request_id: string }[]>`
    INSERT INTO idempotency_records (holder, key_hash, fingerprint, request_id, locked_until, created_at, expires_at)
    VALUES (${call.holder}, ${keyHash}, ${fingerprint}, ${ctx.requestId}::uuid, ${lockedUntil}, ${now}, ${expiresAt})
    ON CONFLICT (holder, key_hash) DO UPDATE SET fingerprint = excluded.fingerprint, request_id = excluded.request_id,
      locked_until = excluded.locked_until, status = NULL, sealed_body = NULL, created_at = excluded.created_at,
      expires_at = excluded.expires_at
    WHERE idempotency_records.expires_at <= ${now}
      OR (idempotency_records.status IS NULL AND idempotency_records.locked_until <= ${now}
        AND idempotency_records.fingerprint = excluded.fingerprint)
    RETURNING request_id`;
  if (claimed !== undefined) return { kind: "mine", keyHash };

  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT request_id, fingerprint, locked_until, status, sealed_body FROM idempotency_records
    WHERE holder = ${call.holder} AND key_hash = ${keyHash}`;
  if (row !== undefined && !fingerprint.equals(row.fingerprint)) {
    throw new Conflict("idempotency_mismatch", "This Idempotency-Key was used with another request.");
  }
  if (row === undefined || row.status === null) {
    throw new Conflict(
      "idempotency_in_progress",
      "The first request with this Idempotency-Key is still running.",
    );
  }
  const body = row.sealed_body === null ? null : unseal(purposeOf(call), row.sealed_body);
  if (row.sealed_body !== null && body === null) {
    throw new Conflict(
      "idempotency_unreadable",
      "The kept reply cannot be read any more: use a new Idempotency-Key.",
    );
  }
  return { kind: "replay", status: row.status, body };
}

/**
 * Keeps the reply, in the transaction that did the work: both happen or neither.
 * Throws Conflict when another request has taken this one's place meanwhile; the work is then undone.
 */
export async function keepReply(
  ctx: Context,
  tx: Transaction,
  call: IdempotentCall,
  keyHash: Buffer<ArrayBuffer>,
  reply: { status: number; body: string | null },
): Promise<void> {
  const kept = await tx.idempotencyRecord.updateMany({
    where: { holder: call.holder, keyHash, requestId: ctx.requestId, status: null },
    data: {
      status: reply.status,
      sealedBody: reply.body === null ? null : seal(purposeOf(call), reply.body),
    },
  });
  if (kept.count !== 1) {
    throw new Conflict(
      "idempotency_in_progress",
      "Another request with this Idempotency-Key has taken over.",
    );
  }
}

/** Frees a key whose request failed, so that it may be tried again. */
export async function release(
  ctx: Context & { db: PrismaClient },
  call: IdempotentCall,
  keyHash: Buffer<ArrayBuffer>,
) {
  await ctx.db.idempotencyRecord.deleteMany({
    where: { holder: call.holder, keyHash, requestId: ctx.requestId, status: null },
  });
}

/** Removes replies older than a day. */
export async function removeExpired(ctx: Context): Promise<void> {
  await ctx.db.idempotencyRecord.deleteMany({ where: { expiresAt: { lte: ctx.clock.now() } } });
}
