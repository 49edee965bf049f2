import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { exportReport } from "@/lib/events/pairing/export-report";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { getCertificate } from "@/lib/events/pairing/get-certificate";
import { getMatchRun } from "@/lib/events/pairing/get-match-run";
import { getSchedule } from "@/lib/events/pairing/get-schedule";
import { pairingJobs } from "@/lib/events/pairing/jobs";
import { listMatches } from "@/lib/events/pairing/list-matches";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { runMatch } from "@/lib/events/pairing/run-match";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { MatchEvent } from "@/lib/events/pairing/schemas";
import { newId } from "@/lib/platform/ids";
import { TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";
import { correlatedCrowd, seeded } from "@/lib/scoring/testdata/crowd";
import { giveResult, makeGuest, type TestGuest } from "@/test/event-guests";
import { makeEvent } from "@/test/events";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const caller = (partner: TestPartner, prefersLater = false) => ({
  ...own.as(partner, { actor: { type: "api_key", id: newId() } }),
  pinnedModel: null,
  prefersLater,
  signal: new AbortController().signal,
});

interface Registrant {
  traits: readonly number[];
  draws: readonly number[];
}

/** An event with 33 attendees whose traits the organizer made up. */
async function arrange() {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner);
  const now = new Date();
  await own.prisma.eventAttendee.createMany({
    data: synthetic().map((traits, i) => ({
      id: newId(now),
      eventId: event_id,
      partnerId: partner.partnerId,
      mode: "live" as const,
      pool: "api" as const,
      externalId: `synthetic-${i}`,
      traits: [...traits],
      traitsSource: "organizer" as const,
      createdAt: now,
      updatedAt: now,
    })),
  });
  const event = { eventId: event_id, partnerId: partner.partnerId };
  const match = async (body: object = {}) => {
    const reply = await matchEvent(caller(partner), MatchEvent.parse({ event_id, threshold: 0.4, ...body }));
    if (reply instanceof Accepted) throw new Error("It was to be matched at once.");
    return reply;
  };
  const plan = async (body: object = {}) => {
    const reply = await createSchedule(caller(partner), {
      ...CreateSchedule.parse({ rounds: 3, ...body }),
      event_id,
    });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    return reply;
  };
  const register = (registrants: readonly Registrant[]) =>
    Promise.all(
      registrants.map((registrant, i) =>
        makeGuest(own.database, event, { name: `Guest ${i}`, ...registrant }),
      ),
    );
  return { partner, event_id, event, match, plan, register };
}

/** One in the middle, and 32 who differ from it in one trait each: as many equations as there are traits. */
function synthetic(): number[][] {
  return Array.from({ length: 33 }, (_, i) =>
    Array.from({ length: TRAIT_COUNT }, (_, trait) => (trait === i - 1 ? 1 : 0.5)),
  );
}

function drawRegistrants(count: number, seed = 1): Registrant[] {
  const random = seeded(seed);
  return correlatedCrowd(count, seed).map((traits) => ({
    traits: [...traits],
    draws: Array.from({ length: TRAIT_COUNT }, () => 2 * random() - 1),
  }));
}

type Arranged = Awaited<ReturnType<typeof arrange>>;

const PASSING = new Set(["run_id", "created_at", "started_at", "finished_at"]);

/** Everything that the organizer can read of a match and a schedule, without the ids of runs and their times. */
async function allReplies({ partner, event_id, match, plan }: Arranged): Promise<Record<string, unknown>> {
  const matched = await match();
  const percentile = await match({ threshold: undefined, threshold_percentile: 70, limit: 40 });
  const one = await plan({ rounds: 1 });
  const certificate = await getCertificate(caller(partner), { event_id });
  const planned = await plan();
  const replies = {
    matched,
    percentile,
    one,
    certificate,
    planned,
    listed: await listMatches(caller(partner), { event_id, limit: 100 }),
    run: { ...(await getMatchRun(caller(partner), { event_id, run_id: matched.run_id })), id: null },
    scheduleRun: { ...(await getMatchRun(caller(partner), { event_id, run_id: planned.run_id })), id: null },
    schedule: await getSchedule(caller(partner), { event_id }),
    report: await exportReport(caller(partner), { event_id }),
    analytics: await getAnalytics(caller(partner), { event_id }),
  };
  return JSON.parse(JSON.stringify(replies, (key, value: unknown) => (PASSING.has(key) ? undefined : value)));
}

