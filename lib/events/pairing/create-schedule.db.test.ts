import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { getCertificate } from "@/lib/events/pairing/get-certificate";
import { getMatchRun } from "@/lib/events/pairing/get-match-run";
import { getSchedule } from "@/lib/events/pairing/get-schedule";
import { runMatch } from "@/lib/events/pairing/run-match";
import { CreateSchedule, type Schedule } from "@/lib/events/pairing/schedule-schemas";
import { newId } from "@/lib/platform/ids";
import { soulmate2 } from "@/lib/scoring/model";
import { scorePair } from "@/lib/scoring/score-pair";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
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

const guests = (size: number) =>
  correlatedCrowd(size, size).map((traits, i) => ({ id: `guest-${i}`, traits }));

async function arrange() {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner);
  const plan = async (body: object): Promise<Schedule> => {
    const reply = await createSchedule(caller(partner), { ...CreateSchedule.parse(body), event_id });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    return reply;
  };
  return { partner, event_id, plan };
}

const keyOf = (pair: readonly string[]) => pair.toSorted().join(" ");

describe("a schedule", () => {
  it("has no repeated pair in its rounds, keeps pins and forbids, and says how far from the best it may be", async () => {
    const { partner, event_id, plan } = await arrange();
    const asked = {
      attendee_traits: guests(13),
      rounds: 4,
      pins: [["guest-0", "guest-9"]],
      forbids: [
        ["guest-1", "guest-2"],
        ["guest-3", "guest-4"],
      ],
      objective: "balanced",
      seed: 7,
    };
    const schedule = await plan(asked);
    const pairs = schedule.rounds.flatMap(({ tables }) => tables.map(keyOf));
    expect(pairs).toHaveLength(24);
    expect(new Set(pairs).size).toBe(24);
    expect(schedule.rounds[0]?.tables.map(keyOf)).toContain("guest-0 guest-9");
    for (const forbidden of asked.forbids) expect(pairs).not.toContain(keyOf(forbidden));
    expect(schedule.rounds.map(({ byes }) => byes.length)).toEqual([1, 1, 1, 1]);
    expect(Math.max(...schedule.guests.map(({ byes }) => byes))).toBe(1);
    expect(schedule.bound?.gap).toBeLessThan(0.02);
    expect(schedule.price_of_fairness?.price).toBeGreaterThanOrEqual(0);
    expect(schedule.guests.every(({ best, worst }) => (best ?? 0) >= (worst ?? 1))).toBe(true);
    expect(await getSchedule(caller(partner), { event_id })).toEqual(schedule);
    const { run_id, ...same } = await plan(asked);
    expect({ run_id: schedule.run_id, ...same }).toEqual(schedule);
    await expect(getCertificate(caller(partner), { event_id })).rejects.toMatchObject({ code: "not_found" });
    expect(run_id).not.toBe(schedule.run_id);
  });

  it("seats tables", async () => {
    const { plan } = await arrange();
    const schedule = await plan({
      attendee_traits: guests(16),
      rounds: 3,
      table_size: 4,
      objective: "worst_off",
    });
    expect(schedule.rounds.map(({ tables }) => tables.map((table) => table.length))).toEqual(
      Array.from({ length: 3 }, () => [4, 4, 4, 4]),
    );
    const met = schedule.rounds.flatMap(({ tables }) =>
      tables.flatMap((table) =>
        table.flatMap((one, i) => table.slice(i + 1).map((other) => keyOf([one, other]))),
      ),
    );
    expect(new Set(met).size).toBe(met.length);
  });

  it("leaves played rounds as they are and moves few people for the rest", async () => {
    const { plan } = await arrange();
    const attendee_traits = guests(12);
    const first = await plan({ attendee_traits, rounds: 4 });
    const late = { id: "late", traits: attendee_traits[0]?.traits };
    const second = await plan({
      attendee_traits: [...attendee_traits, late],
      rounds: 4,
      played_rounds: 2,
      absent: ["guest-5"],
    });
    expect(second.rounds.map(({ locked }) => locked)).toEqual([true, true, false, false]);
    const pairsIn = (schedule: Schedule, round: number) => schedule.rounds[round]?.tables.map(keyOf).sort();
    for (const round of [0, 1]) expect(pairsIn(second, round)).toEqual(pairsIn(first, round));
    for (const round of [2, 3]) {
      expect(second.rounds[round]?.byes).toContain("guest-5");
      expect(second.rounds[round]?.tables.flat()).toContain("late");
      expect(second.rounds[round]?.moved).toBeLessThanOrEqual(4);
    }
  });

  it("that is planned on by two calls at once is changed by one of them, and the other gets a conflict", async () => {
    const { plan, event_id } = await arrange();
    const attendee_traits = guests(8);
    await plan({ attendee_traits, rounds: 3 });
    const client = await own.database.pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM events WHERE id = $1 FOR NO KEY UPDATE", [event_id]);
    const again = (absent: string) =>
      plan({ attendee_traits, rounds: 3, played_rounds: 1, absent: [absent] });
    const both = Promise.allSettled([again("guest-1"), again("guest-2")]);
    try {
      await expect.poll(() => own.waitingForLocks(), { timeout: 30_000 }).toBe(2);
    } finally {
      await client.query("COMMIT");
      client.release();
    }
    const settled = await both;
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = settled.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ name: "Conflict", code: "schedule_changed" });
  });

  it("is made for the stored attendees whose traits the organizer gave, by their ids, and takes their errors into account", async () => {
    const { partner, event_id, plan } = await arrange();
    await expect(plan({})).rejects.toMatchObject({ code: "too_few_attendees" });
    const now = new Date();
    const traits = guests(3).map((guest) => guest.traits);
    const errors = Array.from({ length: 32 }, () => 0.1);
    for (const [i, known] of [...traits, null].entries()) {
      await own.prisma.eventAttendee.create({
        data: {
          id: newId(),
          eventId: event_id,
          partnerId: partner.partnerId,
          mode: "live",
          pool: "uploaded",
          externalId: `mine-${i}`,
          group: i === 2 ? "b" : "a",
          seeks: i === 2 ? [] : ["b"],
          ...(known === null
            ? {}
            : { traits: [...known], standardErrors: errors, traitsSource: "organizer" }),
          createdAt: now,
          updatedAt: now,
        },
      });
    }
    const schedule = await plan({});
    const scores = [0, 1].map(
      (i) =>
        scorePair(soulmate2, {
          traits1: traits[i] ?? [],
          traits2: traits[2] ?? [],
          standardErrors1: errors,
          standardErrors2: errors,
        }).compatibilityScore,
    );
    const best = (scores[0] ?? 0) > (scores[1] ?? 0) ? 0 : 1;
    expect(schedule.rounds[0]?.tables).toEqual([[`mine-${best}`, "mine-2"]]);
    expect(schedule.total_score).toBeCloseTo(Math.max(...scores), 9);
    expect(schedule).toMatchObject({ model_version: "soulmate-2", scored_pairs: 2, billable_units: 2 });
    const certificate = await getCertificate(caller(partner), { event_id });
    expect(certificate).toMatchObject({ attendees: ["mine-0", "mine-1", "mine-2"], pairs: [[best, 2]] });
  });

  it("runs as a job for many attendees, and is then found with its run", async () => {
    const { partner, event_id } = await arrange();
    const input = { ...CreateSchedule.parse({ attendee_traits: guests(61) }), event_id };
    const reply = await createSchedule(caller(partner), input);
    if (!(reply instanceof Accepted)) throw new Error("It was to be planned by a job.");
    const run_id = reply.path.split("/").at(-1) ?? "";
    await runMatch(own.system(), { run_id });
    const run = await getMatchRun(caller(partner), { event_id, run_id });
    expect(run).toMatchObject({ kind: "schedule", status: "finished", result: null });
    expect(run.schedule).toEqual(await getSchedule(caller(partner), { event_id }));
    expect(run.schedule).toMatchObject({ is_certified: true, billable_units: 1_830 });
    expect((await getCertificate(caller(partner), { event_id })).pairs).toHaveLength(30);
  });

  it("names every id that is nobody's, and rules that cannot hold together", async () => {
    const { plan } = await arrange();
    const attendee_traits = guests(4);
    await expect(
      plan({
        attendee_traits,
        pins: [
          ["guest-0", "guest-1"],
          ["guest-1", "x"],
        ],
        forbids: [
          ["guest-1", "guest-0"],
          ["guest-2", "guest-2"],
        ],
      }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      errors: [
        expect.objectContaining({ path: "pins[1][1]" }),
        expect.objectContaining({ path: "forbids[1]" }),
        expect.objectContaining({ path: "pins[0]" }),
        expect.objectContaining({ path: "pins[1]" }),
      ],
    });
    await expect(plan({ attendee_traits, rounds: 3, played_rounds: 1 })).rejects.toMatchObject({
      code: "no_schedule",
    });
  });

  it("heeds no rule about who is absent, and refuses a pin of them", async () => {
    const { plan } = await arrange();
    const attendee_traits = guests(6);
    const forbids = [
      ["guest-5", "guest-0"],
      ["guest-1", "guest-0"],
    ];
    const { rounds } = await plan({ attendee_traits, rounds: 3, absent: ["guest-5"], forbids });
    const tables = rounds.flatMap((round) => round.tables);
    expect(tables.flat()).not.toContain("guest-5");
    expect(tables.map(keyOf)).not.toContain("guest-0 guest-1");
    for (const replan of [false, true]) {
      const pins = [["guest-0", "guest-5"]];
      await expect(
        plan({ attendee_traits, rounds: 3, replan, absent: ["guest-5"], pins }),
      ).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "pins[0][1]" }] });
    }
  });

  it("tells rules apart by their ids, whatever characters are in those", async () => {
    const { plan } = await arrange();
    const ids = ["a\nb", "c", "a", "b\nc"];
    const attendee_traits = guests(4).map((guest, i) => ({ ...guest, id: ids[i] }));
    const { rounds } = await plan({ attendee_traits, pins: [["a\nb", "c"]], forbids: [["a", "b\nc"]] });
    expect(rounds[0]?.tables).toEqual([["a\nb", "c"]]);
  });
});
