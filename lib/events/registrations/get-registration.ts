import { findKnownEvent } from "@/lib/events/registrations/find-registration";
import { type OwnRegistration, presentOwn } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";

/**
 * The person's own registration for an event, whatever became of it; null where there is none or no one is signed in.
 * Throws NotFound for an event that they may not know of.
 */
export async function getRegistration(
  ctx: RegistrantContext,
  { event_id }: OfEvent,
): Promise<OwnRegistration | null> {
  const { event, row } = await findKnownEvent(ctx, ctx.db, event_id);
  return row === null ? null : presentOwn(ctx.db, event, row);
}
