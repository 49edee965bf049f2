import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Invitation as InvitationRow, PartnerMember, User } from "@/lib/platform/prisma/client";

/** Reads a member of the caller's own team. Another team's and nobody are the same NotFound. */
export async function findMember(
  ctx: PartnerContext,
  db: Db,
  userId: string,
): Promise<PartnerMember & { user: User }> {
  const row = await db.partnerMember.findUnique({
    where: { partnerId_userId: { partnerId: ctx.partnerId, userId } },
    include: { user: true },
  });
  if (row === null) throw new NotFound("member");
  return row;
}

/** Reads an invitation to the caller's own team. Another team's and a missing one are the same NotFound. */
export async function findInvitation(ctx: PartnerContext, db: Db, id: string): Promise<InvitationRow> {
  const row = await db.invitation.findUnique({ where: { id, partnerId: ctx.partnerId } });
  if (row === null) throw new NotFound("invitation");
  return row;
}
