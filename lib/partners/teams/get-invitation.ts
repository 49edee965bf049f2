import type { InvitationOffer, InvitationToken } from "@/lib/partners/teams/schemas";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

/** What an invitation offers, told to who holds its token, signed in or not. Throws Invalid `invalid_invitation`. */
export async function getInvitation(ctx: Context, { token }: InvitationToken): Promise<InvitationOffer> {
  const invitation = await findByToken(ctx.db, token);
  if (invitation === null || invitation.acceptedAt !== null || invitation.expiresAt <= ctx.clock.now()) {
    throw invalidInvitation();
  }
  return {
    company_name: invitation.partner.companyName,
    email: invitation.email,
    role: invitation.role,
    invited_by: invitation.invitedBy?.name ?? null,
    expires_at: invitation.expiresAt.toISOString(),
  };
}

/** The invitation with this token, accepted and expired ones too; null where there is none or it was withdrawn. */
export async function findByToken(db: Db, token: string) {
  const row = await db.invitation.findUnique({
    where: { tokenHash: sha256(token) },
    include: { partner: true, invitedBy: { select: { name: true } } },
  });
  return row === null || row.revokedAt !== null ? null : row;
}

export function invalidInvitation(): Invalid {
  return new Invalid(
    "invalid_invitation",
    "This invitation does not hold, or no longer: it may have been withdrawn, used, or be older than seven days. Ask for a new one.",
    [{ path: "token", message: "Is unknown, used, withdrawn or expired." }],
  );
}
