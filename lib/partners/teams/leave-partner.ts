import { actingUserId } from "@/lib/partners/teams/acting-member";
import { findMember } from "@/lib/partners/teams/find-member";
import { endMembership } from "@/lib/partners/teams/remove-member";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Takes the caller out of the team, whatever their role; personal access tokens for it are revoked.
 * Throws NotFound for keys and others who are nobody's member, Conflict `last_owner`.
 */
export async function leavePartner(ctx: PartnerContext): Promise<undefined> {
  assertPermitted(ctx, "team:read");
  const userId = actingUserId(ctx);
  if (userId === null) throw new NotFound("member");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    await endMembership(ctx, tx, await findMember(ctx, tx, userId), "member.left");
    return undefined;
  });
}
