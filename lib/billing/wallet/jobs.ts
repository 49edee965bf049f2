import { z } from "zod";
import { SETTLE_DISPUTE_JOB } from "@/lib/billing/billing/apply-dispute";
import { SETTLE_REFUND_JOB } from "@/lib/billing/billing/apply-refund";
import { creditPurchase } from "@/lib/billing/wallet/credit-purchase";
import { expireHolds } from "@/lib/billing/wallet/expire-holds";
import { settleDispute } from "@/lib/billing/wallet/settle-dispute";
import { settleRefund } from "@/lib/billing/wallet/settle-refund";
import { job } from "@/lib/platform/jobs";

const expire = job({
  name: "wallet.expire-holds",
  payload: z.object({}),
  cron: "* * * * *",
  async run(ctx) {
    const expired = await expireHolds(ctx);
    if (expired > 0)
      ctx.log.warn({ expired }, "holds of AI tokens expired: their work never said how it ended");
  },
});

/** A checkout of AI tokens is paid: billing says so when Stripe does. */
const credit = job({
  name: "wallet.credit-purchase",
  payload: z.object({ session_id: z.string() }),
  run: creditPurchase,
});

/** Money went back for AI tokens, or came back: billing says so when Stripe does. */
const refund = job({
  name: SETTLE_REFUND_JOB,
  payload: z.object({ refund_id: z.string() }),
  run: settleRefund,
});

/** Money for AI tokens is disputed, or that is decided: billing says so when Stripe does. */
const dispute = job({
  name: SETTLE_DISPUTE_JOB,
  payload: z.object({ dispute_id: z.string() }),
  run: settleDispute,
});

export const walletJobs = [expire, credit, refund, dispute];
