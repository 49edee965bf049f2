import { z } from "zod";
import { MAX_SUBJECT_LENGTH, MAX_TEXT_LENGTH, TICKET_STATUSES } from "@/lib/partners/support/ticket-terms";
import { humanLine, optionalLine } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";

const ticketId = z.uuid("Must be a UUID.");
const subject = humanLine(MAX_SUBJECT_LENGTH);
const text = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .min(1, "Must not be empty.")
      .max(MAX_TEXT_LENGTH, `Must have at most ${MAX_TEXT_LENGTH.toLocaleString("en-US")} characters.`)
      .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, "Must be plain text, without control characters."),
  );
const status = z.enum(TICKET_STATUSES, "Must be open, waiting, solved or closed.");
/** A form sends an empty field for none. */
const requestId = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.uuid("Must be a request id, such as 0193c9a2-….").optional(),
);

export const OpenTicket = z.strictObject({ subject, text, request_id: requestId });
export type OpenTicket = z.output<typeof OpenTicket>;

export const TicketId = z.strictObject({ ticket_id: ticketId });
export type TicketId = z.output<typeof TicketId>;

export const ReplyToTicket = z.strictObject({ ticket_id: ticketId, text });
export type ReplyToTicket = z.output<typeof ReplyToTicket>;

export const AnswerTicket = z.strictObject({
  ticket_id: ticketId,
  text,
  status: z.enum(["waiting", "solved"], "Must be waiting or solved.").default("waiting"),
});
export type AnswerTicket = z.output<typeof AnswerTicket>;

export const SetTicketStatus = z.strictObject({ ticket_id: ticketId, status });
export type SetTicketStatus = z.output<typeof SetTicketStatus>;

export const TicketQuery = PageQuery.extend({
  status: status.optional(),
  /** Words of the subject or the conversation, or the ticket's number. */
  search: optionalLine(200).optional(),
});
export type TicketQuery = z.output<typeof TicketQuery>;

/** What we know of a call, without secrets: as it is shown before a ticket is opened, and kept with it. */
export const CallFacts = z.object({
  request_id: z.string(),
  at: z.string(),
  mode: z.enum(["live", "test"]),
  method: z.string(),
  endpoint: z.string(),
  status: z.int(),
  error_code: z.string().nullable(),
  duration_ms: z.number(),
  key_name: z.string().nullable(),
  key_prefix: z.string().nullable(),
});
export type CallFacts = z.output<typeof CallFacts>;

const author = { author_type: z.enum(["partner", "staff"]), author_name: z.string() };

export const TicketMessage = z.object({
  id: z.string(),
  ...author,
  text: z.string(),
  created_at: z.string(),
});
export type TicketMessage = z.output<typeof TicketMessage>;

export const TicketSummary = z.object({
  id: z.string(),
  number: z.int(),
  subject: z.string(),
  status,
  created_at: z.string(),
  updated_at: z.string(),
  last_message: z.object({ ...author, created_at: z.string() }).nullable(),
  /** Whether staff wrote since anybody of the partner's looked. */
  unread: z.boolean(),
});
export type TicketSummary = z.output<typeof TicketSummary>;

export const Ticket = TicketSummary.extend({
  call: CallFacts.nullable(),
  messages: z.array(TicketMessage),
});
export type Ticket = z.output<typeof Ticket>;

/** What staff see beside: whose it is. */
export interface TicketPartner {
  partner: { id: string; company_name: string };
}
export type AnyTicketSummary = TicketSummary & TicketPartner;
export type AnyTicket = Ticket & TicketPartner;

/** A ticket after somebody wrote, and how many secrets were taken out of what they wrote. */
export interface WrittenTicket<T = Ticket> {
  ticket: T;
  redacted: number;
}
