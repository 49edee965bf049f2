import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import { assertAdmin } from "@/lib/platform/permissions";

export const RECONCILE_JOB = "billing.reconcile";

/** Has our books compared with Stripe's now; asking again while that waits changes nothing. For admins. */
export async function requestReconciliation(
  ctx: AdminContext,
  _input: Record<string, never> = {},
): Promise<void> {
  assertAdmin(ctx);
  await transaction(ctx, (tx) => addJob(tx, RECONCILE_JOB, {}, { key: `${RECONCILE_JOB}:now` }));
}