/** Gives the same people other answers, with the blur that goes with them. */
async function change(guests: readonly TestGuest[], registrants: readonly Registrant[]): Promise<void> {
  for (const [at, { profileId }] of guests.entries()) {
    const { traits, draws } = registrants[at] ?? { traits: [], draws: [] };
    await giveResult(own.database, profileId, { traits });
    await own.prisma.togetherBlur.update({ where: { profileId }, data: { draws: [...draws] } });
  }
}

const withoutOwn = (replies: unknown, ids: ReadonlySet<string>): unknown =>
  JSON.parse(
    JSON.stringify(replies, (key, value: unknown) => {
      if (key.startsWith("own_answers") || key === "bands") return undefined;
      if (Array.isArray(value)) {
        const kept = value.filter((item) => !mentions(item, ids));
        return key === "scores" ? undefined : kept;
      }
      return value;
    }),
  );

function mentions(item: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof item === "string") return ids.has(item);
  if (Array.isArray(item)) return item.some((inner) => typeof inner === "string" && ids.has(inner));
  return (
    typeof item === "object" && item !== null && "external_id" in item && ids.has(String(item.external_id))
  );
}

describe("an organizer with 33 made-up attendees", () => {
  it("reads the same of registrants with quite other traits, as long as they fit each other in the same bands", async () => {
    const arranged = await arrange();
    const registrants = drawRegistrants(9);
    const guests = await arranged.register(registrants);
    const before = await allReplies(arranged);
    // What fits whom stays, and every single trait changes: each person's answers move to other questions, mirrored.
    const random = seeded(7);
    const shown = TRAITS.map((_, trait) => trait).filter((trait) => !TRAITS[trait]?.includes("intim"));
    const moved = shown.toSorted(() => random() - 0.5);
    const mirrored = registrants.map(({ traits, draws }) => {
      const [newTraits, newDraws] = [[...traits], [...draws]];
      for (const [at, trait] of shown.entries()) {
        newTraits[trait] = 1 - (traits[moved[at] ?? 0] ?? 0);
        newDraws[trait] = -(draws[moved[at] ?? 0] ?? 0);
      }
      return { traits: newTraits, draws: newDraws };
    });
    await change(guests, mirrored);
    const after = await allReplies(arranged);
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).toContain(guests[0]?.attendeeId);
  });

  it("reads nothing of their own attendees that depends on a registrant", async () => {
    const arranged = await arrange();
    const guests = await arranged.register(drawRegistrants(8, 2));
    const ids = new Set(guests.map(({ attendeeId }) => attendeeId));
    const before = await allReplies(arranged);
    await change(guests, drawRegistrants(8, 3));
    const after = await allReplies(arranged);
    expect(after).not.toEqual(before);
    expect(withoutOwn(after, ids)).toEqual(withoutOwn(before, ids));
  });

  it("never gets a pair or a table of one of theirs and a registrant, nor a score of a registrant", async () => {
    const arranged = await arrange();
    const guests = await arranged.register(drawRegistrants(8, 4));
    const ids = new Set(guests.map(({ attendeeId }) => attendeeId));
    const { matches, own_answers_matches } = await arranged.match({ threshold: 0 });
    expect(matches).toHaveLength((33 * 32) / 2);
    expect(matches.some((pair) => ids.has(pair.attendee1_id) || ids.has(pair.attendee2_id))).toBe(false);
    expect(own_answers_matches).toHaveLength(28);
    for (const { attendee1_id, attendee2_id, band } of own_answers_matches) {
      expect(ids.has(attendee1_id) && ids.has(attendee2_id)).toBe(true);
      expect([band.low % 5, band.high - band.low]).toEqual([0, 5]);
    }
    const lows = own_answers_matches.map(({ band }) => band.low);
    expect(lows).toEqual(lows.toSorted((a, b) => b - a));
    const { rounds, guests: fares, own_answers_guests } = await arranged.plan({ table_size: 3 });
    expect(fares.some(({ id }) => ids.has(id))).toBe(false);
    expect(new Set(own_answers_guests.map(({ id }) => id))).toEqual(ids);
    for (const { tables, scores, bands } of rounds) {
      for (const [at, table] of tables.entries()) {
        const registered = table.filter((id) => ids.has(id)).length;
        expect([0, table.length]).toContain(registered);
        const isOwn = registered > 0;
        expect(scores?.[at]?.every((score) => (score === null) === isOwn)).toBe(true);
        expect(bands?.[at]?.every((band) => (band !== null) === isOwn)).toBe(true);
      }
    }
  });

  it("cannot pin or match one of theirs with a registrant", async () => {
    const { register, plan } = await arrange();
    const [guest] = await register(drawRegistrants(6, 5));
    await expect(plan({ pins: [["synthetic-1", guest?.attendeeId]] })).rejects.toMatchObject({
      errors: [{ path: "pins[0]" }],
    });
  });

  it("is shown no pair of fewer than five who agreed", async () => {
    const { register, match, plan } = await arrange();
    await register(drawRegistrants(4, 6));
    expect((await match({ threshold: 0 })).own_answers_matches).toEqual([]);
    const { rounds, own_answers_guests } = await plan();
    expect(own_answers_guests).toEqual([]);
    expect(rounds.flatMap(({ bands }) => bands ?? [])).toEqual([]);
  });
});

