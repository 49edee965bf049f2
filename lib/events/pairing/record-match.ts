import type { MatchSummary } from "@/lib/events/pairing/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context, Mode } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";

interface MatchedEvent {
  readonly eventId: string;
  readonly partnerId: string;
  readonly mode: Mode;
  readonly runId: string;
  readonly attendees: number;
  readonly summary: MatchSummary;
}

/**
 * Says that an event was matched, in the transaction that stores its pairs: a published event becomes matched, a draft
 * stays one; the audit log and the webhooks hear of it.
 */
export async function recordMatch(
  ctx: Context,
  tx: Transaction,
  { eventId, partnerId, mode, runId, attendees, summary }: MatchedEvent,
): Promise<void> {
  const now = ctx.clock.now();
  await tx.event.updateMany({
    where: { id: eventId, partnerId, status: { in: ["published", "matched"] } },
    data: { status: "matched", matchedAt: now, updatedAt: now },
  });
  const { total_matches, match_rate, model_version } = summary;
  await audit(ctx, tx, {
    partnerId,
    action: "event.matched",
    targetType: "event",
    targetId: eventId,
    details: { attendees, total_matches, mode },
  });
  await emitEvent(ctx, tx, {
    partnerId,
    type: "event.matched",
    data: { event_id: eventId, run_id: runId, mode, attendees, total_matches, match_rate, model_version },
  });
}
