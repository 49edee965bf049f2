import { presentPartner } from "@/lib/partners/partners/present-partner";
import type { Partner } from "@/lib/partners/partners/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { findPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's own partner. Throws NotFound for any other. */
export async function getPartner(
  ctx: PartnerContext,
  { partner_id }: { partner_id: string },
): Promise<Partner> {
  assertPermitted(ctx, "partner:read");
  return presentPartner(await findPartner(ctx, ctx.db, partner_id));
}
