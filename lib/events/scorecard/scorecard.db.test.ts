import { beforeAll, describe, expect, it } from "vitest";
import { DEMO_PASS } from "@/lib/events/events/demo-pass";
import { computeScorecard } from "@/lib/events/scorecard/compute-scorecard";
import { getScorecard } from "@/lib/events/scorecard/get-scorecard";
import { newId } from "@/lib/platform/ids";
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

/** An event that ended so many days ago, at which six people answered about each other. */
async function arrange(endedDays: number, { demo = false, mode = "live" as "live" | "test" } = {}) {
  const partner = await makePartner({}, own.database);
  const endsAt = new Date(Date.now() - endedDays * DAY_MS);
  const eventId = await makeEvent(own.database, partner, {
    startsAt: new Date(endsAt.getTime() - DAY_MS / 8),
    endsAt,
    status: "finished",
    mode,
  });
  const event = { eventId, partnerId: partner.partnerId };
  if (demo) {
    await own.prisma.eventPass.create({
      data: { id: newId(), ...event, reason: DEMO_PASS, createdAt: endsAt, usedAt: endsAt },
    });
  }
  const guests: TestGuest[] = [];
  for (let at = 0; at < 6; at += 1) guests.push(await makeGuest(own.database, event));
  const pairs = [0, 1, 2].map((at) => [guests[2 * at], guests[2 * at + 1]] as [TestGuest, TestGuest]);
  await seatGuests(own.database, event, [pairs]);
  for (const [one, other] of pairs) {
    for (const [from, about] of [
      [one, other],
      [other, one],
    ] as const) {
      await own.prisma.meetingAnswer.create({
        data: {
          attendeeId: from.attendeeId,
          otherId: about.attendeeId,
          eventId,
          yes: true,
          answeredAt: endsAt,
        },
      });
    }
  }
  return { eventId, guests };
}

describe("the scorecard", () => {
  it("counts live events whose two weeks are over, once and without people, and says that they are too few", async () => {
    const over = await arrange(15);
    const open = await arrange(13);
    const tested = await arrange(20, { mode: "test" });
    await computeScorecard(own.system());
    await computeScorecard(own.system());
    const outcomes = await own.prisma.meetingOutcome.findMany();
    expect(outcomes).toHaveLength(6);
    expect(new Set(outcomes.map(({ eventId }) => eventId))).toEqual(new Set([over.eventId]));
    expect(outcomes.map(({ predicted }) => predicted).toSorted()).toEqual([
      0.575, 0.575, 0.625, 0.625, 0.675, 0.675,
    ]);
    expect(
      await own.prisma.outcomeSet.count({ where: { eventId: { in: [open.eventId, tested.eventId] } } }),
    ).toBe(0);
    for (const { attendeeId, userId } of over.guests) {
      for (const id of [attendeeId, userId])
        expect(await own.tablesHolding(id)).not.toContain("public.meeting_outcomes");
    }
    expect(await getScorecard(own.system())).toMatchObject({
      people: { events: 1, answers: 6, content: null },
      demo: null,
    });
  });

  it("never counts the demo's events with those of people", async () => {
    await arrange(16, { demo: true });
    await computeScorecard(own.system());
    const { people, demo } = await getScorecard(own.system());
    expect(people.events).toBe(1);
    expect(demo).toMatchObject({ events: 1, answers: 6 });
  });
});
