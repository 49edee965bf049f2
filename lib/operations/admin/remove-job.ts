import { changeWaitingJob } from "@/lib/operations/admin/change-waiting-job";
import type { JobRef } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

/** Takes a job that failed out of the queue for good: what it was to do is not done. Throws NotFound where none waits. */
export async function removeJob(ctx: AdminContext, { job_id }: JobRef): Promise<void> {
  assertAdmin(ctx);
  await changeWaitingJob(
    ctx,
    job_id,
    "job.removed",
    Prisma.sql`SELECT id FROM graphile_worker.complete_jobs(ARRAY[${job_id}::bigint])`,
  );
}
