import { beforeAll, describe, expect, it } from "vitest";
import { exportCards } from "@/lib/events/pairing/export-cards";
import { exportRounds } from "@/lib/events/pairing/export-rounds";
import { findLastRun } from "@/lib/events/pairing/find-last-run";
import { getRounds } from "@/lib/events/pairing/get-rounds";
import { getRunProgress } from "@/lib/events/pairing/get-run-progress";
import { getScoreMap, MAPPED_ATTENDEES } from "@/lib/events/pairing/get-score-map";
import { listGuests } from "@/lib/events/pairing/list-guests";
import { listPairs, PAIRS_A_PAGE } from "@/lib/events/pairing/list-pairs";
import { ListPairs, StartMatch, StartSchedule } from "@/lib/events/pairing/page-schemas";
import { releasePairs } from "@/lib/events/pairing/release-pairs";
import { runMatch } from "@/lib/events/pairing/run-match";
import { startMatch } from "@/lib/events/pairing/start-match";
import { startSchedule } from "@/lib/events/pairing/start-schedule";
import { newId } from "@/lib/platform/ids";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { pdfText } from "@/test/pdf-text";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

/** An event with stored attendees of these names, and a few without traits. */
async function arrange(names: readonly (string | null)[], without = 0) {
  const partner = await makePartner({}, own.database);
  const ctx = own.as(partner);
  const event_id = await makeEvent(own.database, partner, { name: "Spring mixer" });
  const now = new Date();
  const crowd = correlatedCrowd(names.length, names.length);
  await own.prisma.eventAttendee.createMany({
    data: [...names, ...Array<null>(without).fill(null)].map((name, i) => ({
      id: newId(),
      eventId: event_id,
      partnerId: partner.partnerId,
      mode: "live" as const,
      pool: "uploaded" as const,
      externalId: `guest-${i}`,
      name,
      ...(i < names.length ? { traits: [...(crowd[i] ?? [])], traitsSource: "organizer" as const } : {}),
      createdAt: now,
      updatedAt: now,
    })),
  });
  const match = (body: object = {}) => startMatch(ctx, StartMatch.parse({ event_id, ...body }));
  const plan = (body: object) => startSchedule(ctx, StartSchedule.parse({ event_id, ...body }));
  return { partner, ctx, event_id, match, plan };
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `Guest ${i}`);

