import {
  type AnyTicket,
  type AnyTicketSummary,
  CallFacts,
  type Ticket,
  type TicketPartner,
  type TicketSummary,
} from "@/lib/partners/support/schemas";
import type {
  TicketMessage as MessageRow,
  Partner as PartnerRow,
  Prisma,
  Ticket as TicketRow,
} from "@/lib/platform/prisma/client";

/** What a summary needs beside the row: the newest message, and the newest of staff. */
export const LAST_MESSAGE = {
  messages: { orderBy: { id: "desc" }, take: 1 },
} satisfies Prisma.TicketInclude;

export const CONVERSATION = {
  messages: { orderBy: { id: "asc" } },
} satisfies Prisma.TicketInclude;

export const ITS_PARTNER = {
  partner: { select: { id: true, companyName: true } },
} satisfies Prisma.TicketInclude;

type WithMessages = TicketRow & { messages: MessageRow[] };
type WithPartner = { partner: Pick<PartnerRow, "id" | "companyName"> };

/** `row.messages` ends with the newest. */
export function presentSummary(row: WithMessages): TicketSummary {
  const last = row.messages.at(-1);
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    last_message:
      last === undefined
        ? null
        : {
            author_type: last.authorType,
            author_name: last.authorName,
            created_at: last.createdAt.toISOString(),
          },
    // Whoever of the partner's wrote last has read what stood before.
    unread: last !== undefined && last.authorType === "staff" && last.createdAt > row.seenAt,
  };
}

export function presentTicket(row: WithMessages): Ticket {
  return {
    ...presentSummary(row),
    call: row.call === null ? null : CallFacts.parse(row.call),
    messages: row.messages.map((message) => ({
      id: message.id,
      author_type: message.authorType,
      author_name: message.authorName,
      text: message.text,
      created_at: message.createdAt.toISOString(),
    })),
  };
}

function presentPartner({ partner }: WithPartner): TicketPartner {
  return { partner: { id: partner.id, company_name: partner.companyName } };
}

export function presentAnySummary(row: WithMessages & WithPartner): AnyTicketSummary {
  return { ...presentSummary(row), ...presentPartner(row) };
}

export function presentAnyTicket(row: WithMessages & WithPartner): AnyTicket {
  return { ...presentTicket(row), ...presentPartner(row) };
}
