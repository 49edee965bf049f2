import { describeCall } from "@/lib/partners/support/describe-call";
import { findTicket } from "@/lib/partners/support/find-ticket";
import { presentTicket } from "@/lib/partners/support/present-ticket";
import { redactSecrets } from "@/lib/partners/support/redact-secrets";
import type { OpenTicket, WrittenTicket } from "@/lib/partners/support/schemas";
import { partnerAuthor, writeMessage } from "@/lib/partners/support/write-message";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/** More unsettled tickets than these are a mistake or an attack. */
export const MAX_ACTIVE_TICKETS = 50;

/**
 * Opens a ticket, with what we know of the call that it is about. Tokens that stand in it are taken out before it is
 * stored; `redacted` says how many. The opener gets a mail, and so does our inbox.
 * Throws Forbidden, Invalid (a request id that is not one of the partner's own calls), Conflict `too_many_tickets`.
 */
export async function openTicket(ctx: PartnerContext, input: OpenTicket): Promise<WrittenTicket> {
  assertPermitted(ctx, "tickets:write");
  const subject = redactSecrets(input.subject);
  const text = redactSecrets(input.text);
  return transaction(ctx, async (tx) => {
    const call =
      input.request_id === undefined
        ? null
        : await describeCall({ ...ctx, db: tx }, { request_id: input.request_id });
    if (input.request_id !== undefined && call === null) {
      throw new Invalid("invalid_input", "One field of the input is not valid.", [
        {
          path: "request_id",
          message: "No call of yours with this request id is kept: calls are kept for 90 days.",
        },
      ]);
    }
    await lockPartner(tx, ctx.partnerId);
    const active = await tx.ticket.count({
      where: { partnerId: ctx.partnerId, status: { in: ["open", "waiting"] } },
    });
    if (active >= MAX_ACTIVE_TICKETS) {
      throw new Conflict(
        "too_many_tickets",
        `There are ${MAX_ACTIVE_TICKETS} open tickets already: close some, or reply to one of them.`,
      );
    }
    const now = ctx.clock.now();
    const author = await partnerAuthor(ctx, tx);
    const ticket = await tx.ticket.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        openedById: author.id,
        subject: subject.text,
        callRequestId: call?.request_id ?? null,
        ...(call === null ? {} : { call }),
        seenAt: now,
        createdAt: now,
        updatedAt: now,
      },
    });
    await writeMessage(ctx, tx, ticket, author, text.text, ["partner", "support"]);
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "ticket.created",
      targetType: "ticket",
      targetId: ticket.id,
      details: { number: ticket.number, request_id: ticket.callRequestId },
    });
    await emitEvent(ctx, tx, {
      partnerId: ctx.partnerId,
      type: "ticket.created",
      data: {
        id: ticket.id,
        number: ticket.number,
        subject: ticket.subject,
        status: ticket.status,
        request_id: ticket.callRequestId,
      },
    });
    return {
      ticket: presentTicket(await findTicket(ctx, tx, ticket.id)),
      redacted: subject.redacted + text.redacted,
    };
  });
}
