import { setTimeout as wait } from "node:timers/promises";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import { openDatabase } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { stripe } from "@/lib/vendors/stripe/stripe-client";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

/** Does every second what the metering job does every minute, until it is told to stop: `node … <database>`. */
const database = openDatabase(process.argv[2] ?? "", 2);
const ctx = systemContext(database, "bench");
let stopped = false;
process.on("SIGTERM", () => {
  stopped = true;
});
process.stdout.write("ready\n");
while (!stopped) {
  await meterUsage(ctx, { stripe: stripe(ctx), now: await stripeNow(ctx) });
  await wait(1_000);
}
await database.close();
