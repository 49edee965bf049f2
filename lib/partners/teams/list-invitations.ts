import { presentInvitation } from "@/lib/partners/teams/present-member";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** Invitations to the caller's own team that nobody has accepted or withdrawn, newest first, expired ones too. */
export async function listInvitations(ctx: PartnerContext, input: PageQuery) {
  assertPermitted(ctx, "team:read");
  const before = decodeCursor(input.cursor);
  const rows = await ctx.db.invitation.findMany({
    where: {
      partnerId: ctx.partnerId,
      acceptedAt: null,
      revokedAt: null,
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    include: { invitedBy: { select: { name: true } } },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return page(
    rows.map((row) => presentInvitation(row, ctx.clock.now())),
    input.limit,
  );
}
