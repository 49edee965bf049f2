import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptOffer } from "@/lib/events/registrations/accept-offer";
import { approveRegistration } from "@/lib/events/registrations/approve-registration";
import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { createFriendsLink } from "@/lib/events/registrations/create-friends-link";
import { declineOffer } from "@/lib/events/registrations/decline-offer";
import { declineRegistration } from "@/lib/events/registrations/decline-registration";
import { joinFriends } from "@/lib/events/registrations/join-friends";
import { leaveFriends } from "@/lib/events/registrations/leave-friends";
import { promoteRegistration } from "@/lib/events/registrations/promote-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import { makeOpenEvent, register } from "@/lib/events/registrations/registrations.fixture";
import { releaseRegistration } from "@/lib/events/registrations/release-registration";
import { settleEvent } from "@/lib/events/registrations/settle-event";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { type Database, openDatabase } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { seeded } from "@/lib/scoring/testdata/crowd";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();
const PEOPLE = 64;
const CAPACITY = 12;

/** One process lets a few changes to an event at its database at once, so these stand for many. */
const PROCESSES = 16;
/** Time for all of them to wait for one lock on a busy machine. */
const LONGEST_STATEMENT_MS = 120_000;

let many: Database[] = [];
beforeAll(() => {
  many = Array.from({ length: PROCESSES }, () => openDatabase(own.url, 4, LONGEST_STATEMENT_MS));
});
afterAll(() => Promise.all(many.map((database) => database.close())));

function processOf(index: number): Database {
  const found = many[index % PROCESSES];
  if (found === undefined) throw new Error("The processes are there once the tests run.");
  return found;
}

interface World {
  eventId: string;
  partnerId: string;
  organizer: PartnerContext;
  people: (RegistrantContext & { userId: string })[];
  clock: FixedClock;
}

async function makeWorld(registration: "open" | "approval"): Promise<World> {
  const clock = new FixedClock("2026-05-01T10:00:00Z");
  const event = await makeOpenEvent(own, clock, { capacity: CAPACITY, registration });
  const now = clock.now();
  const users = Array.from({ length: PEOPLE }, () => {
    const id = newId();
    return {
      id,
      email: `guest-${id}@example.com`,
      emailVerifiedAt: now,
      name: "Robin",
      createdAt: now,
      updatedAt: now,
    };
  });
  await own.prisma.user.createMany({ data: users });
  const people = users.map(({ id }, at) => ({
    ...own.system(clock),
    db: processOf(at).prisma,
    actor: { type: "user" as const, id },
    userId: id,
  }));
  return { ...event, clock, people, organizer: { ...own.as(event, { clock }), db: processOf(0).prisma } };
}

/** What may happen when others were quicker. All else is a fault. */
async function tried(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(["Conflict", "NotFound", "Invalid"], error.message).toContain(error.name);
  }
}

interface Seen {
  taken: number;
  held: number;
  places: Map<string, { place: number; since: string }>;
}

/** The seats and the line in one snapshot. */
async function look({ eventId }: World): Promise<Seen> {
  const rows = await own.rows<{ id: string; status: string; since: string; place: number; taken: number }>(
    `SELECT id, status, coalesce(group_id::text, '') || queued_at::text AS since,
       (rank() OVER (PARTITION BY status = 'waiting' ORDER BY queued_at, group_id IS NULL, coalesce(group_id, id)))::int AS place,
       (SELECT count(*)::int FROM event_attendees WHERE event_id = $1) AS taken
     FROM registrations WHERE event_id = $1`,
    [eventId],
  );
  const waiting = rows.filter(({ status }) => status === "waiting");
  return {
    taken: rows[0]?.taken ?? 0,
    held: rows.filter(({ status }) => status === "offered").length,
    places: new Map(waiting.map(({ id, place, since }) => [id, { place, since }])),
  };
}

/** Looks again and again while work is done: never more seats than there are, and no place that goes back. */
async function watch(world: World, work: Promise<unknown>): Promise<number> {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  let looks = 0;
  let before: Seen["places"] = new Map();
  while (!done) {
    const { taken, held, places } = await look(world);
    expect(taken + held).toBeLessThanOrEqual(CAPACITY);
    for (const [id, { place, since }] of places) {
      const earlier = before.get(id);
      // A friend who joins a group chose its place: `since` is another then.
      if (earlier?.since === since) expect(place).toBeLessThanOrEqual(earlier.place);
    }
    before = places;
    looks += 1;
  }
  await ended;
  return looks;
}

