"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { cancelPlan } from "@/lib/billing/billing/cancel-plan";
import { changePlan } from "@/lib/billing/billing/change-plan";
import { openPortal } from "@/lib/billing/billing/open-portal";
import { previewPlanChange } from "@/lib/billing/billing/preview-plan-change";
import { readCheckout } from "@/lib/billing/billing/read-checkout";
import { readPayments } from "@/lib/billing/billing/read-payments";
import { resumePlan } from "@/lib/billing/billing/resume-plan";
import { ChangePlan, CheckoutRef, ChoosePlan, InvoiceRef, InvoiceRefs } from "@/lib/billing/billing/schemas";
import { startCheckout } from "@/lib/billing/billing/start-checkout";
import { withdrawPlanChange } from "@/lib/billing/billing/withdraw-plan-change";

const Nothing = z.strictObject({});

export const buyPlan = partnerAction("expensive", ChoosePlan, startCheckout);

export const managePayment = partnerAction("expensive", Nothing, openPortal);

export const previewChange = partnerAction("expensive", ChoosePlan, previewPlanChange);

export const confirmChange = partnerAction("expensive", ChangePlan, changePlan);

export const withdrawChange = partnerAction("expensive", InvoiceRef, withdrawPlanChange);

export const cancel = partnerAction("expensive", Nothing, cancelPlan);

export const resume = partnerAction("expensive", Nothing, resumePlan);

export const readPurchase = partnerAction("read", CheckoutRef, readCheckout);

export const followPayments = partnerAction("read", InvoiceRefs, readPayments);
