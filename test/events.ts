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

/** A schedule of one round for two, with its certificate. */
export async function makeSchedule(
  { prisma }: Database,
  { partnerId }: Pick<TestPartner, "partnerId">,
  eventId: string,
  mode: Mode,
): Promise<void> {
  const id = newId();
  const at = new Date();
  const guest = { best: 0.5, mean: 0.5, worst: 0.5, met: 1, byes: 0, envy: 0, envies: null };
  await prisma.matchRun.create({
    data: {
      id,
      eventId,
      partnerId,
      mode,
      kind: "schedule",
      status: "finished",
      attendees: 2,
      modelVersion: "soulmate-1",
      createdAt: at,
      finishedAt: at,
      schedule: {
        create: {
          attendeeIds: ["a", "b"],
          plan: {
            objective: "total",
            table_size: 2,
            seed: 1,
            model_version: "soulmate-1",
            rounds: [
              { round: 1, locked: false, tables: [["a", "b"]], scores: [[0.5]], byes: [], moved: null },
            ],
            total_score: 0.5,
            bound: null,
            price_of_fairness: null,
            guests: ["a", "b"].map((name) => ({ id: name, ...guest })),
            is_certified: true,
            scored_pairs: 1,
            billable_units: 0,
            price_micro_usd: 0,
          },
          certificate: {
            model_version: "soulmate-1",
            pairs: [[0, 1]],
            scale: 2,
            cardinality_bonus: 1,
            vertex_duals: [1, 1],
            blossoms: [],
            pins: [],
            forbids: [],
          },
        },
      },
    },
  });
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

/** A registration of a new person, in a state that needs no seat. Returns its id. */
export async function makeRegistration(
  { prisma }: Database,
  { partnerId }: Pick<TestPartner, "partnerId">,
  eventId: string,
  data: Partial<Prisma.RegistrationUncheckedCreateInput> = {},
): Promise<string> {
  const now = new Date();
  const [id, userId] = [newId(), newId()];
  await prisma.user.create({
    data: {
      id: userId,
      email: `guest-${userId}@example.com`,
      emailVerifiedAt: now,
      name: "Robin Example",
      createdAt: now,
      updatedAt: now,
    },
  });
  const status = data.status ?? "waiting";
  await prisma.registration.create({
    data: {
      id,
      eventId,
      partnerId,
      mode: "live",
      userId,
      name: "Robin",
      status,
      queuedAt: status === "waiting" ? now : null,
      offeredUntil: status === "offered" ? new Date(now.getTime() + DAY_MS / 2) : null,
      createdAt: now,
      updatedAt: now,
      ...data,
    },
  });
  return id;
}
