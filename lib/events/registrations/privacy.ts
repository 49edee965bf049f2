import { z } from "zod";
import { eraseRegistrations } from "@/lib/events/registrations/erase-registrations";
import { byUser, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

/**
 * The seat of a registration is an attendee of its own, which bears no name of the account: it is found by the registration,
 * and goes with it. What becomes free is offered to the next in line.
 */
export const registrationsPrivacy = privacyPart(
  [
    {
      table: "registrations",
      holds: "Events that you registered for, your place in line, and what you agreed to there",
      purpose: "Giving you a seat, and finding out whom you should meet",
      kept: "A year after the event",
      readers: "You and the organizer of the event",
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({
          id,
          event_id: id,
          status: z.string(),
          name: z.string(),
          group: z.string().nullable(),
          seeks: z.array(z.string()).nullable(),
          seeks_agreed_at: exportedTime.nullable(),
          seeks_agreed_to: z.string().nullable(),
          agrees_to_match: z.boolean(),
          agrees_to_preview: z.boolean(),
          queued_at: exportedTime.nullable(),
          offered_until: exportedTime.nullable(),
          asked_at: exportedTime.nullable(),
          confirm_until: exportedTime.nullable(),
          confirmed_at: exportedTime.nullable(),
          ended_at: exportedTime.nullable(),
          created_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
  ],
  {
    // After what is found through a registration's seat.
    stage: "profile",
    before: async (ctx, tx, { userId }) => (userId === null ? [] : eraseRegistrations(ctx, tx, userId)),
  },
);
