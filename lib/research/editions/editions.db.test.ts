import { describe, expect, it } from "vitest";
import { MAX_PAIRS_A_PERSON, pairPartners } from "@/lib/differential-privacy/contributions";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { FixedClock } from "@/lib/platform/clock";
import { transaction } from "@/lib/platform/db";
import { buildEdition, OPEN_EDITION_JOB } from "@/lib/research/editions/build-edition";
import { insertParticipants, makeParticipant } from "@/lib/research/editions/editions.fixture";
import { editionsPrivacy } from "@/lib/research/editions/privacy";
import {
  AGE_BANDS,
  ageBandOf,
  MIXED,
  REGION_OF_COUNTRY,
  REGIONS,
} from "@/lib/research/editions/public-lists";
import { lastQuarter, quarterOf } from "@/lib/research/editions/quarters";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();

/** Each test has a year of its own, so that its editions are its own, and people who withdraw at its end. */
let year = 2030;
function nextYear(): { inQuarter: FixedClock; after: FixedClock; quarter: string } {
  year += 2;
  return {
    inQuarter: new FixedClock(`${year}-05-10T10:00:00Z`),
    after: new FixedClock(`${year}-07-01T04:40:00Z`),
    quarter: `${year}-Q2`,
  };
}

async function everyoneWithdraws(): Promise<void> {
  await own.rows("DELETE FROM profiles");
}

const rowsOf = (editionId: string) =>
  own.prisma.researchRow.findMany({ where: { editionId }, orderBy: { row: "asc" } });
const pairsOf = (editionId: string) => own.prisma.researchPair.findMany({ where: { editionId } });
const isIn = async (profileId: string, editionId: string) =>
  (await own.prisma.researchParticipation.count({ where: { profileId, editionId } })) === 1;

