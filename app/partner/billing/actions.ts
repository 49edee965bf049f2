"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { cancelPlan } from "@/lib/billing/cancel-plan";
import { changePlan } from "@/lib/billing/change-plan";
import { openPortal } from "@/lib/billing/open-portal";
import { previewPlanChange } from "@/lib/billing/preview-plan-change";
import { readCheckout } from "@/lib/billing/read-checkout";
import { readPayments } from "@/lib/billing/read-payments";
import { resumePlan } from "@/lib/billing/resume-plan";
import { ChangePlan, CheckoutRef, ChoosePlan, InvoiceRef, InvoiceRefs } from "@/lib/billing/schemas";
import { startCheckout } from "@/lib/billing/start-checkout";
import { withdrawPlanChange } from "@/lib/billing/withdraw-plan-change";

const Nothing = z.strictObject({});

export const buyPlan = partnerAction(ChoosePlan, startCheckout);

export const managePayment = partnerAction(Nothing, openPortal);

export const previewChange = partnerAction(ChoosePlan, previewPlanChange);

export const confirmChange = partnerAction(ChangePlan, changePlan);

export const withdrawChange = partnerAction(InvoiceRef, withdrawPlanChange);

export const cancel = partnerAction(Nothing, cancelPlan);

export const resume = partnerAction(Nothing, resumePlan);

export const readPurchase = partnerAction(CheckoutRef, readCheckout);

export const followPayments = partnerAction(InvoiceRefs, readPayments);
