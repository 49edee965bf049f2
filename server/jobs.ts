import { ENSURE_CATALOGUE_JOB } from "@/lib/billing/billing/jobs";
import { maintainPartitions } from "@/lib/partners/usage/maintain-partitions";
import { openDatabase, transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { addJob, startJobs, systemContext } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { JOBS } from "@/lib/registry";
import { askStandIn, type StripeStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

const STATEMENT_TIMEOUT_MS = 300_000;

/** Starts working off jobs, one process an instance. Returns how to stop: running jobs end first. */
export async function startJobProcess(): Promise<{ stop(): Promise<void> }> {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
  if (DATABASE_URL === undefined) throw new Error("Set DATABASE_URL: jobs are kept there.");
  // A pool of its own: summing a busy hour may take longer than any request may.
  const db = openDatabase(DATABASE_URL, DATABASE_POOL_SIZE, STATEMENT_TIMEOUT_MS);
  // An instance that was off for weeks must not wait for tonight's run before it can keep calls apart by week.
  await maintainPartitions(systemContext(db, "usage.maintain-partitions"));
  const jobs = [...JOBS, ...(await standInJobs())];
  const runner = await startJobs(db, jobs);
  // What we sell may have changed with this release. As a job, so that a start waits for nobody.
  await transaction({ db: db.prisma }, (tx) =>
    addJob(tx, ENSURE_CATALOGUE_JOB, {}, { key: ENSURE_CATALOGUE_JOB }),
  );
  // It reconnects by itself; when it gives up, the process ends, and its parent starts another.
  runner.promise.catch((error: unknown) => {
    log().fatal({ err: error }, "the job runner gave up");
    process.exit(1);
  });
  return {
    stop: async () => {
      await runner.stop();
      await db.close();
    },
  };
}

/** The jobs of Stripe's stand-in where it takes Stripe's place. Where it was left out, the product's own go on. */
async function standInJobs(): Promise<StripeStandIn["jobs"]> {
  if (!usesStripeStandIn()) return [];
  try {
    return await askStandIn(async ({ jobs }) => jobs);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    log().warn({ err: error }, "Stripe's stand-in is not here: nothing can be bought");
    return [];
  }
}
