import { z } from "zod";
import { CREDIT_PASS_JOB, SETTLE_PASS_JOB } from "@/lib/billing/billing/purchase-names";
import { creditPassPurchase } from "@/lib/events/passes/credit-pass-purchase";
import { settlePassMoney } from "@/lib/events/passes/settle-pass-money";
import { job } from "@/lib/platform/jobs";

/** A checkout of an event pass is paid: billing says so when Stripe does. */
const credit = job({
  name: CREDIT_PASS_JOB,
  payload: z.object({ session_id: z.string() }),
  run: creditPassPurchase,
});

/** Money went back for an event pass, or came again: billing says so when Stripe does. */
const settle = job({
  name: SETTLE_PASS_JOB,
  payload: z.object({ checkout_session_id: z.string() }),
  run: settlePassMoney,
});

export const passJobs = [credit, settle];
