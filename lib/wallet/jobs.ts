import { z } from "zod";
import { job } from "@/lib/platform/jobs";
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

export const walletJobs = [expire];
