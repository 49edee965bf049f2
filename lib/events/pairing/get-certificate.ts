import { findEvent } from "@/lib/events/events/find-event";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { type Certificate, CertificateBody } from "@/lib/events/pairing/schedule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** The proof of the event's last schedule. Throws Forbidden, NotFound also where that schedule has none. */
export async function getCertificate(ctx: PartnerContext, { event_id }: EventPath): Promise<Certificate> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const schedule = await findSchedule(ctx, event.id);
  if (schedule === null || schedule.certificate === null) throw new NotFound("certificate");
  return {
    event_id: event.id,
    run_id: schedule.runId,
    attendees: schedule.attendeeIds,
    ...CertificateBody.parse(schedule.certificate),
  };
}
