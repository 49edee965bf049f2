import { requestVerification } from "@/lib/partners/partners/request-verification";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { LimitReached } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

/** As many of a person's unverified sign-ups by API are mailed once more: anybody can make them in their name. */
const MAILED = 3;
const RECENT_MS = 30 * 86_400_000;

/**
 * Makes a person the owner of partners that were made by API with their address, which the caller has seen verified.
 * Only partners whose own address is verified and that have no members: whoever made one in another's name holds its
 * key, and must not be handed an owner's trust. To the newest of the others the verification mail goes out again;
 * opening it claims them (`verifyEmail`). Returns the ids of those claimed.
 */
export async function claimPartners(
  ctx: Context,
  tx: Transaction,
  { userId, email, remind = false }: { userId: string; email: string; remind?: boolean },
): Promise<string[]> {
  const now = ctx.clock.now();
  const rows = await tx.$queryRaw<{ id: string; verified: boolean }[]>`
    SELECT id, email_verified_at IS NOT NULL AS verified FROM partners
    WHERE lower(email) = ${email}
      AND NOT EXISTS (SELECT FROM partner_members member WHERE member.partner_id = partners.id)
      AND (email_verified_at IS NOT NULL OR created_at > ${new Date(now.getTime() - RECENT_MS)})
    ORDER BY created_at DESC, id DESC
    LIMIT 100`;
  const claimed = rows.filter(({ verified }) => verified).map(({ id }) => id);
  for (const partnerId of claimed) {
    const { count } = await tx.partnerMember.createMany({
      data: [{ id: newId(now), partnerId, userId, role: "owner", createdAt: now, updatedAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) continue;
    await audit(ctx, tx, {
      partnerId,
      action: "partner.claimed",
      targetType: "partner",
      targetId: partnerId,
      details: { userId },
    });
  }
  if (remind) {
    for (const { id } of rows.filter(({ verified }) => !verified).slice(0, MAILED)) {
      const partner = await tx.partner.findUniqueOrThrow({ where: { id } });
      await requestVerification(ctx, tx, partner).catch((error: unknown) => {
        if (!(error instanceof LimitReached)) throw error;
      });
    }
  }
  return claimed;
}
