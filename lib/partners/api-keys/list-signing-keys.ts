import { presentSigningKey } from "@/lib/partners/api-keys/present-api-key";
import type { PartnerContext } from "@/lib/platform/context";
import { findPartner } from "@/lib/platform/find-partner";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's own signing keys, newest first, revoked ones too, without their secrets. Throws NotFound. */
export async function listSigningKeys(ctx: PartnerContext, input: PageQuery & { partner_id: string }) {
  assertPermitted(ctx, "keys:read");
  const partner = await findPartner(ctx, ctx.db, input.partner_id);
  const before = decodeCursor(input.cursor);
  const rows = await ctx.db.signingKey.findMany({
    where: { partnerId: partner.id, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return page(rows.map(presentSigningKey), input.limit);
}
