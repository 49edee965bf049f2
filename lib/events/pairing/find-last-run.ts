import { findEvent } from "@/lib/events/events/find-event";
import type { RunProgress } from "@/lib/events/pairing/page-schemas";
import { presentProgress } from "@/lib/events/pairing/present-progress";
import type { EventPath, MatchRun } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** The newest run of a kind, whatever became of it; null before the first. Throws Forbidden, NotFound. */
export async function findLastRun(
  ctx: PartnerContext,
  { event_id, kind }: EventPath & Pick<MatchRun, "kind">,
): Promise<RunProgress | null> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const run = await ctx.db.matchRun.findFirst({
    where: { eventId: event.id, partnerId: ctx.partnerId, kind },
    orderBy: { id: "desc" },
  });
  return run === null ? null : presentProgress(run);
}