describe("the pairs of an event", () => {
  it("come with names, page by page, and are found by either one's name or id in whatever case", async () => {
    const { ctx, event_id, match } = await arrange(["Zoë Ana", null, ...numbered(10)]);
    await match({ threshold: 0, limit: 10_000 });
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await listPairs(ctx, ListPairs.parse({ event_id, page })));
    const ranks = pages.flatMap(({ pairs }) => pairs.map(({ rank }) => rank));
    expect(ranks).toEqual(Array.from({ length: 66 }, (_, i) => i + 1));
    expect(pages.map(({ has_more, stored }) => [has_more, stored])).toEqual([
      [true, 66],
      [true, 66],
      [false, 66],
    ]);
    expect(pages[0]?.pairs).toHaveLength(PAIRS_A_PAGE);
    const found = await listPairs(ctx, ListPairs.parse({ event_id, name: "ZOË" }));
    expect(found.pairs).toHaveLength(11);
    expect(found.pairs.every((pair) => [pair.attendee1_name, pair.attendee2_name].includes("Zoë Ana"))).toBe(
      true,
    );
    expect((await listPairs(ctx, ListPairs.parse({ event_id, name: "%" }))).pairs).toEqual([]);
    expect(
      (await listPairs(ctx, ListPairs.parse({ event_id, name: "guest-1" }))).pairs.length,
    ).toBeGreaterThan(20);
  });

  it("are mapped for those with the most of them, the same in both directions", async () => {
    const { ctx, event_id, match } = await arrange(numbered(50));
    await match({ threshold_percentile: 60, limit: 10_000 });
    const map = await getScoreMap(ctx, { event_id });
    expect(map.attendees).toHaveLength(MAPPED_ATTENDEES);
    const counts = map.attendees.map(({ matches }) => matches);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
    for (const [i, row] of map.scores.entries()) {
      expect(row[i]).toBeNull();
      for (const [j, score] of row.entries()) expect(score).toBe(map.scores[j]?.[i]);
    }
    expect(map.scores.flat().filter((score) => score !== null).length).toBeGreaterThan(100);
  });

  it("are no one else's", async () => {
    const { event_id, match, plan } = await arrange(numbered(4));
    await match();
    await plan({ rounds: 1 });
    const other = own.as(await makePartner({}, own.database));
    for (const refused of [
      () => listPairs(other, ListPairs.parse({ event_id })),
      () => getScoreMap(other, { event_id }),
      () => getRounds(other, { event_id }),
      () => listGuests(other, { event_id }),
      () => findLastRun(other, { event_id, kind: "match" }),
      () => exportRounds(other, { event_id }),
      () => exportCards(other, { event_id, kind: "tables" }),
      () => releasePairs(other, { event_id }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a run that a page follows", () => {
  it("is a job for many attendees, says how far it is, and is the last one when it has finished", async () => {
    const { ctx, event_id, plan } = await arrange(numbered(61), 2);
    const { run_id, is_finished } = await plan({ rounds: 1 });
    expect(is_finished).toBe(false);
    expect(await getRunProgress(ctx, { event_id, run_id })).toMatchObject({
      status: "queued",
      attendees: 61,
    });
    await expect(plan({ rounds: 1 })).rejects.toMatchObject({ code: "match_in_progress" });
    await runMatch(own.system(), { run_id });
    const last = await findLastRun(ctx, { event_id, kind: "schedule" });
    expect(last).toMatchObject({ id: run_id, status: "finished", progress: 1, error_code: null });
    expect(await findLastRun(ctx, { event_id, kind: "match" })).toBeNull();
    expect(
      (await listGuests(ctx, { event_id })).filter(({ may_be_matched }) => !may_be_matched),
    ).toHaveLength(2);
  });

  it("takes attendees of the event alone", () => {
    const event_id = newId();
    const traits = [0.4, 0.6].map((value, i) => ({ id: String(i), traits: Array<number>(32).fill(value) }));
    for (const schema of [StartMatch, StartSchedule]) {
      const { error } = schema.safeParse({ event_id, attendee_traits: traits });
      expect(error?.issues.map(({ path }) => path[0])).toEqual(["attendee_traits"]);
    }
  });
});

describe("releasing pairs", () => {
  it("is for a published event that was matched as a draft, once", async () => {
    const { partner, ctx, event_id, match } = await arrange(numbered(4));
    const where = { id: event_id, partnerId: partner.partnerId };
    await expect(releasePairs(ctx, { event_id })).rejects.toMatchObject({ code: "event_not_published" });
    await own.prisma.event.update({ where, data: { status: "published" } });
    await expect(releasePairs(ctx, { event_id })).rejects.toMatchObject({ code: "event_not_matched" });
    await own.prisma.event.update({ where, data: { status: "draft" } });
    await match();
    await own.prisma.event.update({ where, data: { status: "published" } });
    expect(await releasePairs(ctx, { event_id })).toMatchObject({ status: "matched" });
    const again = await releasePairs(ctx, { event_id });
    expect(again.status).toBe("matched");
    const audited = await own.prisma.auditEvent.count({
      where: { partnerId: partner.partnerId, action: "event.pairs_released" },
    });
    expect(audited).toBe(1);
    await own.prisma.event.update({ where, data: { status: "cancelled" } });
    await expect(releasePairs(ctx, { event_id })).rejects.toMatchObject({ code: "event_closed" });
  });
});

describe("what is printed of the rounds", () => {
  it("names everyone by table and by guest, leaves room for letters that cannot be drawn, and hides the control round", async () => {
    const { ctx, event_id, plan } = await arrange([
      "Zoë Žižka",
      "Борис",
      "陈伟",
      null,
      "=cmd()",
      "Ada",
      "Ben",
    ]);
    await plan({ rounds: 2, control_round: 2 });
    const { schedule } = (await getRounds(ctx, { event_id })) ?? { schedule: null };
    const tables = pdfText((await exportCards(ctx, { event_id, kind: "tables" })).bytes);
    const guests = pdfText((await exportCards(ctx, { event_id, kind: "guests" })).bytes);
    expect(schedule?.control_round).toBe(2);
    for (const text of [tables, guests]) {
      for (const name of ["Zoë Žižka", "Борис", "________________ (guest-2)", "guest-3", "=cmd()"])
        expect(text).toContain(name);
      expect(text).toContain("Spring mixer");
      expect(text).not.toMatch(/control|random|drawn/i);
    }
    expect(tables.match(/^Table \d$/gm)).toHaveLength(6);
    expect(guests.match(/^Your rounds$/gm)).toHaveLength(7);
    expect(guests.match(/^a break$/gm)).toHaveLength(2);
    const seat = schedule?.rounds[0]?.tables.findIndex((people) => people.includes("guest-0")) ?? -1;
    const other = schedule?.rounds[0]?.tables[seat]?.find((id) => id !== "guest-0") ?? "";
    const card = guests.slice(guests.indexOf("Your rounds\nZoë Žižka\n") + "Your rounds\n".length);
    expect(card.split("\n")[1]).toBe(`Round 1 · Table ${seat + 1}`);
    const nameOf = new Map((await listGuests(ctx, { event_id })).map(({ id, name }) => [id, name ?? id]));
    const printed = other === "guest-2" ? "________________ (guest-2)" : nameOf.get(other);
    // A long line is broken.
    expect(card.split("Round 2")[0]?.replaceAll("\n", "")).toContain(`with ${printed}`);

    const { text } = await exportRounds(ctx, { event_id });
    const rows = text.trim().split("\r\n");
    expect(rows).toHaveLength(1 + 14);
    expect(rows[0]).toBe("round,table,attendee_id,name,with");
    expect(text).toContain("'=cmd()");
    expect(text).not.toMatch(/,=cmd/);
    expect(text).not.toMatch(/control|random/i);
  });

  it("is refused before rounds are planned", async () => {
    const { ctx, event_id } = await arrange(numbered(2));
    await expect(exportRounds(ctx, { event_id })).rejects.toMatchObject({ code: "no_schedule" });
    await expect(exportCards(ctx, { event_id, kind: "guests" })).rejects.toMatchObject({
      code: "no_schedule",
    });
  });

  it("has a whole card for each of many guests with many rounds at large tables", async () => {
    const { ctx, event_id, plan } = await arrange(
      numbered(40).map((name) => `${name} von und zu Hohenstein-Ballenberg`),
    );
    await plan({ rounds: 5, table_size: 8 });
    const text = pdfText((await exportCards(ctx, { event_id, kind: "guests" })).bytes);
    expect(text.match(/^Your rounds$/gm)).toHaveLength(40);
    // At a table or with a break, each of them is in all five rounds.
    expect(text.match(/^Round \d( · Table \d)?$/gm)).toHaveLength(200);
  });
});
