import { setTimeout as wait } from "node:timers/promises";
import { closeMonths } from "@/lib/metering/close-months";
import { reportUsage } from "@/lib/metering/report-usage";
import { sendReports } from "@/lib/metering/send-reports";
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
  const now = await stripeNow(ctx);
  await closeMonths(ctx, { stripe: stripe(ctx), now });
  await reportUsage(ctx, { now });
  await sendReports(ctx, { stripe: stripe(ctx), now });
  await wait(1_000);
}
await database.close();
