import { privacyPart } from "@/lib/platform/privacy";

/** A guest's link goes with their row of the event, which holds all that is known of them. */
export const invitationsPrivacy = privacyPart([
  {
    table: "event_guest_links",
    holds: "The personal link that a guest of an event was emailed, and how often",
    purpose: "Asking guests the short form",
    kept: "As long as the organizer’s row about the guest, which it goes with",
    readers: "No one: only a hash of the link is stored",
    onErasure: { does: "nothing", why: "It goes with the row of the guest." },
  },
]);
