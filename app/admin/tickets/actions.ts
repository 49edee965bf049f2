"use server";

import { adminAction } from "@/app/action";
import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { AnswerTicket, SetTicketStatus } from "@/lib/partners/support/schemas";
import { setTicketStatus } from "@/lib/partners/support/set-ticket-status";

export const answer = adminAction("mail", AnswerTicket, async (ctx, input) => {
  const { redacted } = await answerTicket(ctx, input);
  return { redacted };
});

export const setStatus = adminAction("write", SetTicketStatus, async (ctx, input) => {
  const { status } = await setTicketStatus(ctx, input);
  return { status };
});
