"use server";

import { z } from "zod";
import { adminAction } from "@/app/action";
import { requestReconciliation } from "@/lib/billing/billing/request-reconciliation";
import { resolveSetAside } from "@/lib/billing/billing/resolve-set-aside";
import { retryStripeEvent } from "@/lib/billing/billing/retry-stripe-event";
import { SetAsideRef, StripeEventRef } from "@/lib/billing/billing/schemas";

export const runNow = adminAction("expensive", z.strictObject({}), requestReconciliation);

export const markReviewed = adminAction("write", SetAsideRef, resolveSetAside);

export const retryEvent = adminAction("expensive", StripeEventRef, retryStripeEvent);
