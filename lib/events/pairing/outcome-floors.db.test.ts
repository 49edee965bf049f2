import { beforeAll, expect, it } from "vitest";
import { getOutcomes } from "@/lib/events/pairing/get-outcomes";
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

it("figures of an event count answers and ratings of five people at the least, up to midnight, and name no one", async () => {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner, { status: "matched" });
  const event = { eventId: event_id, partnerId: partner.partnerId };
  const guests: TestGuest[] = [];
  for (let at = 0; at < 10; at += 1)
    guests.push(await makeGuest(own.database, event, { name: `Guest${at}` }));
  const pairs = Array.from(
    { length: 5 },
    (_, at) => [guests[2 * at], guests[2 * at + 1]] as [TestGuest, TestGuest],
  );
  await seatGuests(own.database, event, [pairs]);
  const yesterday = new Date(Date.now() - DAY_MS);
  const say = (
    from: TestGuest | undefined,
    about: TestGuest | undefined,
    yes: boolean,
    answeredAt = yesterday,
  ) =>
    own.prisma.meetingAnswer.create({
      data: {
        attendeeId: from?.attendeeId ?? "",
        otherId: about?.attendeeId ?? "",
        eventId: event_id,
        yes,
        answeredAt,
      },
    });
  const read = () => getOutcomes(own.as(partner), { event_id });
  for (const [one, other] of pairs.slice(0, 2)) {
    await say(one, other, true);
    await say(other, one, true);
  }
  expect(await read()).toMatchObject({ answers: null, ratings: null });
  for (const [one, other] of pairs.slice(2, 4)) {
    await say(one, other, true);
    await say(other, one, false);
  }
  await say(guests[8], guests[9], true);
  expect((await read()).answers).toMatchObject({ people: 9, answers: 9, pairs: null, mutual_yes_rate: null });
  // Given today, it counts tomorrow.
  await say(guests[9], guests[8], true, new Date(Date.now() + 1_000));
  expect((await read()).answers).toMatchObject({ people: 9, pairs: null });
  await own.prisma.meetingAnswer.updateMany({
    where: { eventId: event_id },
    data: { answeredAt: yesterday },
  });
  // One more person is no reason to say other figures. Who looks for the first time sees all ten.
  expect((await read()).answers).toMatchObject({ people: 9, pairs: null });
  await own.prisma.eventFigures.deleteMany({ where: { eventId: event_id, partnerId: partner.partnerId } });
  expect((await read()).answers).toMatchObject({ people: 10, pairs: 5, mutual_yes_rate: 0.6, by_score: [] });
  for (const [at, { attendeeId }] of guests.slice(0, 4).entries()) {
    await own.prisma.eventRating.create({
      data: { attendeeId, eventId: event_id, stars: 4, sentence: `Sentence ${9 - at}`, ratedAt: yesterday },
    });
  }
  expect((await read()).ratings).toBeNull();
  await own.prisma.eventRating.create({
    data: { attendeeId: guests[4]?.attendeeId ?? "", eventId: event_id, stars: 1, ratedAt: yesterday },
  });
  const all = await read();
  expect(all.ratings).toEqual({
    count: 5,
    mean: 3.4,
    stars: [1, 0, 0, 4, 0],
    sentences: ["Sentence 6", "Sentence 7", "Sentence 8", "Sentence 9"],
  });
  expect(JSON.stringify(all)).not.toContain("Guest");
  for (const { attendeeId } of guests) expect(JSON.stringify(all)).not.toContain(attendeeId);
});
