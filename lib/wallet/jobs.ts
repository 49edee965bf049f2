import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { creditPurchase } from "@/lib/wallet/credit-purchase";
import { expireHolds } from "@/lib/wallet/expire-holds";

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

export const walletJobs = [expire, credit];
