"use server";

import { partnerAction } from "@/app/action";
import { closeTicket } from "@/lib/support/close-ticket";
import { markTicketSeen } from "@/lib/support/mark-ticket-seen";
import { openTicket } from "@/lib/support/open-ticket";
import { reopenTicket } from "@/lib/support/reopen-ticket";
import { replyToTicket } from "@/lib/support/reply-to-ticket";
import { OpenTicket, ReplyToTicket, TicketId } from "@/lib/support/schemas";

export const sendTicket = partnerAction("mail", OpenTicket, openTicket);

export const sendReply = partnerAction("mail", ReplyToTicket, replyToTicket);

export const close = partnerAction("write", TicketId, closeTicket);

export const reopen = partnerAction("write", TicketId, reopenTicket);

export const markSeen = partnerAction("read", TicketId, markTicketSeen);
