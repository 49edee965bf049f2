import { lockOpenPair, stateOf } from "@/lib/people/together/find-pair";
import { makeReport } from "@/lib/people/together/make-report";
import { type OnePair, REFRESH_DAYS } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

const DAY_MS = 86_400_000;

/**
 * Asks the other for a new report, or agrees where the other has asked: it is made once both want it. Of two who ask at
 * once the second agrees. Throws NotFound, Conflict `comparison_ended`, `comparison_paused`, `not_agreed`,
 * `refresh_too_soon`, `result_needed`, `friend_result_missing` or `too_little_in_common`.
 */
export async function refreshReport(
  ctx: ProfileContext,
  { pair_id }: OnePair,
): Promise<{ refreshed: boolean }> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const pair = await lockOpenPair(ctx, tx, pair_id);
    const { row, friend } = pair;
    const state = stateOf(pair);
    if (state !== "ready" && state !== "no_report") throw notAgreed();
    const from = refreshFrom(pair);
    if (from !== null && from > now) {
      throw new Conflict(
        "refresh_too_soon",
        `A report can be refreshed every ${REFRESH_DAYS} days. Try again later.`,
      );
    }
    if (row.refreshAskedBy === friend.profileId) {
      await makeReport(ctx, tx, pair);
      return { refreshed: true };
    }
    if (row.refreshAskedBy === null) {
      await tx.togetherPair.update({
        where: { id: row.id },
        data: { refreshAskedBy: ctx.profileId, refreshAskedAt: now },
      });
    }
    return { refreshed: false };
  });
}

/** From when a new report can be asked for; null for at once, as where the report is gone. */
export function refreshFrom({ report }: { report: { createdAt: Date } | null }): Date | null {
  return report === null ? null : new Date(report.createdAt.getTime() + REFRESH_DAYS * DAY_MS);
}

function notAgreed(): Conflict {
  return new Conflict("not_agreed", "There is no report yet. Both of you have to agree first.");
}
