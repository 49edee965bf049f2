import { cancelEvent } from "@/lib/events/events/cancel-event";
import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { JobContext } from "@/lib/platform/jobs";
import { drawGuests, eveningIn, publishDemoEvent } from "./demo-events";
import { seeded } from "./drawn-people";

const SEED = 20_261_202;

interface ComingEvent {
  /** In so many days. */
  in: number;
  from: string;
  to: string;
  guests: number;
  event: Record<string, unknown>;
}

const HAMBURG = { city: "Hamburg", time_zone: "Europe/Berlin" };
const VIENNA = { city: "Vienna", time_zone: "Europe/Vienna" };
const MADE_UP = "An example. Guests whom the organizer brought were drawn by chance and do not exist.";

/** Evenings of the next weeks that people can find: open, with a line, with approval, sponsored, and one that is off. */
const COMING = {
  games: {
    in: 9,
    from: "19:00",
    to: "22:30",
    guests: 8,
    event: {
      ...HAMBURG,
      name: "Candlelight board games (demo)",
      description: `Four tables, four games, and you change tables three times.\n\n${MADE_UP}`,
      venue: "Speicher 7",
      address: "7 Example Quay",
      capacity: 8,
      price_label: "€12",
    },
  },
  walk: {
    in: 12,
    from: "11:00",
    to: "13:30",
    guests: 5,
    event: {
      ...HAMBURG,
      name: "Harbor walk for two and two (demo)",
      description: `You walk in pairs and swap at every bridge. We go in any weather.\n\n${MADE_UP}`,
      venue: "Pier 3",
      address: "3 Example Pier",
      capacity: 24,
      price_label: "Free",
      confirm_hours: 48,
    },
  },
  talk: {
    in: 16,
    from: "18:30",
    to: "21:00",
    guests: 6,
    event: {
      ...VIENNA,
      name: "Coffee house talk (demo)",
      description: `Thirty-six questions, one at a time, over cake. The organizer looks at each registration.\n\n${MADE_UP}`,
      venue: "Café Beispiel",
      address: "12 Example Lane",
      capacity: 30,
      price_label: "€18",
      sponsor_badge: "Beispiel Coffee (demo)",
      registration: "approval",
    },
  },
  wine: {
    in: 26,
    from: "20:00",
    to: "23:30",
    guests: 14,
    event: {
      ...VIENNA,
      name: "Wine and questions (demo)",
      description: `Six short rounds, six people, one glass each.\n\n${MADE_UP}`,
      venue: "Keller 9",
      address: "9 Example Cellar",
      capacity: 40,
      price_label: "€25",
      sponsor_badge: "Example Vineyards (demo)",
    },
  },
  off: {
    in: 19,
    from: "19:30",
    to: "22:00",
    guests: 3,
    event: { name: "Rooftop evening (demo)", description: MADE_UP, venue: "Roof 21", capacity: 20 },
  },
} as const satisfies Record<string, ComingEvent>;

/** Who is where: of those who sign in for themselves, by their address. */
const PLACES = [
  { email: "mira@people.example", name: "Mira", at: "walk", matched: true },
  { email: "mira@people.example", name: "Mira", at: "games", matched: true },
  { email: "jonas@people.example", name: "Jonas", at: "games", matched: false },
  { email: "jonas@people.example", name: "Jonas", at: "wine", matched: true },
  { email: "kim@people.example", name: "Kim", at: "talk", matched: true },
  { email: "kim@people.example", name: "Kim", at: "off", matched: false },
] as const;

/** Makes the list of events alive, with people of the demo who have seats, wait in line and wait for approval. */
export async function seedComingEvents(ctx: PartnerContext, people: JobContext): Promise<void> {
  const random = seeded(SEED);
  const ids: Record<string, string> = {};
  for (const [key, { in: days, from, to, guests, event }] of Object.entries(COMING)) {
    const day = eveningIn(ctx, days);
    const made = await publishDemoEvent(
      ctx,
      { ...event, starts_at: `${day}T${from}:00`, ends_at: `${day}T${to}:00` },
      drawGuests(random, guests),
    );
    ids[key] = made.eventId;
  }
  for (const { email, name, at, matched } of PLACES) {
    const user = await people.db.user.findUnique({ where: { email }, select: { id: true } });
    if (user === null) continue;
    await registerForEvent(
      { ...people, clock: ctx.clock, actor: { type: "user", id: user.id }, userId: user.id },
      RegisterForEvent.parse({
        event_id: ids[at],
        name,
        adult: true,
        agrees_to_match: matched,
        agrees_to_preview: matched,
      }),
    );
  }
  await cancelEvent(ctx, { event_id: ids.off ?? "", reason: "The roof is closed for repairs." });
}
