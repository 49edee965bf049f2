import { beforeAll, expect, it } from "vitest";
import { getOutcomes } from "@/lib/events/pairing/get-outcomes";
import { getRounds } from "@/lib/events/pairing/get-rounds";
import { StartSchedule } from "@/lib/events/pairing/page-schemas";
import { startSchedule } from "@/lib/events/pairing/start-schedule";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const DAY_MS = 86_400_000;

beforeAll(() => {
  setSettings();
});

/** An event with a plan of three rounds for 16 guests, the second drawn at random. */
async function arrange() {
  const partner = await makePartner({}, own.database);
  const clock = new FixedClock(new Date());
  const ctx = own.as(partner, { clock });
  const eventId = await makeEvent(own.database, partner, { status: "published", publishedAt: new Date() });
  const now = clock.now();
  const ids = Array.from({ length: 16 }, () => newId());
  await own.prisma.eventAttendee.createMany({
    data: correlatedCrowd(16, 4).map((traits, i) => ({
      id: ids[i] ?? "",
      eventId,
      partnerId: partner.partnerId,
      mode: "live" as const,
      pool: "uploaded" as const,
      externalId: `guest-${i}`,
      traits: [...traits],
      traitsSource: "organizer" as const,
      createdAt: now,
      updatedAt: now,
    })),
  });
  await startSchedule(ctx, StartSchedule.parse({ event_id: eventId, rounds: 3, control_round: 2 }));
  const found = await getRounds(ctx, { event_id: eventId });
  const seatOf = (id: string) => ids[Number(id.split("-")[1])] ?? "";
  const rounds = (found?.schedule.rounds ?? []).map(({ tables }) => tables.map((table) => table.map(seatOf)));
  const answer = async (attendeeId: string, otherId: string, yes: boolean) => {
    await own.prisma.meetingAnswer.create({
      data: { attendeeId, otherId, eventId, yes, answeredAt: clock.now() },
    });
  };
  const both = async ([one = "", other = ""]: readonly string[], yes: [boolean, boolean]) => {
    await answer(one, other, yes[0]);
    await answer(other, one, yes[1]);
  };
  return { partner, ctx, clock, event_id: eventId, ids, rounds, answer, both };
}

it("counts a mutual yes among pairs that met and both answered, of planned rounds and the drawn one apart", async () => {
  const { ctx, clock, event_id, rounds, answer, both } = await arrange();
  const [first = [], drawn = [], third = []] = rounds;
  for (const [at, pair] of first.entries()) await both(pair, [true, at < 6]);
  for (const pair of third.slice(0, 4)) await both(pair, [false, true]);
  // One answer alone is none of a pair's, and a no of both is no mutual yes.
  await answer(third[5]?.[0] ?? "", third[5]?.[1] ?? "", true);
  for (const pair of drawn.slice(0, 3)) await both(pair, [true, true]);
  // Answers of today are not told yet: a change of one could be seen.
  expect(await getOutcomes(ctx, { event_id })).toMatchObject({
    pairs_met: 24,
    answers: null,
  });
  clock.advance(DAY_MS);
  const outcomes = await getOutcomes(ctx, { event_id });
  expect(outcomes).toMatchObject({
    pairs_met: 24,
    has_control_round: true,
    ratings: null,
    ratings_needed: 5,
  });
  expect(outcomes.answers).toMatchObject({
    pairs: 15,
    planned: { pairs: 12, mutual: 6, share: 0.5 },
    // Three pairs say nothing, not even how many there are.
    control: null,
  });
  expect(outcomes.answers?.calibration.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(15);
});

it("counts as met who was checked in where doors were in use, and rates only by five ratings and more", async () => {
  const { partner, ctx, clock, event_id, ids, rounds, both } = await arrange();
  for (const pair of rounds.flat()) await both(pair, [true, true]);
  const rate = (attendeeId: string, stars: number) =>
    own.prisma.eventRating.create({ data: { attendeeId, eventId: event_id, stars, ratedAt: clock.now() } });
  for (const id of ids.slice(0, 4)) await rate(id, 5);
  clock.advance(DAY_MS);
  expect(await getOutcomes(ctx, { event_id })).toMatchObject({
    answers: { pairs: 24, planned: { share: 1 } },
    ratings: null,
    ratings_needed: 1,
  });
  await own.prisma.attendance.createMany({
    data: ids.slice(1).map((attendeeId) => ({
      attendeeId,
      eventId: event_id,
      partnerId: partner.partnerId,
      mode: "live" as const,
      state: "in" as const,
      firstInAt: clock.now(),
      since: clock.now(),
      version: 1,
    })),
  });
  await rate(ids[4] ?? "", 2);
  clock.advance(DAY_MS);
  const outcomes = await getOutcomes(ctx, { event_id });
  expect(outcomes).toMatchObject({ pairs_met: 21, answers: { pairs: 24 }, ratings_needed: 0 });
  expect(outcomes.ratings).toEqual({ count: 5, mean: 4.4, stars: [0, 1, 0, 0, 4], sentences: [] });
  const other = own.as(await makePartner({}, own.database));
  await expect(getOutcomes(other, { event_id })).rejects.toMatchObject({ code: "not_found" });
});
