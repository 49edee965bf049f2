import { cache } from "react";
import { currentProfile } from "@/app/profile";
import { visit } from "@/app/request-context";
import { getTogetherInvitation, type TogetherOffer } from "@/lib/people/together/get-together-invitation";
import { Invalid } from "@/lib/platform/errors";
import { keptInvitation } from "./invitation-cookie";

/** What the invitation that this browser opened offers; null where none is open, "ended" where it no longer works. */
export const waitingOffer = cache(async (): Promise<TogetherOffer | "ended" | null> => {
  const token = await keptInvitation();
  if (token === null) return null;
  const [{ ctx }, profile] = await Promise.all([visit(), currentProfile()]);
  return getTogetherInvitation(ctx, { token, profile_id: profile?.ctx.profileId ?? null }).catch(
    (error: unknown) => {
      if (error instanceof Invalid) return "ended" as const;
      throw error;
    },
  );
});
