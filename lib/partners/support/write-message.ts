import type { TicketStatus } from "@/lib/partners/support/ticket-terms";
import { audit } from "@/lib/platform/audit";
import type { Context, PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import type { Ticket as TicketRow } from "@/lib/platform/prisma/client";

/** Mails that something was written: to the partner, or to our own inbox. */
export const SEND_MAIL_JOB = "support.send-mail";

export interface Author {
  type: "partner" | "staff";
  /** The person's; null for a key. */
  id: string | null;
  name: string;
}

/** Who writes for the partner: a person by their name, or a key by its own. */
export async function partnerAuthor(ctx: PartnerContext, db: Db): Promise<Author> {
  const { actor } = ctx;
  const userId =
    actor.type === "user" ? actor.id : actor.type === "personal_access_token" ? actor.userId : null;
  if (userId !== null) {
    const user = await db.user.findUnique({ where: { id: userId }, select: { name: true } });
    return { type: "partner", id: userId, name: user?.name ?? "A member of the team" };
  }
  const key =
    actor.type === "api_key"
      ? await db.apiKey.findFirst({
          where: { id: actor.id, partnerId: ctx.partnerId },
          select: { name: true },
        })
      : null;
  return { type: "partner", id: null, name: key === null ? "API" : `API key “${key.name}”` };
}

/** Adds a message to a ticket and queues who is told by mail; the caller holds the ticket's lock and says the rest. */
export async function writeMessage(
  ctx: Context,
  tx: Transaction,
  ticket: Pick<TicketRow, "id">,
  author: Author,
  text: string,
  mails: readonly ("partner" | "support")[],
): Promise<string> {
  const at = ctx.clock.now();
  const id = newId(at);
  await tx.ticketMessage.create({
    data: {
      id,
      ticketId: ticket.id,
      authorType: author.type,
      authorId: author.id,
      authorName: author.name,
      text,
      createdAt: at,
    },
  });
  for (const to of mails) {
    await addJob(tx, SEND_MAIL_JOB, { message_id: id, to }, { key: `${SEND_MAIL_JOB}:${id}:${to}` });
  }
  return id;
}

/** Tells that a message was added to a conversation. What it says stays here. */
export async function emitReply(
  ctx: Context,
  tx: Transaction,
  ticket: TicketRow,
  author: Author,
  messageId: string,
): Promise<void> {
  await audit(ctx, tx, {
    partnerId: ticket.partnerId,
    action: author.type === "staff" ? "ticket.answered" : "ticket.replied",
    targetType: "ticket",
    targetId: ticket.id,
    details: { number: ticket.number },
  });
  await emitEvent(ctx, tx, {
    partnerId: ticket.partnerId,
    type: "ticket.replied",
    data: {
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      message_id: messageId,
      author_type: author.type,
      author_name: author.name,
    },
  });
}

/** Moves a ticket to a status and tells so; where it is there already nothing happens. The caller holds its lock. */
export async function moveTicket(
  ctx: Context,
  tx: Transaction,
  ticket: TicketRow,
  status: TicketStatus,
): Promise<void> {
  if (ticket.status === status) return;
  await tx.ticket.update({
    where: { id: ticket.id, partnerId: ticket.partnerId },
    data: { status, updatedAt: ctx.clock.now() },
  });
  await audit(ctx, tx, {
    partnerId: ticket.partnerId,
    action: "ticket.status_changed",
    targetType: "ticket",
    targetId: ticket.id,
    details: { number: ticket.number, from: ticket.status, to: status },
  });
  await emitEvent(ctx, tx, {
    partnerId: ticket.partnerId,
    type: "ticket.status_changed",
    data: {
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      status,
      previous_status: ticket.status,
    },
  });
}
