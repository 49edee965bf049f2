import type { Found } from "@/lib/events/pairing/found";
import type { KeptCall } from "@/lib/events/pairing/match-task";
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
  readonly modelVersion: string;
  readonly kind: KeptCall["kind"];
}

/**
 * Says that an event was matched, in the transaction that stores its pairs: a published event becomes matched, a draft
 * stays one; the audit log and the webhooks hear of it.
 */
export async function recordMatch(
  ctx: Context,
  tx: Transaction,
  { eventId, partnerId, mode, runId, attendees, modelVersion, kind }: MatchedEvent,
  { figures }: Pick<Found, "figures">,
): Promise<void> {
  const now = ctx.clock.now();
  await tx.event.updateMany({
    where: { id: eventId, partnerId, status: { in: ["published", "matched"] } },
    data: { status: "matched", matchedAt: now, updatedAt: now },
  });
  await audit(ctx, tx, {
    partnerId,
    action: "event.matched",
    targetType: "event",
    targetId: eventId,
    details: { attendees, kind, mode },
  });
  await emitEvent(ctx, tx, {
    partnerId,
    type: "event.matched",
    data: {
      event_id: eventId,
      run_id: runId,
      kind,
      mode,
      attendees,
      model_version: modelVersion,
      ...figures,
    },
  });
}
