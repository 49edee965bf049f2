import type { EventRef } from "@/lib/events/registrations/lock-seats";
import { type OwnRegistration, presentOwn } from "@/lib/events/registrations/present-registration";
import { type RegistrantContext, readerOf } from "@/lib/events/registrations/registrant";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Event as EventRow, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** An event as this person may know of it, with their registration where there is one. */
export interface KnownEvent {
  readonly event: EventRow;
  readonly row: RegistrationRow | null;
}

/**
 * Finds an event that a person may know of: live, no draft, and public or unlisted, or one that they registered for before it
 * became private. All others, and missing ones, are the same NotFound.
 */
export async function findKnownEvent(ctx: RegistrantContext, db: Db, eventId: string): Promise<KnownEvent> {
  if (!isId(eventId)) throw new NotFound("event");
  const event = await db.event.findFirst({
    where: { id: eventId, mode: "live", status: { not: "draft" } },
  });
  if (event === null || event.publishedAt === null) throw new NotFound("event");
  const userId = readerOf(ctx);
  const row =
    userId === null
      ? null
      : await db.registration.findUnique({
          where: { eventId_userId: { eventId: event.id, userId }, partnerId: event.partnerId },
        });
  if (event.visibility === "private" && row === null) throw new NotFound("event");
  return { event, row };
}

/** The registration of this person in an event whose seats are locked. Throws NotFound. */
export async function findOwn(
  db: Db,
  { eventId, partnerId }: EventRef,
  userId: string,
): Promise<RegistrationRow> {
  const row = await db.registration.findUnique({ where: { eventId_userId: { eventId, userId }, partnerId } });
  if (row === null) throw new NotFound("registration");
  return row;
}

/** A person's own registration as it is now. Throws NotFound. */
export async function readOwn(ctx: RegistrantContext, eventId: string): Promise<OwnRegistration> {
  const { event, row } = await findKnownEvent(ctx, ctx.db, eventId);
  if (row === null) throw new NotFound("registration");
  return presentOwn(ctx.db, event, row);
}
