import type { GuestContext } from "@/lib/events/events/guest";
import { guestHash } from "@/lib/events/invitations/guest-token";
import type { GuestToken } from "@/lib/events/invitations/schemas";
import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/**
 * The guest whom a personal link is of, for verbs of guests. A link ends with its attendee's row. An unknown one and one
 * that ended are the same NotFound.
 */
export async function openGuestLink(ctx: Context, { token }: GuestToken): Promise<GuestContext> {
  const tokenHash = guestHash(token);
  const link =
    tokenHash === null
      ? null
      : await ctx.db.eventGuestLink.findUnique({
          where: { tokenHash },
          select: { eventId: true, partnerId: true, attendeeId: true },
        });
  if (link === null) throw new NotFound("invitation");
  return { ...ctx, ...link, profileId: null, userId: null };
}
