"use server";

import { z } from "zod";
import { adminAction } from "@/app/action";
import { requestReconciliation } from "@/lib/billing/request-reconciliation";
import { retryStripeEvent } from "@/lib/billing/retry-stripe-event";
import { StripeEventRef } from "@/lib/billing/schemas";

export const runNow = adminAction("expensive", z.strictObject({}), requestReconciliation);

export const retryEvent = adminAction("expensive", StripeEventRef, retryStripeEvent);
