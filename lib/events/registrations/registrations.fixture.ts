import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import { type Clock, systemClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import { makeEvent } from "@/test/events";
import type { OwnDatabase } from "@/test/own-database";

const DAY_MS = 86_400_000;

/** A partner with a live event that is published, public, in ten days, with two seats, unless told otherwise. */
export async function makeOpenEvent(
  own: OwnDatabase,
  clock: Clock,
  change: Partial<Prisma.EventUncheckedCreateInput> = {},
): Promise<{ eventId: string; partnerId: string }> {
  const now = clock.now();
  const partnerId = newId();
  await own.prisma.partner.create({
    data: {
      id: partnerId,
      companyName: "Kindred Café",
      email: `events-${partnerId}@example.com`,
      tier: "free",
      createdAt: now,
      updatedAt: now,
    },
  });
  const eventId = await makeEvent(
    own.database,
    { partnerId },
    {
      startsAt: new Date(now.getTime() + 10 * DAY_MS),
      endsAt: new Date(now.getTime() + 10 * DAY_MS + DAY_MS / 8),
      venue: "Café Central",
      city: "Berlin",
      capacity: 2,
      status: "published",
      publishedAt: now,
      ...change,
    },
  );
  return { eventId, partnerId };
}

/** A signed-in person with a verified address. */
export async function makeRegistrant(
  own: OwnDatabase,
  clock: Clock = systemClock,
  { verified = true }: { verified?: boolean } = {},
): Promise<RegistrantContext & { userId: string }> {
  const userId = newId();
  const now = clock.now();
  await own.prisma.user.create({
    data: {
      id: userId,
      email: `guest-${userId}@example.com`,
      emailVerifiedAt: verified ? now : null,
      name: "Robin Example",
      createdAt: now,
      updatedAt: now,
    },
  });
  return { ...own.system(clock), actor: { type: "user", id: userId }, userId };
}

/** Registers a person, who agrees to nothing else. */
export function register(ctx: RegistrantContext, eventId: string, change: Partial<RegisterForEvent> = {}) {
  return registerForEvent(ctx, {
    ...RegisterForEvent.parse({ event_id: eventId, name: "Robin", adult: true }),
    ...change,
  });
}
