"use server";

import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { answerRecipient } from "@/lib/alerts/answer-recipient";
import { AnswerRecipient } from "@/lib/alerts/schemas";

export const answerAlerts = formAction(visitorAction("write", AnswerRecipient, answerRecipient));
