import { invitationToken } from "@/app/(auth)/invitation/invitation-cookie";
import { visit } from "@/app/request-context";
import { getInvitation } from "@/lib/partners/teams/get-invitation";
import type { InvitationOffer } from "@/lib/partners/teams/schemas";
import { Invalid } from "@/lib/platform/errors";

/** What the invitation that is open in this browser offers; null where none is, or it no longer holds. */
export async function openOffer(): Promise<InvitationOffer | null> {
  const token = await invitationToken();
  if (token === null) return null;
  const { ctx } = await visit();
  return getInvitation(ctx, { token }).catch((error: unknown) => {
    if (error instanceof Invalid) return null;
    throw error;
  });
}
