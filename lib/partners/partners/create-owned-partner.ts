import { DEFAULT_SCOPES } from "@/lib/partners/api-keys/schemas";
import { createPartner, type PartnerSignUpAcceptance } from "@/lib/partners/partners/create-partner";
import type { CreateOwnedPartner } from "@/lib/partners/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertAcceptsCurrent } from "@/lib/platform/legal-acceptances";
import { PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";

/** More teams than these for one person are a mistake. */
const MAX_OWNED = 10;

/**
 * Makes a partner of a person's own: they are its owner, its address is theirs and as verified as theirs is. Its first
 * test key scores and reads usage, and does not administer: people do that in the portal.
 * `signUp` says what was accepted when the person signed up, null where nothing was; without it the input must accept the
 * terms. Throws Conflict `too_many_partners`, Forbidden `email_unverified`, Invalid at `accepted`.
 */
export async function createOwnedPartner(
  ctx: UserContext,
  input: CreateOwnedPartner,
  signUp?: Omit<PartnerSignUpAcceptance, "how"> | null,
): Promise<{ partner_id: string; test_key: string }> {
  const now = ctx.clock.now();
  const documents =
    signUp === undefined ? assertAcceptsCurrent(input.accepted, PARTNER_DOCUMENTS, now) : undefined;
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${ctx.userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: ctx.userId } });
    if (user.emailVerifiedAt === null)
      throw new Forbidden("email_unverified", "Verify your own address first.");
    const owned = await tx.partnerMember.count({ where: { userId: user.id, role: "owner" } });
    if (owned >= MAX_OWNED)
      throw new Conflict("too_many_partners", `You own ${MAX_OWNED} teams already, and that is the limit.`);
    const { partner, test_key } = await createPartner(
      { ...ctx, db: tx },
      { company_name: input.company_name, use_case: input.use_case, email: user.email, tier: "free" },
      {
        verifyBy: null,
        keyScopes: DEFAULT_SCOPES,
        acceptance:
          documents !== undefined
            ? { how: "company", userId: user.id, documents }
            : signUp === null || signUp === undefined
              ? null
              : { ...signUp, how: "sign_up", userId: user.id },
      },
    );
    await tx.partner.update({ where: { id: partner.id }, data: { emailVerifiedAt: now } });
    await tx.partnerMember.create({
      data: {
        id: newId(now),
        partnerId: partner.id,
        userId: user.id,
        role: "owner",
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: partner.id,
      action: "member.added",
      targetType: "user",
      targetId: user.id,
      details: { role: "owner" },
    });
    return { partner_id: partner.id, test_key };
  });
}
