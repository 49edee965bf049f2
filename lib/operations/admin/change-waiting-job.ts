import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/prisma/client";

/**
 * Does something to one job that has failed and is not running, and writes down who did. `change` returns the rows it
 * changed: graphile-worker leaves running jobs alone. Throws NotFound where there is no such job.
 */
export async function changeWaitingJob(
  ctx: Context,
  jobId: string,
  action: "job.retried" | "job.removed",
  change: Prisma.Sql,
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string; attempts: number; last_error: string | null }[]>`
      SELECT task.identifier AS name, job.attempts, job.last_error
      FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      WHERE job.id = ${jobId}::bigint AND job.locked_at IS NULL AND job.last_error IS NOT NULL FOR UPDATE OF job`;
    if (job === undefined) throw new NotFound("failed job that waits");
    const changed = await tx.$queryRaw<unknown[]>(change);
    if (changed.length === 0) throw new NotFound("failed job that waits");
    await audit(ctx, tx, {
      partnerId: null,
      action,
      targetType: "job",
      targetId: jobId,
      details: { name: job.name, attempts: job.attempts },
    });
  });
}
