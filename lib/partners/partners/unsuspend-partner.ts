import type { SuspendPartner } from "@/lib/partners/partners/contract";
import { setSuspended } from "@/lib/partners/partners/suspend-partner";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/** Lifts a partner's suspension; its keys work again within a second. Throws NotFound. For admins. */
export async function unsuspendPartner(
  ctx: AdminContext,
  { partner_id, reason }: SuspendPartner,
): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await setSuspended(ctx, partner_id, null, "partner.unsuspended", reason);
}
