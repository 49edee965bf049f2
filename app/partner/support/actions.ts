"use server";

import { partnerAction } from "@/app/action";
import { closeTicket } from "@/lib/support/close-ticket";
import { markTicketSeen } from "@/lib/support/mark-ticket-seen";
import { openTicket } from "@/lib/support/open-ticket";
import { reopenTicket } from "@/lib/support/reopen-ticket";
import { replyToTicket } from "@/lib/support/reply-to-ticket";
import { OpenTicket, ReplyToTicket, TicketId } from "@/lib/support/schemas";

export const sendTicket = partnerAction(OpenTicket, openTicket);

export const sendReply = partnerAction(ReplyToTicket, replyToTicket);

export const close = partnerAction(TicketId, closeTicket);

export const reopen = partnerAction(TicketId, reopenTicket);

export const markSeen = partnerAction(TicketId, markTicketSeen);
