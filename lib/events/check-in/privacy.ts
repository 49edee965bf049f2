import { z } from "zod";
import { anyOf, byEmail, byUser, privacyPart, type RowsOf, through } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

/** Guests are known by the address that the organizer gave, or by the registration that their seat stands for. */
const ofGuest: RowsOf = anyOf(
  through("attendee_id", "event_attendees", byEmail()),
  through("attendee_id", "registrations", byUser(), "attendee_id"),
);

export const checkInPrivacy = privacyPart([
  {
    table: "check_ins",
    holds: "When you were checked in and out at the doors of an event",
    purpose: "Letting guests in once, and planning with those who came",
    kept: "A year after the event",
    readers: "Members of the company that runs the event",
    rowsOf: ofGuest,
    exported: {
      row: z.strictObject({
        event_id: id,
        id,
        kind: z.enum(["in", "out", "undone"]),
        method: z.string(),
        at: exportedTime,
        received_at: exportedTime,
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "attendances",
    holds: "Whether you came to an event",
    purpose: "Letting guests in once, and planning with those who came",
    kept: "A year after the event",
    readers:
      "Members of the company that runs the event, and the phones at its doors until 12 hours after the end",
    rowsOf: ofGuest,
    exported: {
      row: z.strictObject({
        event_id: id,
        state: z.enum(["in", "out", "absent"]),
        first_in_at: exportedTime.nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
]);
