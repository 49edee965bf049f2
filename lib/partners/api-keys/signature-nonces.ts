import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/seal";

/**
 * Takes note of a signature's nonce in one statement, whichever instance it came to. False where the signing key has
 * used it before and that signature could still be in force: this is a replay.
 */
export async function takeNonce(
  db: Db,
  {
    signingKeyId,
    nonce,
    expiresAt,
    now,
  }: { signingKeyId: string; nonce: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const taken = await db.$executeRaw`
    INSERT INTO signature_nonces (signing_key_id, nonce_hash, expires_at)
    VALUES (${signingKeyId}::uuid, ${sha256(nonce)}, ${expiresAt})
    ON CONFLICT (signing_key_id, nonce_hash) DO UPDATE SET expires_at = excluded.expires_at
    WHERE signature_nonces.expires_at <= ${now}`;
  return taken === 1;
}

/** Whether a signing key has used this nonce; looks, and leaves everything as it is. */
export async function isNonceTaken(
  db: Db,
  { signingKeyId, nonce, now }: { signingKeyId: string; nonce: string; now: Date },
): Promise<boolean> {
  const used = await db.signatureNonce.findUnique({
    where: { signingKeyId_nonceHash: { signingKeyId, nonceHash: sha256(nonce) } },
  });
  return used !== null && used.expiresAt > now;
}

/** Removes nonces whose signatures are refused for their age. */
export async function removeExpiredNonces(ctx: Context): Promise<void> {
  await ctx.db.signatureNonce.deleteMany({ where: { expiresAt: { lte: ctx.clock.now() } } });
}
