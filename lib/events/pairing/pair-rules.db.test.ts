import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { forbidPair } from "@/lib/events/pairing/forbid-pair";
import { listPairRules } from "@/lib/events/pairing/list-pair-rules";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { pinPair } from "@/lib/events/pairing/pin-pair";
import { removePairRule } from "@/lib/events/pairing/remove-pair-rule";
import { replacePairRules } from "@/lib/events/pairing/replace-pair-rules";
import { CreateSchedule, type Schedule } from "@/lib/events/pairing/schedule-schemas";
import { type EventMatch, MatchEvent } from "@/lib/events/pairing/schemas";
import { newId } from "@/lib/platform/ids";
import { Prisma } from "@/lib/platform/prisma/client";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const caller = (partner: Pick<TestPartner, "partnerId">) => ({
  ...own.as(partner),
  pinnedModel: null,
  prefersLater: false,
  signal: new AbortController().signal,
});

const keyOf = (pair: readonly string[]) => pair.toSorted().join(" ");
const pairsIn = (schedule: Schedule, round: number) => schedule.rounds[round]?.tables.map(keyOf) ?? [];

/** An event with stored attendees `guest-0` and so on, whose traits the organizer gave. */
async function arrange(size: number) {
  const partner = await makePartner({}, own.database);
  const ctx = caller(partner);
  const event_id = await makeEvent(own.database, partner);
  const now = new Date();
  const rowIds: string[] = [];
  for (const [i, traits] of correlatedCrowd(size, size).entries()) {
    const id = newId();
    rowIds.push(id);
    await own.prisma.eventAttendee.create({
      data: {
        id,
        eventId: event_id,
        partnerId: partner.partnerId,
        mode: "live",
        pool: "uploaded",
        externalId: `guest-${i}`,
        name: `Guest ${i}`,
        traits: [...traits],
        traitsSource: "organizer",
        createdAt: now,
        updatedAt: now,
      },
    });
  }
  const plan = async (body: object): Promise<Schedule> => {
    const reply = await createSchedule(ctx, { ...CreateSchedule.parse(body), event_id });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    return reply;
  };
  const match = async (body: object = {}): Promise<EventMatch> => {
    const reply = await matchEvent(ctx, MatchEvent.parse({ event_id, ...body }));
    if (reply instanceof Accepted) throw new Error("It was to be matched at once.");
    return reply;
  };
  const pair = (one: number, other: number) => ({
    event_id,
    attendee1_id: `guest-${one}`,
    attendee2_id: `guest-${other}`,
  });
  return { partner, ctx, event_id, rowIds, plan, match, pair };
}

