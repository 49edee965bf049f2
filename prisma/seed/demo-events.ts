import { createAttendees } from "@/lib/events/events/create-attendees";
import { createEvent } from "@/lib/events/events/create-event";
import { DEMO_PASS } from "@/lib/events/events/demo-pass";
import { publishEvent } from "@/lib/events/events/publish-event";
import { CreateEvent, NewAttendee } from "@/lib/events/events/schemas";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { MatchEvent } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { drawPerson, type Random, seeded } from "./drawn-people";

const DAY_MS = 86_400_000;
const SEED = 20_261_201;
const GROUPS = ["blue", "green"] as const;
/** The last few of an event have not said anything of themselves yet. */
const UNASSESSED = 6;
const ROUNDS = 4;
/** The best fifth of the pairs: few people drawn by chance reach the usual threshold. */
const PERCENTILE = 80;

/**
 * Events of the demo's partner: one in three weeks that is matched and has its rounds planned, one later that guests
 * still come to, and a draft. Their guests do not exist.
 */
export async function seedEvents(ctx: PartnerContext): Promise<void> {
  const evening = (days: number) => eveningIn(ctx, days);
  const random = seeded(SEED);
  const matched = await publishDemoEvent(
    ctx,
    {
      name: "Lantern evening (demo)",
      description: "An example. Its guests were drawn by chance and do not exist.",
      starts_at: `${evening(21)}T19:30:00`,
      ends_at: `${evening(21)}T22:30:00`,
    },
    drawGuests(random, 40),
  );
  await match(ctx, matched);
  await publishDemoEvent(
    ctx,
    {
      name: "Winter mixer (demo)",
      description: "An example that guests still come to. They were drawn by chance and do not exist.",
      starts_at: `${evening(35)}T20:00:00`,
    },
    drawGuests(random, 16),
  );
  await createEvent(
    ctx,
    CreateEvent.parse({
      name: "Spring walk (demo)",
      starts_at: `${evening(50)}T11:00:00`,
      time_zone: "Europe/Berlin",
    }),
  );
}

/** The day in so many days, as forms write it. */
export function eveningIn({ clock }: PartnerContext, days: number): string {
  return new Date(clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

interface DemoEvent {
  readonly eventId: string;
  readonly guests: readonly NewAttendee[];
}

export function drawGuests(random: Random, count: number): NewAttendee[] {
  return Array.from({ length: count }, (_, index) =>
    NewAttendee.parse({
      external_id: `demo-${index + 1}`,
      name: `Synthetic guest ${index + 1}`,
      group: GROUPS[index % 2],
      seeks: [GROUPS[(index + 1) % 2]],
      ...(index < count - UNASSESSED ? { traits: drawPerson(random) } : {}),
    }),
  );
}

/** An event that is published already, with guests whom the organizer brought. */
export async function publishDemoEvent(
  ctx: PartnerContext,
  event: object,
  guests: NewAttendee[],
): Promise<DemoEvent> {
  const { id: eventId } = await createEvent(
    ctx,
    CreateEvent.parse({
      time_zone: "Europe/Berlin",
      venue: "Lantern Hall",
      address: "1 Example Street",
      city: "Berlin",
      capacity: 60,
      price_label: "€15",
      ...event,
    }),
  );
  await createAttendees(ctx, { event_id: eventId, attendees: guests });
  const now = ctx.clock.now();
  await ctx.db.eventPass.create({
    data: { id: newId(now), partnerId: ctx.partnerId, reason: DEMO_PASS, createdAt: now },
  });
  await publishEvent(ctx, { event_id: eventId });
  return { eventId, guests };
}

/** Finds the pairs of those whose traits are known, and plans rounds for them, as an organizer would. */
async function match(ctx: PartnerContext, { eventId, guests }: DemoEvent): Promise<void> {
  const terms = { ...ctx, pinnedModel: null, prefersLater: false, signal: new AbortController().signal };
  const attendee_traits = guests.flatMap(({ external_id, group, seeks, traits }) =>
    traits == null ? [] : [{ id: external_id, group, seeks, traits }],
  );
  const crowd = { event_id: eventId, attendee_traits, threshold_percentile: PERCENTILE };
  await matchEvent(terms, MatchEvent.parse(crowd));
  const asked = CreateSchedule.parse({ rounds: ROUNDS, objective: "balanced", seed: SEED });
  await createSchedule(terms, { ...asked, event_id: eventId });
}
