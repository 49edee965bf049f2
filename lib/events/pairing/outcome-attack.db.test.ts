import { beforeAll, expect, it } from "vitest";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { FixedClock } from "@/lib/platform/clock";
import { makeGuest, seatGuests, type TestGuest } from "@/test/event-guests";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const DAY_MS = 86_400_000;

beforeAll(() => {
  setSettings();
});

/** Twelve guests in six pairs, all of whom said yes yesterday and rated the event, but for one whom the organizer is curious about. */
async function arrange() {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner, { status: "matched" });
  const event = { eventId: event_id, partnerId: partner.partnerId };
  const clock = new FixedClock(new Date());
  const ctx = own.as(partner, { clock });
  const guests: TestGuest[] = [];
  for (let at = 0; at < 12; at += 1)
    guests.push(await makeGuest(own.database, event, { name: `Guest${at}` }));
  const guest = (at: number): TestGuest => {
    const found = guests[at];
    if (found === undefined) throw new Error(`There is no guest ${at}.`);
    return found;
  };
  const pairs = Array.from({ length: 6 }, (_, at) => [guest(2 * at), guest(2 * at + 1)] as const);
  await seatGuests(own.database, event, [pairs]);
  const answeredAt = new Date(clock.now().getTime() - DAY_MS);
  const say = (from: TestGuest, about: TestGuest, yes: boolean) =>
    own.prisma.meetingAnswer.create({
      data: {
        attendeeId: from.attendeeId,
        otherId: about.attendeeId,
        eventId: event_id,
        yes,
        answeredAt,
      },
    });
  for (const [at, [one, other]] of pairs.entries()) {
    await say(one, other, at > 0);
    await say(other, one, true);
  }
  for (const { attendeeId } of guests)
    await own.prisma.eventRating.create({
      data: {
        attendeeId,
        eventId: event_id,
        stars: attendeeId === guest(0).attendeeId ? 1 : 5,
        ratedAt: answeredAt,
      },
    });
  const read = async () => {
    const { answers, ratings } = (await getAnalytics(ctx, { event_id })).outcomes;
    return { answers, ratings };
  };
  return { ctx, event, event_id, clock, guest, read };
}

it("figures tell nothing of one guest by taking them off the list, until five people have changed", async () => {
  const { ctx, event_id, clock, guest, read } = await arrange();
  const before = await read();
  expect(before.answers).toMatchObject({ people: 12, answers: 12, yes_rate: 11 / 12 });
  expect(before.ratings).toMatchObject({ count: 12, stars: [1, 0, 0, 0, 11] });
  for (let at = 0; at < 4; at += 1) {
    await deleteAttendee(ctx, { event_id, attendee_id: guest(at).attendeeId });
    expect(await read()).toEqual(before);
    clock.advance(DAY_MS);
    expect(await read()).toEqual(before);
  }
  await deleteAttendee(ctx, { event_id, attendee_id: guest(4).attendeeId });
  expect((await read()).answers).toMatchObject({ people: 6, answers: 6, yes_rate: 1 });
});

it("figures do not follow what an organizer can turn on and off: who came, and who sits where", async () => {
  const { ctx, event, clock, guest, read } = await arrange();
  const before = await read();
  await own.prisma.attendance.createMany({
    data: Array.from({ length: 11 }, (_, at) => ({
      attendeeId: guest(at + 1).attendeeId,
      eventId: event.eventId,
      partnerId: ctx.partnerId,
      mode: "live" as const,
      state: "in" as const,
      firstInAt: clock.now(),
      version: 1,
    })),
  });
  await seatGuests(own.database, event, [[[guest(4), guest(6)]]]);
  clock.advance(DAY_MS);
  expect(await read()).toEqual(before);
});