describe("rules about pairs", () => {
  it("hold in every later match and plan, until they are removed", async () => {
    const { ctx, event_id, plan, match, pair } = await arrange(8);
    await pinPair(ctx, pair(0, 5));
    await forbidPair(ctx, pair(2, 1));
    expect(await listPairRules(ctx, { event_id })).toEqual({
      event_id,
      pins: [["guest-0", "guest-5"]],
      forbids: [["guest-1", "guest-2"]],
    });
    for (const rounds of [1, 3]) {
      const schedule = await plan({ rounds });
      expect(pairsIn(schedule, 0)).toContain("guest-0 guest-5");
      for (let round = 0; round < rounds; round++)
        expect(pairsIn(schedule, round)).not.toContain("guest-1 guest-2");
    }
    const all = await match({ threshold: 0 });
    const matched = all.matches.map(({ attendee1_id, attendee2_id }) => keyOf([attendee1_id, attendee2_id]));
    expect(all.allowed_pairs).toBe(27);
    expect(matched).not.toContain("guest-1 guest-2");
    // What the call says of a pair goes before.
    const asked = await plan({ pins: [["guest-5", "guest-6"]], forbids: [["guest-3", "guest-4"]] });
    expect(pairsIn(asked, 0)).toContain("guest-5 guest-6");
    await removePairRule(ctx, pair(1, 2));
    expect((await match({ threshold: 0 })).allowed_pairs).toBe(28);
    expect(await forbidPair(ctx, pair(5, 0))).toMatchObject({ pins: [], forbids: [["guest-0", "guest-5"]] });
  });

  it("are left out for attendees who are not in a call, and go with their attendee", async () => {
    const { ctx, event_id, rowIds, pair, plan } = await arrange(4);
    await pinPair(ctx, pair(0, 1));
    const others = correlatedCrowd(2, 9).map((traits, i) => ({ id: `other-${i}`, traits }));
    expect((await plan({ attendee_traits: others })).rounds[0]?.tables).toEqual([["other-0", "other-1"]]);
    await deleteAttendee(ctx, { event_id, attendee_id: rowIds[1] ?? "" });
    expect(await listPairRules(ctx, { event_id })).toMatchObject({ pins: [], forbids: [] });
  });

  it("pin each attendee once, within their crowd, and only where the pair can have a score", async () => {
    const { partner, ctx, event_id, rowIds, plan, pair } = await arrange(5);
    await pinPair(ctx, pair(0, 1));
    await pinPair(ctx, pair(1, 0));
    await expect(pinPair(ctx, pair(1, 2))).rejects.toMatchObject({ code: "already_pinned" });
    const where = { id: rowIds[3] ?? "", eventId: event_id, partnerId: partner.partnerId };
    await own.prisma.eventAttendee.update({ where, data: { traitsSource: "person" } });
    await expect(pinPair(ctx, pair(2, 3))).rejects.toMatchObject({ code: "crowds_apart" });
    // Who registered on the site is of their own crowd before they have a result.
    await own.prisma.eventAttendee.update({
      where: { ...where, id: rowIds[4] ?? "" },
      data: { pool: "site", traits: Prisma.DbNull, traitsSource: null },
    });
    await expect(pinPair(ctx, pair(2, 4))).rejects.toMatchObject({ code: "crowds_apart" });
    await expect(
      replacePairRules(ctx, { event_id, pins: [["guest-2", "guest-3"]], forbids: [] }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      errors: [expect.objectContaining({ path: "pins[0]" })],
    });
    const half = correlatedCrowd(1, 2)[0]?.map((value, k) => (k < 17 ? null : value)) ?? [];
    await own.prisma.eventAttendee.update({
      where: { ...where, id: rowIds[1] ?? "" },
      data: { traits: half },
    });
    await expect(plan({ rounds: 2 })).rejects.toMatchObject({ code: "pin_without_score" });
  });

  it("are replaced together, and nothing changes where one of them cannot be", async () => {
    const { ctx, event_id, pair } = await arrange(6);
    await pinPair(ctx, pair(4, 5));
    const twice = [
      ["guest-0", "guest-1"],
      ["guest-1", "guest-0"],
    ];
    await expect(
      replacePairRules(ctx, { event_id, pins: [["guest-0", "nobody"]], forbids: twice }),
    ).rejects.toMatchObject({
      errors: [expect.objectContaining({ path: "pins[0][1]" })],
    });
    expect(await listPairRules(ctx, { event_id })).toMatchObject({ pins: [["guest-4", "guest-5"]] });
    expect(await replacePairRules(ctx, { event_id, pins: [], forbids: twice })).toEqual({
      event_id,
      pins: [],
      forbids: [["guest-0", "guest-1"]],
    });
  });

  it("are no one else's, need the right to change events, and end with the event", async () => {
    const { partner, ctx, event_id, pair } = await arrange(3);
    const other = caller(await makePartner({}, own.database));
    const missing = { ...pair(0, 1), attendee2_id: "guest-9" };
    await expect(pinPair(other, pair(0, 1))).rejects.toMatchObject({ code: "not_found" });
    await expect(listPairRules(other, { event_id })).rejects.toMatchObject({ code: "not_found" });
    await expect(replacePairRules(other, { event_id, pins: [], forbids: [] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(forbidPair(ctx, missing)).rejects.toMatchObject({ code: "not_found" });
    const reader = { ...ctx, permissions: new Set(["events:read"] as const) };
    await expect(pinPair(reader, pair(0, 1))).rejects.toMatchObject({ code: "insufficient_scope" });
    const where = { id: event_id, partnerId: partner.partnerId };
    await own.prisma.event.update({ where, data: { status: "cancelled" } });
    await expect(pinPair(ctx, pair(0, 1))).rejects.toMatchObject({ code: "event_closed" });
  });
});

describe("a control round", () => {
  it("is where it was asked for, is named by the plan alone, and stays when the plan is made again", async () => {
    const { plan, ctx, pair } = await arrange(10);
    await pinPair(ctx, pair(0, 1));
    const first = await plan({ rounds: 3, control_round: 2, seed: 4 });
    expect(first).toMatchObject({ control_round: 2, is_certified: false });
    expect(pairsIn(first, 0)).toContain("guest-0 guest-1");
    expect(new Set(first.rounds.flatMap(({ tables }) => tables.map(keyOf))).size).toBe(15);
    expect(first.rounds[1]).toEqual({
      ...first.rounds[1],
      locked: false,
      moved: null,
      moved_attendees: null,
    });
    const again = await plan({ rounds: 3, played_rounds: 1, absent: ["guest-7"] });
    expect(again.control_round).toBe(2);
    const without = (pairs: string[]) => pairs.filter((one) => !one.includes("guest-7"));
    const kept = without(pairsIn(first, 1)).filter((one) => pairsIn(again, 1).includes(one));
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect((await plan({ rounds: 3 })).control_round).toBeNull();
  });

  it.each([
    ["one round", { rounds: 1, control_round: 1 }],
    ["a place after the last", { rounds: 3, control_round: 4 }],
    ["tables", { rounds: 3, table_size: 4, control_round: 1 }],
    ["a plan that is made again", { rounds: 3, played_rounds: 1, control_round: 1 }],
  ])("is refused for %s", (_what, body) => {
    expect(CreateSchedule.safeParse(body).error?.issues.map(({ path }) => path)).toEqual([["control_round"]]);
  });
});

describe("a plan for those who came", () => {
  it("leaves out who is absent, whether it is new, at tables, or planned on before the first round", async () => {
    const { plan } = await arrange(9);
    const absent = ["guest-2"];
    const fresh = await plan({ rounds: 2, absent });
    expect(fresh.guests.map(({ id }) => id)).not.toContain("guest-2");
    expect(fresh.rounds.every(({ byes }) => byes.length === 0)).toBe(true);
    const tables = await plan({ rounds: 2, table_size: 4, absent });
    expect(tables.rounds.flatMap((round) => round.tables.flat())).not.toContain("guest-2");
    const whole = await plan({ rounds: 2 });
    const onward = await plan({ rounds: 2, replan: true, absent });
    const moved = onward.rounds.map(({ moved_attendees }) => moved_attendees?.length);
    expect(moved).toEqual(onward.rounds.map((round) => round.moved));
    for (const [round, { moved_attendees, tables: seats }] of onward.rounds.entries()) {
      for (const id of moved_attendees ?? []) {
        const before = whole.rounds[round]?.tables.find((table) => table.includes(id));
        expect(seats.map(keyOf)).not.toContain(keyOf(before ?? []));
      }
    }
    await expect(plan({ rounds: 2, absent: ["guest-20"] })).rejects.toMatchObject({
      errors: [expect.objectContaining({ path: "absent[0]" })],
    });
    const all = Array.from({ length: 8 }, (_, i) => `guest-${i}`);
    await expect(plan({ rounds: 2, absent: all })).rejects.toMatchObject({ code: "too_few_attendees" });
  });

  it("counts an attendee who was removed since as absent", async () => {
    const { ctx, event_id, rowIds, plan } = await arrange(6);
    const before = await plan({ rounds: 3 });
    await deleteAttendee(ctx, { event_id, attendee_id: rowIds[3] ?? "" });
    const after = await plan({ rounds: 3, played_rounds: 1 });
    expect(pairsIn(after, 0)).toEqual(pairsIn(before, 0));
    for (const round of [1, 2]) expect(after.rounds[round]?.byes).toContain("guest-3");
  });
});