describe("guests who answered for themselves", () => {
  it("meet each other in as many rounds as the others, also where the organizer brought no one", async () => {
    const { event_id, event, partner, register } = await arrange();
    await own.prisma.eventAttendee.deleteMany({ where: { eventId: event_id, partnerId: event.partnerId } });
    const guests = await register(drawRegistrants(6, 8));
    const reply = await createSchedule(caller(partner), { ...CreateSchedule.parse({ rounds: 5 }), event_id });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    const pairs = reply.rounds.flatMap(({ tables }) => tables.map((table) => table.toSorted().join(" ")));
    expect(new Set(pairs).size).toBe(15);
    expect(reply.own_answers_guests.map(({ met }) => met)).toEqual(guests.map(() => 5));
    const matched = await matchEvent(caller(partner), MatchEvent.parse({ event_id, threshold: 0 }));
    expect(matched).toMatchObject({ matches: [], distribution: null, allowed_pairs: 0, billable_units: 0 });
  });

  it("include those whom the organizer brought and who answered the short form", async () => {
    const { event_id, event, match, register } = await arrange();
    const now = new Date();
    const data = (i: number) => ({
      id: newId(now),
      eventId: event_id,
      partnerId: event.partnerId,
      mode: "live" as const,
      pool: "uploaded" as const,
      externalId: `answered-${i}`,
      traits: Array<number>(TRAIT_COUNT).fill(0.3 + i / 10),
      standardErrors: Array<number>(TRAIT_COUNT).fill(0.2),
      traitsSource: "person" as const,
      createdAt: now,
      updatedAt: now,
    });
    await own.prisma.eventAttendee.createMany({ data: [0, 1, 2].map(data) });
    await register(drawRegistrants(3, 9));
    const first = await match({ threshold: 0 });
    expect(first.own_answers_matches).toHaveLength(15);
    expect(JSON.stringify(first.matches)).not.toContain("answered-");
    // The blur is the same each time, so that it does not average out.
    expect((await match({ threshold: 0 })).own_answers_matches).toEqual(first.own_answers_matches);
  });

  it("are left out unless they agreed for this event and to the purpose, and have answered", async () => {
    const { event, match, register } = await arrange();
    const agreed = await register(drawRegistrants(5, 10));
    const others = await Promise.all([
      makeGuest(own.database, event, { registration: { agreesToMatch: false } }),
      makeGuest(own.database, event, { consents: false }),
      makeGuest(own.database, event, { traits: null }),
      makeGuest(own.database, event, { registration: { status: "cancelled" } }),
    ]);
    const { own_answers_matches } = await match({ threshold: 0 });
    const shown = new Set(own_answers_matches.flatMap((pair) => [pair.attendee1_id, pair.attendee2_id]));
    expect(shown).toEqual(new Set(agreed.map(({ attendeeId }) => attendeeId)));
    expect(others.some(({ attendeeId }) => shown.has(attendeeId))).toBe(false);
  });

  it("are shown no longer once they withdraw or give up their seat, and their pairs are forgotten", async () => {
    const { partner, event_id, match, plan, register } = await arrange();
    const guests = await register(drawRegistrants(8, 11));
    const { run_id } = await match({ threshold: 0 });
    const schedule = await plan();
    const [unsure, withdrawn, cancelled] = guests.map(({ attendeeId }) => attendeeId);
    await own.prisma.registration.updateMany({
      where: { attendeeId: unsure ?? "" },
      data: { agreesToMatch: false },
    });
    await own.prisma.consentEvent.create({
      data: {
        id: newId(),
        profileId: guests[1]?.profileId ?? "",
        purpose: "events",
        granted: false,
        version: "events-1",
        at: new Date(),
        place: "privacy",
        actorType: "user",
      },
    });
    await own.prisma.eventAttendee.delete({ where: { id: cancelled ?? "" } });
    const gone = [unsure, withdrawn, cancelled];
    const replies = JSON.stringify([
      await listMatches(caller(partner), { event_id, limit: 100 }),
      await getMatchRun(caller(partner), { event_id, run_id }),
      await getSchedule(caller(partner), { event_id }),
      await getMatchRun(caller(partner), { event_id, run_id: schedule.run_id }),
      await exportReport(caller(partner), { event_id }),
    ]);
    for (const id of gone) expect(replies).not.toContain(id);
    expect(replies).toContain(guests[5]?.attendeeId);
    await runJob(pairingJobs, "pairing.remove-withdrawn", own.system(), {});
    const pairs = await own.prisma.ownAnswersPair.findMany({ where: { runId: run_id } });
    expect(pairs).toHaveLength(10);
    const seats = await own.prisma.ownAnswersSeat.findMany({ where: { runId: schedule.run_id } });
    expect(new Set(seats.map(({ attendeeId }) => attendeeId)).size).toBe(5);
  });

  it("are read when a job begins, so that who withdraws while it waits is left out", async () => {
    const { partner, event_id, register } = await arrange();
    const guests = await register(drawRegistrants(7, 12));
    const reply = await matchEvent(caller(partner, true), MatchEvent.parse({ event_id, threshold: 0 }));
    if (!(reply instanceof Accepted)) throw new Error("It was to be matched by a job.");
    await own.prisma.registration.updateMany({
      where: { attendeeId: guests[0]?.attendeeId ?? "" },
      data: { agreesToMatch: false },
    });
    const run_id = reply.path.split("/").at(-1) ?? "";
    await runMatch(own.system(), { run_id });
    const { result } = await getMatchRun(caller(partner), { event_id, run_id });
    expect(result?.own_answers_matches).toHaveLength(15);
  });

  it("keep their played rounds when the rest is planned again, and who is absent meets no one", async () => {
    const { register, plan } = await arrange();
    const guests = await register(drawRegistrants(8, 13));
    const ids = new Set(guests.map(({ attendeeId }) => attendeeId));
    const ownTables = (schedule: Awaited<ReturnType<typeof plan>>, round: number) =>
      (schedule.rounds[round]?.tables ?? [])
        .filter((table) => table.some((id) => ids.has(id)))
        .map((table) => table.toSorted().join(" "))
        .toSorted();
    const before = await plan();
    const gone = guests[3]?.attendeeId ?? "";
    const after = await plan({ played_rounds: 1, absent: [gone] });
    expect(ownTables(after, 0)).toEqual(ownTables(before, 0));
    expect(ownTables(after, 1).join()).not.toContain(gone);
    const met = [0, 1, 2].flatMap((round) => ownTables(after, round));
    expect(new Set(met).size).toBe(met.length);
  });

  it.each([2, 3])(
    "are in no round of a new plan for tables of %i while they are absent",
    async (table_size) => {
      const { register, plan } = await arrange();
      const guests = await register(drawRegistrants(7, 15));
      const gone = guests[3]?.attendeeId ?? "";
      const { own_answers_guests, rounds } = await plan({ table_size, rounds: 2, absent: [gone] });
      expect(own_answers_guests).toHaveLength(6);
      for (const { tables, byes } of rounds) expect([...tables.flat(), ...byes]).not.toContain(gone);
    },
  );

  it("do not meet whom they blocked, which the organizer cannot tell from a pin that goes unheeded", async () => {
    const { register, plan, match } = await arrange();
    const guests = await register(drawRegistrants(6, 14));
    const [blocker, blocked] = guests;
    if (blocker === undefined || blocked === undefined) throw new Error("There are six.");
    const before = await match({ threshold: 0 });
    await own.prisma.personBlock.create({
      data: {
        id: newId(),
        blockerUserId: blocker.userId,
        blockedUserId: blocked.userId,
        createdAt: new Date(),
      },
    });
    const pair = [blocker.attendeeId, blocked.attendeeId];
    // A list of all pairs would say by its gap whom someone blocked.
    const { own_answers_matches } = await match({ threshold: 0 });
    expect(own_answers_matches).toHaveLength(15);
    expect(own_answers_matches).toEqual(before.own_answers_matches);
    const { rounds } = await plan({ rounds: 4, pins: [pair] });
    const tables = rounds.flatMap(({ tables }) => tables.map((table) => table.toSorted().join(" ")));
    expect(tables).not.toContain(pair.toSorted().join(" "));
  });
});
