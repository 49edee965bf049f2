"use server";

import { partnerAction } from "@/app/action";
import { answerQuote as answer } from "@/lib/research/custom/answer-quote";
import { requestResearch as request } from "@/lib/research/custom/request-research";
import { AnswerQuote, RequestResearch } from "@/lib/research/custom/schemas";

export const requestResearch = partnerAction("write", RequestResearch, request);

export const answerQuote = partnerAction("write", AnswerQuote, answer);
