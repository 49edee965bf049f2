import { apiJobs } from "@/lib/api/jobs";
import { partnerJobs } from "@/lib/partners/jobs";
import { closeDatabase, database } from "@/lib/platform/db";
import { startJobs, systemContext } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { usageJobs } from "@/lib/usage/jobs";
import { maintainPartitions } from "@/lib/usage/maintain-partitions";

/** Every job of the product. */
const JOBS = [...apiJobs, ...partnerJobs, ...usageJobs];

/** Starts working off jobs, one process an instance. Returns how to stop: running jobs end first. */
export async function startJobProcess(): Promise<{ stop(): Promise<void> }> {
  const db = database();
  // An instance that was off for weeks must not wait for tonight's run before it can keep calls apart by week.
  await maintainPartitions(systemContext(db, "usage.maintain-partitions"));
  const runner = await startJobs(db, JOBS);
  // It reconnects by itself; when it gives up, the process ends, and its parent starts another.
  runner.promise.catch((error: unknown) => {
    log().fatal({ err: error }, "the job runner gave up");
    process.exit(1);
  });
  return {
    stop: async () => {
      await runner.stop();
      await closeDatabase();
    },
  };
}
