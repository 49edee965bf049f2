import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { runDue } from "@/lib/vendors/stripe/stand-in/billing/run-due";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";

/** Only where the stand-in takes Stripe's place: lets time pass for it, so that subscriptions renew by themselves. */
export const stripeClockJobs = [
  job({
    name: "stripe-stand-in.run-due",
    payload: z.object({}),
    cron: "* * * * *",
    run: async (ctx) => {
      await runInStandIn(ctx, async (world) => {
        // What fell due while nothing ran happens now, but at its own time.
        await runDue({ ...world, now: 0 }, world.now, async (now, at) => ({ ...now, now: at }));
      });
    },
  }),
];
