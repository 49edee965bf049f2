import { changeWaitingJob } from "@/lib/operations/admin/change-waiting-job";
import type { JobRef } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

/** Lets a job that failed run again at once, with all its attempts before it. Throws NotFound where none waits. */
export async function retryJob(ctx: AdminContext, { job_id }: JobRef): Promise<void> {
  assertAdmin(ctx);
  await changeWaitingJob(
    ctx,
    job_id,
    "job.retried",
    Prisma.sql`SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[${job_id}::bigint], run_at => now(), attempts => 0)`,
  );
}
