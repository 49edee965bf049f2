import { currentText } from "@/lib/identity/consent/consent-texts";
import { QUESTIONNAIRE_VERSION } from "@/lib/people/assessments/statements";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import { makePerson, type TestPerson } from "./people";

export interface TestGuest extends TestPerson {
  profileId: string;
  attendeeId: string;
}

interface OfEvent {
  eventId: string;
  partnerId: string;
}

interface GuestTerms {
  name?: string;
  /** Null for a person without a result. */
  traits?: readonly (number | null)[] | null;
  standardErrors?: readonly (number | null)[];
  /** 32 draws of their blur. Left out, the product draws them. */
  draws?: readonly number[];
  registration?: Partial<Prisma.RegistrationUncheckedCreateInput>;
  /** Whether they agreed to the purpose `events`. */
  consents?: boolean;
}

/** A signed-in person of the site who has a seat at an event, with a result and every consent unless told otherwise. */
export async function makeGuest(
  database: Database,
  { eventId, partnerId }: OfEvent,
  { name = "Robin", traits, standardErrors, draws, registration = {}, consents = true }: GuestTerms = {},
): Promise<TestGuest> {
  const { prisma } = database;
  const person = await makePerson(database, { name });
  const now = new Date();
  const profileId = newId(now);
  await prisma.profile.create({ data: { id: profileId, userId: person.userId, createdAt: now } });
  if (consents) {
    await prisma.consentEvent.create({
      data: {
        id: newId(now),
        profileId,
        purpose: "events",
        granted: true,
        version: currentText("events", now).version,
        at: now,
        place: "privacy",
        actorType: "user",
        actorId: person.userId,
      },
    });
  }
  if (traits !== null) await giveResult(database, profileId, { traits, standardErrors });
  if (draws !== undefined)
    await prisma.togetherBlur.create({ data: { profileId, draws: [...draws], createdAt: now } });
  const attendeeId = newId(now);
  await prisma.eventAttendee.create({
    data: {
      id: attendeeId,
      eventId,
      partnerId,
      mode: "live",
      pool: "site",
      externalId: attendeeId,
      name,
      createdAt: now,
      updatedAt: now,
    },
  });
  await prisma.registration.create({
    data: {
      id: newId(now),
      eventId,
      partnerId,
      mode: "live",
      userId: person.userId,
      status: "registered",
      name,
      agreesToMatch: true,
      agreesToPreview: true,
      attendeeId,
      createdAt: now,
      updatedAt: now,
      ...registration,
    },
  });
  return { ...person, profileId, attendeeId };
}

/** A newer result of a person. */
export async function giveResult(
  { prisma }: Database,
  profileId: string,
  {
    traits = Array<number>(32).fill(0.5),
    standardErrors = Array<number>(32).fill(0.1637),
  }: Pick<GuestTerms, "standardErrors"> & { traits?: readonly (number | null)[] | undefined },
): Promise<void> {
  const now = new Date();
  await prisma.traitResult.create({
    data: {
      id: newId(now),
      profileId,
      source: "assessment",
      modelVersion: "soulmate-2",
      questionnaireVersion: QUESTIONNAIRE_VERSION,
      traits: [...traits],
      standardErrors: [...standardErrors],
      quality: "high",
      qualitySigns: [],
      doubtfulStatementIds: [],
      answerCount: 64,
      createdAt: now,
      revisedAt: now,
    },
  });
}

/** Seats guests who answered for themselves at tables of pairs, one round after the other: `rounds[0][0]` is the first pair. */
export async function seatGuests(
  { prisma }: Database,
  { eventId, partnerId }: OfEvent,
  rounds: readonly (readonly (readonly [TestGuest, TestGuest])[])[],
): Promise<string> {
  const runId = newId();
  const at = new Date();
  const plan = {
    objective: "total",
    table_size: 2,
    seed: 1,
    model_version: "soulmate-2",
    rounds: rounds.map((_, index) => ({
      round: index + 1,
      locked: false,
      tables: [],
      scores: [],
      byes: [],
      moved: null,
    })),
    total_score: 0,
    bound: null,
    price_of_fairness: null,
    guests: [],
    is_certified: false,
    scored_pairs: 0,
    billable_units: 0,
    price_micro_usd: 0,
  };
  const pairs = rounds.flatMap((tables) =>
    tables.map((pair) => pair.map((guest) => guest.attendeeId).toSorted()),
  );
  await prisma.matchRun.create({
    data: {
      id: runId,
      eventId,
      partnerId,
      mode: "live",
      kind: "schedule",
      status: "finished",
      attendees: 0,
      modelVersion: "soulmate-2",
      createdAt: at,
      finishedAt: at,
      schedule: { create: { attendeeIds: [], plan } },
      ownSeats: {
        create: rounds.flatMap((tables, index) =>
          tables.flatMap((pair, table) =>
            pair.map(({ attendeeId }) => ({ round: index + 1, attendeeId, place: table + 1 })),
          ),
        ),
      },
      ownPairs: {
        create: pairs.map(([attendee1Id = "", attendee2Id = ""], at) => ({
          attendee1Id,
          attendee2Id,
          low: 55 + 5 * (at % 4),
          levels: { attachment: "closer", cognitive: "like_most" },
        })),
      },
    },
  });
  return runId;
}
