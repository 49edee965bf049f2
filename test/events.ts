import type { Mode } from "@/lib/platform/context";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import type { TestPartner } from "./product";

export const DAY_MS = 86_400_000;

/** A draft of an event tomorrow, unless told otherwise. Returns its id. */
export async function makeEvent(
  { prisma }: Database,
  { partnerId }: Pick<TestPartner, "partnerId">,
  data: Partial<Prisma.EventUncheckedCreateInput> = {},
): Promise<string> {
  const id = newId();
  const now = new Date();
  await prisma.event.create({
    data: {
      id,
      partnerId,
      mode: "live",
      name: "Test evening",
      startsAt: new Date(now.getTime() + DAY_MS),
      endsAt: new Date(now.getTime() + 1.2 * DAY_MS),
      timeZone: "Europe/Berlin",
      createdAt: now,
      updatedAt: now,
      ...data,
    },
  });
  return id;
}

/** A run that waits, with nothing that could be done. Returns its id. */
export async function makeRun(
  { prisma }: Database,
  { partnerId }: Pick<TestPartner, "partnerId">,
  eventId: string,
  mode: Mode,
): Promise<string> {
  const id = newId();
  await prisma.matchRun.create({
    data: {
      id,
      eventId,
      partnerId,
      mode,
      kind: "match",
      status: "queued",
      attendees: 2,
      modelVersion: "soulmate-1",
      createdAt: new Date(),
    },
  });
  return id;
}