async function expectSound(world: World): Promise<void> {
  const { eventId } = world;
  const rows = await own.prisma.registration.findMany({ where: { eventId } });
  const seats = await own.prisma.eventAttendee.findMany({ where: { eventId } });
  const seated = rows.filter(({ status }) => status === "registered" || status === "confirmed");
  // A seat for each who has one, and for no one else.
  expect(seats.map(({ id }) => id).sort()).toEqual(seated.map(({ attendeeId }) => attendeeId).sort());
  for (const row of rows) {
    expect(row.attendeeId !== null).toBe(seated.includes(row));
    expect(row.queuedAt !== null).toBe(row.status === "waiting");
    expect(row.offeredUntil !== null).toBe(row.status === "offered");
  }
  const held = rows.filter(({ status }) => status === "offered").length;
  expect(seats.length + held).toBeLessThanOrEqual(CAPACITY);
  // No seat stays empty that the first in line could have.
  const waiting = rows
    .filter(({ status }) => status === "waiting")
    .sort((a, b) => Number(a.queuedAt) - Number(b.queuedAt));
  const first = waiting[0];
  if (first !== undefined) {
    const party = waiting.filter(
      ({ id, groupId, queuedAt }) =>
        id === first.id ||
        (groupId !== null && groupId === first.groupId && Number(queuedAt) === Number(first.queuedAt)),
    );
    expect(CAPACITY - seats.length - held).toBeLessThan(party.length);
  }
  // Only friends share a time.
  const times = new Map<number, string>();
  for (const { id, groupId, queuedAt } of waiting) {
    const key = groupId ?? id;
    const other = times.get(Number(queuedAt));
    if (other !== undefined && groupId !== null) expect(other).toBe(key);
    times.set(Number(queuedAt), key);
  }
}

describe("64 people at once", () => {
  it("get as many seats as there are, and the others a place each, from 1 without a gap", {
    timeout: 120_000,
  }, async () => {
    const world = await makeWorld("open");
    const work = Promise.all(world.people.map((person) => register(person, world.eventId)));
    expect(await watch(world, work)).toBeGreaterThan(1);
    const made = await work;
    expect(made.filter(({ status }) => status === "registered")).toHaveLength(CAPACITY);
    const { places } = await look(world);
    expect([...places.values()].map(({ place }) => place).sort((a, b) => a - b)).toEqual(
      Array.from({ length: PEOPLE - CAPACITY }, (_, at) => at + 1),
    );
    await expectSound(world);
  });

  it.each([
    [1, "open"],
    [2, "open"],
    [3, "approval"],
    [4, "approval"],
  ] as const)(
    "register, cancel, accept, decline and join friends while the organizer promotes, releases and approves: never oversold, no place lost (seed %i, %s)",
    { timeout: 240_000 },
    async (seed, registration) => {
      const world = await makeWorld(registration);
      const { eventId, organizer, people } = world;
      const random = seeded(seed);
      const pick = <T>(list: readonly T[]): T => {
        const found = list[Math.floor(random() * list.length)];
        if (found === undefined) throw new Error("Nothing to pick from.");
        return found;
      };
      const tokens: string[] = [];
      const event_id = eventId;
      const steps: ((person: RegistrantContext) => Promise<unknown>)[] = [
        (person) => register(person, eventId),
        (person) => register(person, eventId),
        (person) => cancelRegistration(person, { event_id }),
        (person) => acceptOffer(person, { event_id }),
        (person) => acceptOffer(person, { event_id }),
        (person) => declineOffer(person, { event_id }),
        (person) => leaveFriends(person, { event_id }),
        async (person) => {
          const { friends_token } = await createFriendsLink(person, { event_id });
          if (friends_token !== null) tokens.push(friends_token);
        },
        (person) =>
          tokens.length === 0
            ? register(person, eventId)
            : joinFriends(person, { event_id, friends_token: pick(tokens) }),
        (person) => register(person, eventId, { friends_token: tokens.length === 0 ? null : pick(tokens) }),
      ];
      const decide = async (at: number) => {
        const rows = await own.prisma.registration.findMany({ where: { eventId }, select: { id: true } });
        if (rows.length === 0) return;
        const input = { event_id, registration_id: pick(rows).id };
        const verb = pick([
          promoteRegistration,
          promoteRegistration,
          releaseRegistration,
          approveRegistration,
          approveRegistration,
          declineRegistration,
        ]);
        await verb({ ...organizer, db: processOf(at).prisma }, input);
      };
      // Drawn before: what is done to whom does not hang on who is quicker.
      const plans = people.map((person) => ({
        person,
        steps: Array.from({ length: 4 }, () => pick(steps)),
      }));
      const guests = plans.map(async (plan) => {
        for (const step of plan.steps) await tried(step(plan.person));
      });
      const organizers = Array.from({ length: 3 }, async (_, at) => {
        for (let round = 0; round < 12; round += 1) await tried(decide(at));
      });
      const clockwork = (async () => {
        for (let round = 0; round < 6; round += 1)
          await settleEvent({ ...own.system(world.clock), db: processOf(3).prisma }, world);
      })();
      await watch(world, Promise.all([...guests, ...organizers, clockwork]));
      await expectSound(world);
    },
  );
});
