import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import { exportReport } from "@/lib/events/pairing/export-report";
import { matchEvent } from "@/lib/events/pairing/match-event";
import type { ReportRow } from "@/lib/events/pairing/report-schemas";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { MatchEvent } from "@/lib/events/pairing/schemas";
import { newId } from "@/lib/platform/ids";
import { soulmate1 } from "@/lib/scoring/model";
import { scorePair } from "@/lib/scoring/score-pair";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent, makeSchedule } from "@/test/events";
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

async function arrange(size: number) {
  const partner = await makePartner({}, own.database);
  const event_id = await makeEvent(own.database, partner);
  const traits = correlatedCrowd(size, size);
  const attendee_traits = traits.map((one, i) => ({ id: `guest-${i}`, traits: [...one] }));
  const scoreOf = (one: string, other: string) => {
    const traitsOf = (id: string) => traits[Number(id.slice("guest-".length))] ?? [];
    return scorePair(soulmate1, { traits1: traitsOf(one), traits2: traitsOf(other) }).compatibilityScore;
  };
  const plan = async (body: object) => {
    const reply = await createSchedule(caller(partner), {
      ...CreateSchedule.parse({ attendee_traits, ...body }),
      event_id,
    });
    if (reply instanceof Accepted) throw new Error("It was to be planned at once.");
    return reply;
  };
  const match = (body: object) =>
    matchEvent(caller(partner), MatchEvent.parse({ event_id, attendee_traits, ...body }));
  return { partner, event_id, scoreOf, plan, match };
}

const cell = (row: ReportRow | undefined, name: string) =>
  (row as Record<string, string | number | null> | undefined)?.[name] ?? null;

describe("the report of an event", () => {
  it("says of each attendee of the last schedule who they meet in which round, with the scores of the formula", async () => {
    const { partner, event_id, scoreOf, plan } = await arrange(7);
    const schedule = await plan({ rounds: 3 });
    await own.prisma.eventAttendee.create({
      data: {
        id: newId(),
        eventId: event_id,
        partnerId: partner.partnerId,
        mode: "live",
        pool: "api",
        externalId: "guest-0",
        name: "Ada",
        createdAt: new Date(),
        updatedAt: new Date(),
      },
    });
    const { fileName, columns, pages } = await exportReport(caller(partner), { event_id });
    const rows = pages.flat();
    expect(fileName).toBe("report-Test evening.csv");
    expect(columns.slice(-3)).toEqual(["table_3", "partners_3", "scores_3"]);
    expect(rows.map(({ external_id, name, source }) => [external_id, name, source])).toEqual(
      schedule.guests.map(({ id }) => [id, id === "guest-0" ? "Ada" : null, "schedule"]),
    );
    for (const [i, row] of rows.entries()) {
      const { id, ...figures } = schedule.guests[i] ?? { id: "" };
      expect(row).toMatchObject(figures);
      for (const { round, tables, byes } of schedule.rounds) {
        const table = tables.findIndex((people) => people.includes(id));
        const partnerId = tables[table]?.find((other) => other !== id);
        expect(byes.includes(id)).toBe(partnerId === undefined);
        expect(cell(row, `table_${round}`)).toBe(table === -1 ? null : table + 1);
        expect(cell(row, `partners_${round}`)).toBe(partnerId ?? null);
        if (partnerId === undefined) expect(cell(row, `scores_${round}`)).toBeNull();
        else expect(cell(row, `scores_${round}`)).toBeCloseTo(scoreOf(id, partnerId), 9);
      }
    }
  });

  it("lists the others at a table with the scores in the same order", async () => {
    const { partner, event_id, scoreOf, plan } = await arrange(16);
    await plan({ rounds: 2, table_size: 4 });
    const rows = (await exportReport(caller(partner), { event_id })).pages.flat();
    for (const row of rows) {
      for (const round of [1, 2]) {
        const others = String(cell(row, `partners_${round}`)).split("; ");
        const scores = String(cell(row, `scores_${round}`))
          .split("; ")
          .map(Number);
        expect(others).toHaveLength(3);
        for (const [i, other] of others.entries())
          expect(scores[i]).toBeCloseTo(scoreOf(row.external_id, other), 9);
      }
    }
  });

  it("says of attendees of the last match how many of its pairs they are in, where there is no schedule", async () => {
    const { partner, event_id, scoreOf, match } = await arrange(5);
    await match({ threshold: 0 });
    const { columns, pages } = await exportReport(caller(partner), { event_id });
    expect(columns.at(-1)).toBe("envies");
    const rows = pages.flat();
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const scores = rows
        .filter(({ external_id }) => external_id !== row.external_id)
        .map(({ external_id }) => scoreOf(row.external_id, external_id));
      expect(row).toMatchObject({ source: "match", met: 4, byes: null, envy: null });
      expect(row.best).toBeCloseTo(Math.max(...scores), 9);
      expect(row.worst).toBeCloseTo(Math.min(...scores), 9);
      expect(row.mean).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / 4, 9);
    }
  });

  it("leaves scores empty for a schedule that was stored without them", async () => {
    const { partner, event_id } = await arrange(2);
    await makeSchedule(own.database, partner, event_id, "live");
    await own.prisma.$executeRaw`
      UPDATE match_schedules SET plan = plan #- '{rounds,0,scores}' WHERE run_id IN (
        SELECT id FROM match_runs WHERE event_id = ${event_id}::uuid)`;
    const [row] = (await exportReport(caller(partner), { event_id })).pages.flat();
    expect([cell(row, "partners_1"), cell(row, "scores_1")]).toEqual(["b", null]);
  });

  it("is refused before anything was matched, and does not exist for another partner", async () => {
    const { partner, event_id } = await arrange(2);
    await expect(exportReport(caller(partner), { event_id })).rejects.toMatchObject({
      code: "event_not_matched",
    });
    const neighbour = await makePartner({}, own.database);
    for (const id of [event_id, newId()])
      await expect(exportReport(caller(neighbour), { event_id: id })).rejects.toMatchObject({
        code: "not_found",
      });
  });
});
