"use server";

import { partnerAction } from "@/app/action";
import { closeTicket } from "@/lib/partners/support/close-ticket";
import { markTicketSeen } from "@/lib/partners/support/mark-ticket-seen";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { reopenTicket } from "@/lib/partners/support/reopen-ticket";
import { replyToTicket } from "@/lib/partners/support/reply-to-ticket";
import { OpenTicket, ReplyToTicket, TicketId } from "@/lib/partners/support/schemas";

export const sendTicket = partnerAction("mail", OpenTicket, openTicket);

export const sendReply = partnerAction("mail", ReplyToTicket, replyToTicket);

export const close = partnerAction("write", TicketId, closeTicket);

export const reopen = partnerAction("write", TicketId, reopenTicket);

export const markSeen = partnerAction("read", TicketId, markTicketSeen);