describe("an edition", () => {
  it("holds each person who agreed once, with their newest sheet, and no trace of who they are", async () => {
    await everyoneWithdraws();
    const { inQuarter, after, quarter } = nextYear();
    const person = await makeParticipant(own, inQuarter);
    const { ctx: silent } = await makeVisitor(own, inQuarter);
    const ids = await insertParticipants(own, inQuarter.now(), [
      { birthYear: year - 33, region: "DE", trait: 0.25 },
      { birthYear: null, region: null, trait: 0.75 },
    ]);
    // A second sheet of one of them, and one of low quality of the other.
    const [first = "", second = ""] = ids;
    for (const [profileId, trait, quality] of [
      [first, 0.5, "fair"],
      [second, 0.1, "low"],
    ] as const) {
      const old = await own.prisma.traitResult.findFirstOrThrow({ where: { profileId } });
      const traits = Array.from({ length: 32 }, () => trait);
      const createdAt = new Date(inQuarter.now().getTime() + 1_000);
      const { id: _, ...rest } = old;
      await own.prisma.traitResult.create({
        data: {
          ...rest,
          id: crypto.randomUUID(),
          traits,
          standardErrors: traits.map(() => 0),
          quality,
          createdAt,
        },
      });
    }
    const { edition_id, built } = await buildEdition(own.system(after));
    expect(built).toBe(true);
    const edition = await own.prisma.researchEdition.findUniqueOrThrow({ where: { id: edition_id } });
    expect(edition).toMatchObject({
      quarter,
      state: "frozen",
      people: 3,
      pairs: 3,
      chargedMilli: 0,
      frozenAt: after.now(),
    });
    const rows = await rowsOf(edition_id);
    expect(rows.map(({ row }) => row)).toEqual([0, 1, 2]);
    const twice = rows.find(
      ({ traits }) => traits[0] === 500 && traits.slice(0, 26).every((value) => value === 500),
    );
    expect(twice).toMatchObject({ ageBand: ageBandOf(33), region: REGION_OF_COUNTRY.get("DE") });
    expect(rows.find(({ traits }) => traits[0] === 750)).toMatchObject({ ageBand: 0, region: 0 });
    for (const { traits, errors } of rows) {
      expect([traits.slice(26, 29), errors.slice(26, 29)]).toEqual([
        [-1, -1, -1],
        [-1, -1, -1],
      ]);
    }
    for (const id of [person.profileId, ...ids]) {
      expect(await isIn(id, edition_id)).toBe(true);
      const tables = await own.tablesHolding(id);
      expect(tables.filter((table) => table.includes("research"))).toEqual([
        "public.research_participations",
      ]);
    }
    expect(await isIn(silent.profileId, edition_id)).toBe(false);
    const read = await own.prisma.dataAccess.findMany({ where: { profileId: first } });
    expect(read).toMatchObject([{ reader: "research.editions", purpose: "research", times: 1 }]);
    expect(await own.queued(OPEN_EDITION_JOB)).toContainEqual({ edition_id });
    // Where that job has failed for good, the next night queues it again, once.
    await own.rows(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE task_identifier = $1",
      [OPEN_EDITION_JOB],
    );
    for (let night = 0; night < 2; night++) {
      expect(await buildEdition(own.system(after))).toEqual({ edition_id, built: false });
    }
    expect(await own.queued(OPEN_EDITION_JOB)).toEqual([{ edition_id }]);
  });

  it("is built once a quarter, by however many instances at once, and is left alone afterwards", async () => {
    await everyoneWithdraws();
    const { inQuarter, after, quarter } = nextYear();
    await insertParticipants(own, inQuarter.now(), [{ birthYear: null, region: null, trait: 0.5 }]);
    const built = await Promise.all([1, 2, 3].map(() => buildEdition(own.system(after))));
    expect(built.filter(({ built }) => built)).toHaveLength(1);
    expect(new Set(built.map(({ edition_id }) => edition_id)).size).toBe(1);
    await insertParticipants(own, inQuarter.now(), [{ birthYear: null, region: null, trait: 0.5 }]);
    expect((await buildEdition(own.system(after))).built).toBe(false);
    expect(await own.prisma.researchEdition.findUnique({ where: { quarter } })).toMatchObject({ people: 1 });
  });

  it("is there whole or not at all where its process is killed", async () => {
    await everyoneWithdraws();
    const { inQuarter, after, quarter } = nextYear();
    const [id = ""] = await insertParticipants(own, inQuarter.now(), [
      { birthYear: null, region: null, trait: 0.5 },
    ]);
    const killed = transaction(own.system(after), async (tx) => {
      await buildEdition({ ...own.system(after), db: tx });
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await own.prisma.researchEdition.count({ where: { quarter } })).toBe(0);
    expect(await own.prisma.researchParticipation.count({ where: { profileId: id } })).toBe(0);
    expect(await own.prisma.dataAccess.count({ where: { profileId: id } })).toBe(0);
    expect((await buildEdition(own.system(after))).built).toBe(true);
  });

  it("leaves out who withdrew, and keeps the one before as it is", async () => {
    await everyoneWithdraws();
    const { inQuarter, after } = nextYear();
    const stays = await makeParticipant(own, inQuarter, 1);
    const leaves = await makeParticipant(own, inQuarter, 2);
    const first = await buildEdition(own.system(after));
    const rows = await rowsOf(first.edition_id);
    await transaction(leaves, (tx) =>
      recordConsent(leaves, tx, { consent: "research", granted: false, place: "privacy" }),
    );
    const later = new FixedClock(`${year}-10-01T04:40:00Z`);
    const second = await buildEdition(own.system(later));
    expect(await isIn(leaves.profileId, second.edition_id)).toBe(false);
    expect(await isIn(stays.profileId, second.edition_id)).toBe(true);
    expect(await isIn(leaves.profileId, first.edition_id)).toBe(true);
    expect(await rowsOf(first.edition_id)).toEqual(rows);
  });

  it("pairs at most ten places that chance gave, and commits to all of it with a nonce", async () => {
    await everyoneWithdraws();
    const { inQuarter, after } = nextYear();
    const people = Array.from({ length: 40 }, (_, at) => ({
      birthYear: at % 2 === 0 ? year - 30 : year - 50,
      region: "FR",
      trait: at / 40,
    }));
    await insertParticipants(own, inQuarter.now(), people);
    const first = await buildEdition(own.system(after));
    const second = await buildEdition(own.system(new FixedClock(`${year}-10-01T04:40:00Z`)));
    const order = async (id: string) => (await rowsOf(id)).map(({ traits }) => traits[0]);
    expect(await order(first.edition_id)).not.toEqual(await order(second.edition_id));
    expect((await order(first.edition_id)).toSorted()).toEqual((await order(second.edition_id)).toSorted());
    const pairs = await pairsOf(first.edition_id);
    const taken = Array.from({ length: 40 }, () => 0);
    for (const { row1, row2 } of pairs) for (const row of [row1, row2]) taken[row] = (taken[row] ?? 0) + 1;
    expect(new Set(taken)).toEqual(new Set([MAX_PAIRS_A_PERSON]));
    const expected = Array.from({ length: 40 }, (_, row) =>
      pairPartners(row, 40).map((other) => `${Math.min(row, other)}-${Math.max(row, other)}`),
    ).flat();
    expect(pairs.map(({ row1, row2 }) => `${row1}-${row2}`).toSorted()).toEqual(expected.toSorted());
    const rows = await rowsOf(first.edition_id);
    for (const { row1, row2, ageBand, region, score } of pairs) {
      const [one, other] = [rows[row1], rows[row2]];
      expect(ageBand).toBe(one?.ageBand === other?.ageBand ? one?.ageBand : MIXED.code);
      expect(region).toBe(REGION_OF_COUNTRY.get("FR"));
      if (one?.traits[0] === other?.traits[0]) expect(score).toBeGreaterThan(700);
    }
    const editions = await own.prisma.researchEdition.findMany({
      where: { id: { in: [first.edition_id, second.edition_id] } },
    });
    expect(new Set(editions.map(({ nonce }) => Buffer.from(nonce).toString("hex"))).size).toBe(2);
    expect(editions.every(({ commitment }) => commitment.length === 32)).toBe(true);
  });

  it("refuses every change", async () => {
    await everyoneWithdraws();
    const { inQuarter, after } = nextYear();
    await insertParticipants(own, inQuarter.now(), [
      { birthYear: null, region: null, trait: 0.5 },
      { birthYear: null, region: null, trait: 0.6 },
    ]);
    const { edition_id } = await buildEdition(own.system(after));
    for (const [statement, says] of [
      ["UPDATE research_rows SET region = 1", "only ever added"],
      ["DELETE FROM research_pairs", "only ever added"],
      ["UPDATE research_editions SET people = 9", "frozen"],
      ["DELETE FROM research_editions", "kept"],
      ["UPDATE research_editions SET budget_milli = 4001", "budget_check"],
      ["UPDATE research_editions SET budget_milli = 4000, charged_milli = 4001", "budget_check"],
    ] as const) {
      await expect(own.rows(statement)).rejects.toThrow(says);
    }
    await own.rows(
      "UPDATE research_editions SET state = 'open', budget_milli = 10, charged_milli = 5 WHERE id = $1",
      [edition_id],
    );
    await expect(
      own.rows("UPDATE research_editions SET charged_milli = 4 WHERE id = $1", [edition_id]),
    ).rejects.toThrow("stays charged");
    await expect(
      own.rows(
        "INSERT INTO research_rows SELECT edition_id, 99, age_band, region, traits, errors FROM research_rows WHERE edition_id = $1 LIMIT 1",
        [edition_id],
      ),
    ).rejects.toThrow("takes no more rows");
    await expect(
      own.rows("UPDATE research_editions SET state = 'frozen' WHERE id = $1", [edition_id]),
    ).rejects.toThrow("does not open again");
  });

  it("never holds a row about intimacy, even if code writes one", async () => {
    await everyoneWithdraws();
    const { after } = nextYear();
    const { edition_id } = await buildEdition(own.system(after));
    const traits = Array.from({ length: 32 }, () => 500);
    await expect(
      own.prisma.researchRow.create({
        data: { editionId: edition_id, row: 0, ageBand: 0, region: 0, traits, errors: traits },
      }),
    ).rejects.toThrow("research_rows_traits_check");
  });
});

describe("taking part", () => {
  it("is in the person’s export, goes with them, and moves with a browser that an account claims", async () => {
    await everyoneWithdraws();
    const { inQuarter, after } = nextYear();
    const { userId } = await makePerson(own.database);
    const { ctx, token } = await makeVisitor(own, inQuarter);
    const [profileId = ""] = await insertParticipants(own, inQuarter.now(), [
      { birthYear: null, region: null, trait: 0.5 },
    ]);
    await own.prisma.profile.update({ where: { id: profileId }, data: { userId } });
    await insertParticipants(own, inQuarter.now(), [{ birthYear: null, region: null, trait: 0.5 }]);
    const { edition_id } = await buildEdition(own.system(after));
    await own.prisma.researchParticipation.create({
      data: { profileId: ctx.profileId, editionId: edition_id },
    });
    await claimProfile(own.system(inQuarter), { user_id: userId, token });
    expect(await own.prisma.researchParticipation.findMany({ where: { profileId } })).toMatchObject([
      { editionId: edition_id, rows: 2 },
    ]);
    const person = { userId, profileId, email: null };
    const exported: unknown[] = [];
    for await (const { json } of editionsPrivacy.exportPerson(own.prisma, person))
      exported.push(JSON.parse(json));
    expect(exported).toEqual([{ edition_id, rows: 2 }]);
    const lines = await transaction(own.system(), (tx) =>
      editionsPrivacy.erasePerson(own.system(), tx, person),
    );
    expect(lines).toMatchObject([{ subject: "research_participations", erasedRows: 1 }]);
    expect(await own.prisma.researchRow.count({ where: { editionId: edition_id } })).toBe(2);
  });
});

describe("the public lists", () => {
  it("give every age and country one value, and no code twice", () => {
    expect([15, 16, 19, 20, 24, 25, 74, 75, 99, 121].map((age) => AGE_BANDS[ageBandOf(age)]?.name)).toEqual([
      "unknown",
      "16-19",
      "16-19",
      "20-24",
      "20-24",
      "25-29",
      "70-74",
      "75+",
      "75+",
      "unknown",
    ]);
    for (const list of [AGE_BANDS, REGIONS]) {
      expect(list.map(({ code }) => code)).toEqual(list.map((_, at) => at));
      expect(list.some(({ code }) => code === MIXED.code)).toBe(false);
    }
  });

  it("know the quarter of a time, and the last one that has ended", () => {
    expect(quarterOf(new Date("2026-12-31T23:59:59.999Z")).name).toBe("2026-Q4");
    expect(lastQuarter(new Date("2027-01-01T00:00:00Z"))).toEqual({
      name: "2026-Q4",
      startsAt: new Date("2026-10-01T00:00:00Z"),
      endsAt: new Date("2027-01-01T00:00:00Z"),
    });
  });
});
