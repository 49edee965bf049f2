import { listMemberships, type Membership } from "@/lib/identity/accounts/list-memberships";
import type { UserContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/** The person's membership of one partner. Throws NotFound where they have none, as where there is no such partner. */
export async function choosePartner(
  ctx: UserContext,
  { partner_id }: { partner_id: string },
): Promise<Membership> {
  const membership = (await listMemberships(ctx)).find(({ partnerId }) => partnerId === partner_id);
  if (membership === undefined) throw new NotFound("partner");
  return membership;
}
