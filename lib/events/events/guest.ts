import type { Context } from "@/lib/platform/context";

/**
 * A person as an attendee of one event, whichever way they came to it: by registering on the site, or by the personal link
 * that the organizer's guests get.
 */
export interface GuestContext extends Context {
  readonly eventId: string;
  readonly partnerId: string;
  readonly attendeeId: string;
  /** Their answers, where they have any on the site. */
  readonly profileId: string | null;
  readonly userId: string | null;
}
