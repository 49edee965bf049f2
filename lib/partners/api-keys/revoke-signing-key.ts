import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Db, transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";
import type { SigningKey as SigningKeyRow } from "@/lib/platform/prisma/client";

/**
 * Revokes a signing key for good; every instance refuses its signatures within a second. Its secret is forgotten.
 * Revoking again changes nothing. Throws NotFound.
 */
export async function revokeSigningKey(
  ctx: PartnerContext,
  input: { partner_id: string; key_id: string },
): Promise<undefined> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const key = await findSigningKey(ctx, tx, input);
    if (key.revokedAt !== null) return undefined;
    await tx.signingKey.update({
      where: { id: key.id, partnerId: ctx.partnerId },
      data: { revokedAt: ctx.clock.now(), sealedSecret: null },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "signing_key.revoked",
      targetType: "signing_key",
      targetId: key.id,
      details: { name: key.name },
    });
    return undefined;
  });
}

/** Reads one of the caller's own signing keys. Another's and a missing one are the same NotFound. */
async function findSigningKey(
  ctx: PartnerContext,
  db: Db,
  { partner_id, key_id }: { partner_id: string; key_id: string },
): Promise<SigningKeyRow> {
  const row =
    partner_id === ctx.partnerId
      ? await db.signingKey.findUnique({ where: { id: key_id, partnerId: ctx.partnerId } })
      : null;
  if (row === null) throw new NotFound("signing key");
  return row;
}
