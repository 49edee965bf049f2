/** The words and bounds of tickets; apart from the schemas, so that pages need not carry zod for them. */
export const TICKET_STATUSES = ["open", "waiting", "solved", "closed"] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const MAX_SUBJECT_LENGTH = 200;
export const MAX_TEXT_LENGTH = 10_000;
