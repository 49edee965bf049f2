import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** Metering's job that tells Stripe what live calls there were; one that waits is enough. */
const REPORT_JOB = "metering.report-usage";

/** Has what was used until now told to Stripe at once rather than within the minute: usage has just begun, or will end. */
export async function askForReport(tx: Transaction): Promise<void> {
  await addJob(tx, REPORT_JOB, {}, { key: REPORT_JOB });
}
