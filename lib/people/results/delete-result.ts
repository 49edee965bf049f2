import type { OneResult } from "@/lib/people/results/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockProfile } from "@/lib/platform/lock-profile";

/** Removes one of the person's own results with the answers it came from, for good. Throws NotFound. */
export async function deleteResult(
  ctx: ProfileContext,
  { result_id }: OneResult,
): Promise<{ deleted: true }> {
  await transaction(ctx, async (tx) => {
    await lockProfile(tx, ctx.profileId);
    const row = await tx.traitResult.findUnique({
      where: { id: result_id, profileId: ctx.profileId },
      select: { id: true, assessmentId: true, questRunId: true },
    });
    if (row === null) throw new NotFound("result");
    await tx.traitResult.deleteMany({ where: { id: row.id, profileId: ctx.profileId } });
    if (row.assessmentId !== null) {
      await tx.assessment.deleteMany({ where: { id: row.assessmentId, profileId: ctx.profileId } });
    }
    if (row.questRunId !== null) {
      await tx.questRun.deleteMany({ where: { id: row.questRunId, profileId: ctx.profileId } });
    }
  });
  return { deleted: true };
}
