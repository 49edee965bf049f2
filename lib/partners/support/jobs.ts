import { z } from "zod";
import { SEND_MAIL_JOB } from "@/lib/partners/support/write-message";
import { brandOf, linkTo } from "@/lib/platform/brand";
import type { Db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import type { Partner as PartnerRow, Ticket as TicketRow } from "@/lib/platform/prisma/client";

const send = job({
  name: SEND_MAIL_JOB,
  payload: z.object({ message_id: z.uuid(), to: z.enum(["partner", "support"]) }),
  async run(ctx, { message_id, to }) {
    const message = await ctx.db.ticketMessage.findUnique({
      where: { id: message_id },
      include: {
        ticket: { include: { partner: true, messages: { orderBy: { id: "asc" }, take: 1 } } },
      },
    });
    if (message === null) return;
    const { ticket } = message;
    const isFirst = ticket.messages[0]?.id === message.id;
    const address = to === "support" ? env().SUPPORT_EMAIL : await addressOf(ctx.db, ticket);
    if (address === undefined) return;
    const title = `[#${ticket.number}] ${inMail(ticket.subject)}`;
    const company = inMail(ticket.partner.companyName);
    if (to === "support") {
      await sendMail(
        ctx,
        {
          to: address,
          subject: isFirst ? `New ticket ${title}` : title,
          text: [
            `${inMail(message.authorName)} of ${company} ${isFirst ? "opened a ticket" : "replied"}:`,
            "",
            message.text,
            "",
            "Answer it here:",
            linkTo(ctx, `/admin/tickets/${ticket.id}`),
          ].join("\n"),
        },
        "staff",
      );
      return;
    }
    const link = linkTo(ctx, `/partner/support/${ticket.id}`);
    await sendMail(ctx, {
      to: address,
      subject: isFirst ? `We have your ticket ${title}` : `Re: ${title}`,
      text: isFirst
        ? [
            `Your ticket #${ticket.number} has reached us. We answer by mail and on its page:`,
            link,
            "",
            "To add something, write on that page: replies to this mail are not read.",
          ].join("\n")
        : [
            `${inMail(message.authorName)} of ${brandOf(ctx).name} support wrote:`,
            "",
            message.text,
            "",
            "Reply on the ticket's page, because replies to this mail are not read:",
            link,
          ].join("\n"),
    });
  },
});

/**
 * The opener's address while they are of the team, else the partner's own. None where neither is verified: what
 * somebody typed must not reach an address that nobody has proved to be theirs.
 */
async function addressOf(db: Db, ticket: TicketRow & { partner: PartnerRow }): Promise<string | undefined> {
  const { partner, openedById } = ticket;
  const opener =
    openedById === null
      ? null
      : await db.user.findFirst({
          where: {
            id: openedById,
            emailVerifiedAt: { not: null },
            suspendedAt: null,
            memberships: { some: { partnerId: partner.id } },
          },
          select: { email: true },
        });
  return opener?.email ?? (partner.emailVerifiedAt === null ? undefined : partner.email);
}

export const supportJobs = [send];
