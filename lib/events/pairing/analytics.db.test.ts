import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { MatchEvent } from "@/lib/events/pairing/schemas";
import { newId } from "@/lib/platform/ids";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const caller = (partner: TestPartner) => ({
  ...own.as(partner, { actor: { type: "api_key", id: newId() } }),
  pinnedModel: null,
  prefersLater: false,
  signal: new AbortController().signal,
});

const crowd = (size: number) =>
  correlatedCrowd(size, size).map((traits, i) => ({ id: `guest-${i}`, traits: [...traits] }));

async function arrange() {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner);
  const read = () => getAnalytics(caller(partner), { event_id });
  const match = async (body: object) => {
    const reply = await matchEvent(caller(partner), MatchEvent.parse({ event_id, ...body }));
    if (reply instanceof Accepted) throw new Error("It was to be matched at once.");
    return reply;
  };
  const plan = async (body: object) => {
    const reply = await createSchedule(caller(partner), { ...CreateSchedule.parse(body), event_id });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    return reply;
  };
  return { partner, event_id, read, match, plan };
}

describe("the figures of an event", () => {
  it("are counts and nulls before it was matched", async () => {
    const { partner, event_id, read } = await arrange();
    const now = new Date();
    const known = { traits: Array(32).fill(0.5), traitsSource: "organizer" } as const;
    for (const [pool, more] of [
      ["uploaded", known],
      ["uploaded", {}],
      ["api", known],
    ] as const) {
      const id = newId();
      await own.prisma.eventAttendee.create({
        data: {
          id,
          eventId: event_id,
          partnerId: partner.partnerId,
          mode: "live",
          pool,
          externalId: id,
          createdAt: now,
          updatedAt: now,
          ...more,
        },
      });
    }
    expect(await read()).toMatchObject({
      event_id,
      status: "draft",
      published_at: null,
      matched_at: null,
      attendees: {
        total: 3,
        with_traits: 2,
        without_traits: 1,
        by_pool: {
          uploaded: { total: 2, with_traits: 1, without_traits: 1 },
          api: { total: 1, with_traits: 1, without_traits: 0 },
        },
      },
      match: null,
      schedule: null,
    });
  });

  it("say what the last match found, and how many attendees are in none of its pairs", async () => {
    const { read, match } = await arrange();
    const attendee_traits = [
      ...crowd(6).map((guest) => ({ ...guest, group: "a", seeks: ["a"] })),
      { ...crowd(1)[0], id: "alone", group: "b", seeks: ["c"] },
    ];
    const { run_id, total_matches, match_rate, distribution } = await match({
      attendee_traits,
      threshold: 0,
    });
    expect(total_matches).toBe(15);
    expect((await read()).match).toMatchObject({
      run_id,
      attendees: 7,
      allowed_pairs: 15,
      total_matches,
      match_rate,
      distribution,
      threshold: 0,
      attendees_without_match: 1,
    });
    await match({ attendee_traits, threshold: 0, limit: 3 });
    expect((await read()).match).toMatchObject({ total_matches: 15, attendees_without_match: null });
    await match({ attendee_traits, threshold: 1 });
    expect((await read()).match).toMatchObject({ total_matches: 0, attendees_without_match: 7 });
  });

  it("say how fair the last schedule is", async () => {
    const { read, plan } = await arrange();
    const attendee_traits = crowd(7);
    const { run_id, guests, bound, price_of_fairness } = await plan({
      attendee_traits,
      rounds: 3,
      objective: "balanced",
    });
    const means = guests.map(({ mean }) => mean ?? Number.NaN).toSorted((one, other) => one - other);
    const { schedule } = await read();
    expect(schedule).toMatchObject({
      run_id,
      attendees: 7,
      rounds: 3,
      objective: "balanced",
      is_certified: false,
      gap: bound?.gap,
      price_of_fairness,
      attendees_without_meeting: 0,
      attendees_with_envy: guests.filter(({ envy }) => envy > 0).length,
      byes: { total: 3, least: 0, most: 1 },
      mean: { min: means[0], median: means[3], max: means[6] },
    });
    expect(schedule?.mean?.q1).toBeCloseTo(((means[1] ?? 0) + (means[2] ?? 0)) / 2, 12);
    await plan({ attendee_traits: [...attendee_traits, { ...attendee_traits[0], id: "late" }] });
    expect((await read()).schedule).toMatchObject({ is_certified: true, gap: 0, price_of_fairness: null });
  });

  it("have no distribution where nobody may meet", async () => {
    const { read, plan } = await arrange();
    await plan({ attendee_traits: crowd(3).map((guest) => ({ ...guest, group: "a", seeks: ["b"] })) });
    expect((await read()).schedule).toMatchObject({
      best: null,
      mean: null,
      worst: null,
      attendees_without_meeting: 3,
      byes: { total: 3, least: 1, most: 1 },
    });
  });

  it("do not exist for another partner", async () => {
    const { event_id } = await arrange();
    const neighbour = await makePartner({}, own.database);
    for (const id of [event_id, newId()])
      await expect(getAnalytics(caller(neighbour), { event_id: id })).rejects.toMatchObject({
        code: "not_found",
      });
  });
});
