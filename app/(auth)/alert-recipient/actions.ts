"use server";

import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { answerRecipient } from "@/lib/partners/alerts/answer-recipient";
import { AnswerRecipient } from "@/lib/partners/alerts/schemas";

export const answerAlerts = formAction(visitorAction("write", AnswerRecipient, answerRecipient));
