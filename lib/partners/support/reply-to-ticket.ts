import { findTicket, lockTicket } from "@/lib/partners/support/find-ticket";
import { presentTicket } from "@/lib/partners/support/present-ticket";
import { redactSecrets } from "@/lib/partners/support/redact-secrets";
import type { ReplyToTicket, WrittenTicket } from "@/lib/partners/support/schemas";
import { emitReply, moveTicket, partnerAuthor, writeMessage } from "@/lib/partners/support/write-message";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Writes into one of the partner's own tickets; then it is our turn, also where it was solved. Tokens are taken out
 * before it is stored. Throws Forbidden, NotFound, Conflict `ticket_closed`.
 */
export async function replyToTicket(ctx: PartnerContext, input: ReplyToTicket): Promise<WrittenTicket> {
  assertPermitted(ctx, "tickets:write");
  const { text, redacted } = redactSecrets(input.text);
  return transaction(ctx, async (tx) => {
    await lockTicket(tx, input.ticket_id);
    const ticket = await findTicket(ctx, tx, input.ticket_id);
    if (ticket.status === "closed") {
      throw new Conflict("ticket_closed", "This ticket is closed: reopen it to write again.");
    }
    const author = await partnerAuthor(ctx, tx);
    const now = ctx.clock.now();
    const messageId = await writeMessage(ctx, tx, ticket, author, text, ["support"]);
    await tx.ticket.update({
      where: { id: ticket.id, partnerId: ctx.partnerId },
      data: { updatedAt: now, seenAt: now },
    });
    await emitReply(ctx, tx, ticket, author, messageId);
    await moveTicket(ctx, tx, ticket, "open");
    return { ticket: presentTicket(await findTicket(ctx, tx, ticket.id)), redacted };
  });
}
