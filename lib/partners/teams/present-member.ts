import type { Invitation, Member } from "@/lib/partners/teams/schemas";
import type { Invitation as InvitationRow, PartnerMember, User } from "@/lib/platform/prisma/client";

export function presentMember(row: PartnerMember & { user: User }): Member {
  return {
    user_id: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role,
    two_factor: row.user.totpEnabledAt !== null,
    joined_at: row.createdAt.toISOString(),
  };
}

export function presentInvitation(
  row: InvitationRow & { invitedBy: Pick<User, "name"> | null },
  now: Date,
): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    status: row.expiresAt > now ? "open" : "expired",
    invited_by: row.invitedBy?.name ?? null,
    expires_at: row.expiresAt.toISOString(),
    created_at: row.createdAt.toISOString(),
  };
}
