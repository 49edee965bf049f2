import type { NewAttendee } from "@/lib/events/events/schemas";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { type Meeting, meetingsOf } from "@/lib/events/pairing/meetings-of";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { computeScorecard } from "@/lib/events/scorecard/compute-scorecard";
import { takeEvent } from "@/lib/events/scorecard/take-outcomes";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { JobContext } from "@/lib/platform/jobs";
import { drawGuests, publishDemoEvent } from "./demo-events";
import { drawPerson, normal, type Random, seeded } from "./drawn-people";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SEED = 20_261_130;
/** Guests whom the organizer brought and who answered the short form. */
const ANSWERED = 8;
/** People of the demo who sign in, and were there. */
const REGISTERED = ["mira@people.example", "jonas@people.example"] as const;
/** Five are enough for the demo’s scorecard. */
const OLDER_DAYS = [33, 47, 61, 75, 82] as const;
const SENTENCES = [
  "The tables were just the right size.",
  "I would come again.",
  "A little loud, but I met two people I liked.",
  "Good plan, the third round was the best.",
  null,
  "More time between rounds would be nice.",
] as const;

/**
 * Events that are over: one five days ago, whose guests still say whom they want to see again, and five older ones that the
 * demo’s scorecard counts. Guests, answers and ratings were drawn by chance.
 */
export async function seedPastEvents(ctx: PartnerContext, system: JobContext, end: number): Promise<void> {
  const random = seeded(SEED);
  await makePastEvent(ctx, system, {
    random,
    name: "Autumn tables (demo)",
    at: end - 5 * DAY_MS,
    guests: 30,
    own: true,
  });
  for (const [index, days] of OLDER_DAYS.entries()) {
    const at = end - days * DAY_MS;
    await makePastEvent(ctx, system, {
      random,
      name: `Tables number ${index + 1} (demo)`,
      at,
      guests: 24,
      own: false,
    });
  }
  await computeScorecard(system);
}

interface PastEvent {
  random: Random;
  name: string;
  at: number;
  guests: number;
  /** Whether some answered for themselves, among them people who sign in. */
  own: boolean;
}

async function makePastEvent(
  partner: PartnerContext,
  system: JobContext,
  { random, name, at, guests, own }: PastEvent,
): Promise<void> {
  // It was made two days before, at eight in the evening of which it began.
  const startsAt = new Date(Math.floor(at / DAY_MS) * DAY_MS + 19 * HOUR_MS);
  const before = new Date(startsAt.getTime() - 2 * DAY_MS);
  const ctx = { ...partner, clock: new FixedClock(before) };
  const brought = drawGuests(random, guests).filter(({ traits }) => traits != null);
  const answered = own ? drawAnswered(random) : [];
  const { eventId } = await publishDemoEvent(
    ctx,
    {
      name,
      description: "An example that is over. Its guests were drawn by chance and do not exist.",
      starts_at: `${startsAt.toISOString().slice(0, 10)}T20:00:00`,
      ends_at: `${startsAt.toISOString().slice(0, 10)}T23:00:00`,
    },
    [...brought, ...answered],
  );
  if (own) {
    await ctx.db.eventAttendee.updateMany({
      where: {
        eventId,
        partnerId: ctx.partnerId,
        externalId: { in: answered.flatMap(({ external_id }) => external_id ?? []) },
      },
      data: { traitsSource: "person", answeredAt: before },
    });
    for (const email of REGISTERED) await register(ctx, eventId, email);
  }
  const terms = { ...ctx, pinnedModel: null, prefersLater: false, signal: new AbortController().signal };
  await createSchedule(terms, {
    ...CreateSchedule.parse({ rounds: 4, objective: "balanced", seed: SEED, control_round: 4 }),
    event_id: eventId,
  });
  const event = await ctx.db.event.findUniqueOrThrow({ where: { id: eventId, partnerId: ctx.partnerId } });
  const over = { ...ctx, clock: new FixedClock(new Date(event.endsAt.getTime() + HOUR_MS)) };
  const meetings = await meetingsOf(over, { eventId, partnerId: ctx.partnerId });
  await answerAll(over, eventId, { meetings, random });
  await ctx.db.event.update({
    where: { id: eventId, partnerId: ctx.partnerId },
    data: { status: "finished", finishedAt: event.endsAt },
  });
  await takeEvent({ ...system, clock: over.clock }, { eventId, partnerId: ctx.partnerId, synthetic: true });
}

function drawAnswered(random: Random): NewAttendee[] {
  return Array.from({ length: ANSWERED }, (_, index) => ({
    ...(drawGuests(random, 1 + index).at(0) as NewAttendee),
    external_id: `demo-answered-${index + 1}`,
    name: ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gwen", "Hugo"][index] ?? `Guest ${index + 1}`,
    group: null,
    seeks: null,
    traits: drawPerson(random),
    standard_errors: Array<number>(32).fill(0.2),
  }));
}

