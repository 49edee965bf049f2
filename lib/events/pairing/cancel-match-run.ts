import { findRun } from "@/lib/events/pairing/find-run";
import { presentRun } from "@/lib/events/pairing/present-run";
import type { MatchRun, RunPath } from "@/lib/events/pairing/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Cancels a run that waits or works: nothing of it is stored or charged. Again it changes nothing. Throws Forbidden,
 * NotFound, Conflict `run_ended`.
 */
export async function cancelMatchRun(ctx: PartnerContext, input: RunPath): Promise<MatchRun> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const { partnerId } = ctx;
    const run = await findRun(ctx, tx, input);
    const { count } = await tx.matchRun.updateMany({
      where: { id: run.id, partnerId, status: { in: ["queued", "running"] } },
      data: {
        status: "cancelled",
        errorCode: "cancelled_by_request",
        sealedInput: null,
        finishedAt: ctx.clock.now(),
      },
    });
    const now = await findRun(ctx, tx, input);
    if (count === 0) {
      if (now.status === "cancelled") return presentRun(now);
      throw new Conflict(
        "run_ended",
        `This run has ${now.status === "failed" ? "failed" : "finished"} already.`,
      );
    }
    const { attendees, mode } = run;
    await audit(ctx, tx, {
      partnerId,
      action: "match_run.cancelled",
      targetType: "match_run",
      targetId: run.id,
      details: { attendees, mode },
    });
    return presentRun(now);
  });
}
