"use server";

import { adminAction } from "@/app/action";
import { deliverResearch as deliver } from "@/lib/research/custom/deliver-research";
import { quoteResearch as quote } from "@/lib/research/custom/quote-research";
import { DeliverResearch, QuoteResearch } from "@/lib/research/custom/schemas";
import { WithdrawAnyFinding } from "@/lib/research/findings/schemas";
import { withdrawAnyFinding } from "@/lib/research/findings/withdraw-any-finding";

export const quoteResearch = adminAction("write", QuoteResearch, quote);

export const deliverResearch = adminAction("write", DeliverResearch, deliver);

export const withdrawFinding = adminAction("write", WithdrawAnyFinding, withdrawAnyFinding);
