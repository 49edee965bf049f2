import Stripe from "stripe";
import { reportUsage } from "@/lib/billing/metering/report-usage";
import { sendReports } from "@/lib/billing/metering/send-reports";
import { openDatabase } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";

/**
 * A process of its own that reports once, to be killed: `node … report-once.fixture.ts <database> <meter's port> <Stripe's
 * time> <count to> <when it is killed>`.
 */
const [url = "", port = "", now = "", until = "", when = ""] = process.argv.slice(2);
const database = openDatabase(url, 2);
const ctx = systemContext(database, "report-once");
const stripe = new Stripe("sk_test_meter", {
  host: "127.0.0.1",
  port: Number(port),
  protocol: "http",
  maxNetworkRetries: 0,
  telemetry: false,
});
await reportUsage(ctx, { now: new Date(now), until: new Date(until) });
if (when === "before it sends") process.kill(process.pid, "SIGKILL");
await sendReports(ctx, { stripe, now: new Date(now) });
await database.close();
