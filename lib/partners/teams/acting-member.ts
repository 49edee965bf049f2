import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES, type MemberRole } from "@/lib/partners/teams/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";

/** The person behind a call; null for keys, operators and the system. */
export function actingUserId({ actor }: Pick<PartnerContext, "actor">): string | null {
  if (actor.type === "user") return actor.id;
  return actor.type === "personal_access_token" ? actor.userId : null;
}

/**
 * Whether the caller may make, change or remove members who have, or are to have, one of these roles: owners only by
 * owners. The caller's own role is read again here: it may have changed while this waited for the partner's lock,
 * which the caller of this holds. Throws Forbidden `insufficient_role`.
 */
export async function assertMayManage(
  ctx: PartnerContext,
  tx: Transaction,
  roles: readonly MemberRole[],
): Promise<void> {
  if (ctx.actor.type === "operator" || ctx.actor.type === "system") return;
  const userId = actingUserId(ctx);
  const me =
    userId === null
      ? null
      : await tx.partnerMember.findUnique({
          where: { partnerId_userId: { partnerId: ctx.partnerId, userId } },
        });
  if (me === null || !permissionsOfRole(me.role).has("team:write")) {
    throw new Forbidden("insufficient_role", "Only owners and admins of this team may change who is in it.");
  }
  if (roles.includes("owner") && me.role !== "owner") {
    throw new Forbidden("insufficient_role", "Only an owner may make, change or remove an owner.");
  }
}

/** Throws Conflict `last_owner` where this person is the only owner: somebody must be able to do everything. */
export async function assertNotLastOwner(
  tx: Transaction,
  member: { partnerId: string; userId: string; role: MemberRole },
): Promise<void> {
  if (member.role !== "owner") return;
  const others = await tx.partnerMember.count({
    where: { partnerId: member.partnerId, role: "owner", userId: { not: member.userId } },
  });
  if (others === 0) {
    throw new Conflict("last_owner", "This is the team's only owner. Make somebody else an owner first.");
  }
}

/** Takes back the open invitations by which somebody let in whom they might no longer let in. */
export async function withdrawInvitationsBy(
  ctx: PartnerContext,
  tx: Transaction,
  { userId, role }: { userId: string; role: MemberRole | null },
): Promise<void> {
  const mayInvite = role !== null && permissionsOfRole(role).has("team:write");
  const beyond = MEMBER_ROLES.filter((invited) => !mayInvite || (invited === "owner" && role !== "owner"));
  await tx.invitation.updateMany({
    where: {
      partnerId: ctx.partnerId,
      invitedById: userId,
      acceptedAt: null,
      revokedAt: null,
      role: { in: beyond },
    },
    data: { revokedAt: ctx.clock.now() },
  });
}
