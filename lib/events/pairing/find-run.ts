import { findEvent } from "@/lib/events/events/find-event";
import type { RunPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { MatchRun as MatchRunRow } from "@/lib/platform/prisma/client";

/** Reads a run of one of the caller's events. Another's and a missing one are the same NotFound. */
export async function findRun(
  ctx: PartnerContext,
  db: Db,
  { event_id, run_id }: RunPath,
): Promise<MatchRunRow> {
  const event = await findEvent(ctx, db, event_id);
  const run = await db.matchRun.findUnique({
    where: { id: run_id, eventId: event.id, partnerId: ctx.partnerId },
  });
  if (run === null) throw new NotFound("run");
  return run;
}
