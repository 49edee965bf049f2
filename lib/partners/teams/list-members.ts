import { presentMember } from "@/lib/partners/teams/present-member";
import type { Member } from "@/lib/partners/teams/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** Who is in the caller's own team, in the order in which they joined. */
export async function listMembers(ctx: PartnerContext, input: PageQuery) {
  assertPermitted(ctx, "team:read");
  const after = decodeCursor(input.cursor);
  const rows = await ctx.db.partnerMember.findMany({
    where: { partnerId: ctx.partnerId, ...(after === undefined ? {} : { id: { gt: after } }) },
    include: { user: true },
    orderBy: { id: "asc" },
    take: input.limit + 1,
  });
  const { has_more, next_cursor } = page(rows, input.limit);
  const data: Member[] = rows.slice(0, input.limit).map(presentMember);
  return { data, has_more, next_cursor };
}
