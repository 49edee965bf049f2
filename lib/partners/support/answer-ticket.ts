import { findAnyTicket, lockTicket } from "@/lib/partners/support/find-ticket";
import { presentAnyTicket } from "@/lib/partners/support/present-ticket";
import { redactSecrets } from "@/lib/partners/support/redact-secrets";
import type { AnswerTicket, AnyTicket, WrittenTicket } from "@/lib/partners/support/schemas";
import { type Author, emitReply, moveTicket, writeMessage } from "@/lib/partners/support/write-message";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";

/**
 * Answers a ticket, which then waits for the partner or is solved. The opener gets the answer by mail. Tokens are
 * taken out before it is stored. Throws NotFound, Conflict `ticket_closed`. For staff.
 */
export async function answerTicket(
  ctx: AdminContext,
  input: AnswerTicket,
): Promise<WrittenTicket<AnyTicket>> {
  assertAdmin(ctx);
  const { text, redacted } = redactSecrets(input.text);
  return transaction(ctx, async (tx) => {
    await lockTicket(tx, input.ticket_id);
    const ticket = await findAnyTicket(tx, input.ticket_id);
    if (ticket.status === "closed") {
      throw new Conflict("ticket_closed", "This ticket is closed: set it to open to write again.");
    }
    const user = await tx.user.findUniqueOrThrow({ where: { id: ctx.userId }, select: { name: true } });
    const author: Author = { type: "staff", id: ctx.userId, name: user.name };
    const messageId = await writeMessage(ctx, tx, ticket, author, text, ["partner"]);
    await tx.ticket.update({
      where: { id: ticket.id, partnerId: ticket.partnerId },
      data: { updatedAt: ctx.clock.now() },
    });
    await emitReply(ctx, tx, ticket, author, messageId);
    await moveTicket(ctx, tx, ticket, input.status);
    return { ticket: presentAnyTicket(await findAnyTicket(tx, ticket.id)), redacted };
  });
}
