import { z } from "zod";
import { EventPath } from "@/lib/events/events/schemas";

/** What people agree to when they answer the short form. Other words are another version. */
export const GUEST_CONSENT_VERSION = "guest-form-1";
/** How long after an email the next one may go to the same guest, and how many there may be. */
export const RESEND_AFTER_HOURS = 48;
export const MOST_MAILS = 3;

export const InviteAttendees = EventPath.extend({
  /** Also those who were emailed before and have not answered. */
  again: z.boolean("Must be true or false.").default(false),
});
export type InviteAttendees = z.output<typeof InviteAttendees>;

export const GuestToken = z.strictObject({ token: z.string().max(100) });
export type GuestToken = z.output<typeof GuestToken>;

const yes = (message: string) => z.literal(true, message);

export const AnswerGuestForm = z.strictObject({
  token: z.string().max(100),
  answers: z
    .array(
      z.strictObject({
        statement_id: z.string().max(60),
        value: z.int("Choose one of five.").min(1, "Choose one of five.").max(5, "Choose one of five."),
      }),
    )
    .max(64, "Must have at most 64 answers."),
  of_age: yes("You must be 18 or older to answer."),
  agrees: yes("Agree to this before you send your answers."),
});
export type AnswerGuestForm = z.output<typeof AnswerGuestForm>;

/** What a guest reads behind their link. */
export interface GuestInvitation {
  event: {
    id: string;
    name: string;
    status: "draft" | "published" | "matched" | "finished" | "cancelled";
    local_starts_at: string;
    local_ends_at: string;
    time_zone: string;
    venue: string | null;
    address: string | null;
    city: string | null;
    visibility: "public" | "unlisted" | "private";
  };
  organizer: string;
  name: string | null;
  answered_at: string | null;
  /** Whether answers still count: the event is to come. */
  open: boolean;
}