/** A seat for a person who signs in: they agreed to be matched and seen, and were there. */
async function register(ctx: PartnerContext, eventId: string, email: string): Promise<void> {
  const user = await ctx.db.user.findUnique({
    where: { email },
    include: { profile: { select: { id: true } } },
  });
  if (user?.profile == null) return;
  const now = ctx.clock.now();
  const of = { eventId, partnerId: ctx.partnerId, mode: ctx.mode } as const;
  const name = user.name.split(" ")[0] ?? user.name;
  const version = currentText("events", new Date()).version;
  await ctx.db.consentEvent.create({
    data: {
      id: newId(now),
      profileId: user.profile.id,
      purpose: "events",
      granted: true,
      version,
      at: now,
      place: "event",
      actorType: "user",
      actorId: user.id,
    },
  });
  const id = newId(now);
  await ctx.db.eventAttendee.create({
    data: {
      id,
      ...of,
      pool: "site",
      externalId: id,
      name,
      traitsSource: "person",
      createdAt: now,
      updatedAt: now,
    },
  });
  await ctx.db.registration.create({
    data: {
      id: newId(now),
      ...of,
      userId: user.id,
      status: "confirmed",
      name,
      agreesToMatch: true,
      agreesToPreview: true,
      confirmedAt: now,
      attendeeId: id,
      createdAt: now,
      updatedAt: now,
    },
  });
}

/** Who came, what they answered and how they rated it. Those who sign in have answered nothing yet, but others have about them. */
async function answerAll(
  ctx: PartnerContext,
  eventId: string,
  { meetings, random }: { meetings: readonly Meeting[]; random: Random },
): Promise<void> {
  const { db, partnerId, mode } = ctx;
  const now = ctx.clock.now();
  const attendees = await db.eventAttendee.findMany({
    where: { eventId, partnerId },
    select: { id: true, pool: true },
    orderBy: { id: "asc" },
  });
  // One in twelve does not come.
  const came = attendees.filter(({ pool }, at) => pool === "site" || at % 12 !== 7);
  const isThere = new Set(came.map(({ id }) => id));
  await db.attendance.createMany({
    data: came.map(({ id }, at) => ({
      attendeeId: id,
      eventId,
      partnerId,
      mode,
      state: "in" as const,
      since: now,
      firstInAt: new Date(now.getTime() - 4 * HOUR_MS + at * 20_000),
      duplicates: [],
      version: at + 1,
    })),
  });
  const signsIn = new Set(attendees.filter(({ pool }) => pool === "site").map(({ id }) => id));
  const [ready, liked] = [new Map<string, number>(), new Map<string, number>()];
  for (const { id } of attendees) {
    ready.set(id, 0.12 * normal(random));
    liked.set(id, 0.1 * normal(random));
  }
  const answers = meetings.flatMap(({ people: [one = "", other = ""], predicted }) =>
    [
      [one, other],
      [other, one],
    ].flatMap(([attendeeId = "", otherId = ""]) => {
      if (!isThere.has(one) || !isThere.has(other) || signsIn.has(attendeeId)) return [];
      const chance =
        0.45 +
        (ready.get(attendeeId) ?? 0) +
        (liked.get(otherId) ?? 0) +
        1.2 * ((predicted[0] ?? 0.55) - 0.55);
      return [{ attendeeId, otherId, eventId, yes: random() < chance, answeredAt: now }];
    }),
  );
  await db.meetingAnswer.createMany({ data: answers });
  const yes = new Set(
    answers.filter((answer) => answer.yes).map(({ attendeeId, otherId }) => `${attendeeId} ${otherId}`),
  );
  await db.mutualYes.createMany({
    data: answers
      .filter(({ attendeeId, otherId }) => attendeeId < otherId)
      .filter(
        ({ attendeeId, otherId }) =>
          yes.has(`${attendeeId} ${otherId}`) && yes.has(`${otherId} ${attendeeId}`),
      )
      .map(({ attendeeId, otherId }) => ({
        attendee1Id: attendeeId,
        attendee2Id: otherId,
        eventId,
        createdAt: now,
      })),
  });
  const guests = came.filter(({ id }) => !signsIn.has(id));
  await db.eventRating.createMany({
    data: guests
      .filter((_, at) => at % 2 === 0)
      .map(({ id }, at) => ({
        attendeeId: id,
        eventId,
        stars: Math.min(5, Math.max(1, Math.round(4 + 0.8 * normal(random)))),
        sentence: SENTENCES[at % SENTENCES.length] ?? null,
        ratedAt: now,
      })),
  });
  await db.guestChoice.createMany({
    data: guests.map(({ id }) => ({
      attendeeId: id,
      agreesToPreview: true,
      contactKind: "line" as const,
      contactLine: "Ask for me at the bar of the Lantern Hall",
      updatedAt: now,
    })),
  });
}
