import { createHash, randomBytes } from "node:crypto";
import { PAIR_OFFSETS, pairPartners } from "@/lib/differential-privacy/contributions";
import { peopleFor, type Readable, readPeople } from "@/lib/identity/consent/read-people";
import type { Context } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { Prisma } from "@/lib/platform/prisma/client";
import type { PurposeReader } from "@/lib/platform/purposes";
import { ageBandOf, MIXED, REGION_OF_COUNTRY } from "@/lib/research/editions/public-lists";
import { lastQuarter } from "@/lib/research/editions/quarters";
import { soulmate2 } from "@/lib/scoring/model";
import { hasEnoughKnownTraits, scorePair } from "@/lib/scoring/score-pair";

/** The job that makes a built edition's first release and publishes it. */
export const OPEN_EDITION_JOB = "insights.open-edition";

export const editionReader: PurposeReader = {
  name: "research.editions",
  purpose: "research",
  does: "Your traits, age band and region, without your name, became part of a research edition.",
  people: async (ctx) => {
    const rows = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT chosen.id::text FROM (${chosenRows(peopleFor(ctx, "research"), ctx.clock.now())}) chosen`;
    return rows.map(({ id }) => id);
  },
};

/** Rows that are scored and stored at a time. */
const CHUNK = 5_000;
/** Older ages are one band, so ages are listed up to here. */
const OLDEST = 120;

/** Queues the job once, however often this is called before it runs. */
async function queueOpening(tx: Transaction, id: string): Promise<void> {
  await addJob(tx, OPEN_EDITION_JOB, { edition_id: id }, { key: `${OPEN_EDITION_JOB}:${id}` });
}

/**
 * Builds the edition of the last quarter that has ended, once: a second run finds it and changes nothing. All of it is one
 * transaction, so a process that is killed leaves nothing, and another instance waits and then finds it.
 *
 * Each person who agreed to research has at most one row: their newest assessment of that time whose answers are not of
 * low quality. The row has no name, no id and no time. Its place is drawn by the database's cryptographic source, and each
 * row is paired with the next five places, so a person is in ten pairs at most. People who were drawn for the demo
 * count where the installation is a demo, and nowhere else.
 */
export async function buildEdition(ctx: Context): Promise<{ edition_id: string; built: boolean }> {
  const quarter = lastQuarter(ctx.clock.now());
  return readPeople<{ edition_id: string; built: boolean }>(ctx, editionReader, async (tx, readable) => {
    const found = await tx.researchEdition.findUnique({ where: { quarter: quarter.name } });
    if (found !== null) {
      // Its job may have failed for good: every night tries again until the edition is open.
      if (found.state === "frozen") await queueOpening(tx, found.id);
      return { value: { edition_id: found.id, built: false }, people: [] };
    }
    await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
    const id = newId(ctx.clock.now());
    const nonce = randomBytes(32);
    // Its numbers and its commitment are known at the end, so rows wait in tables of this transaction until then.
    const people = await chooseRows(tx, readable, quarter.endsAt);
    const { commitment, pairs } = await drawPairs(tx, people.length, nonce);
    await tx.researchEdition.create({
      data: {
        id,
        quarter: quarter.name,
        state: "frozen",
        startsAt: quarter.startsAt,
        endsAt: quarter.endsAt,
        frozenAt: ctx.clock.now(),
        synthetic: env().DEMO_MODE,
        people: people.length,
        pairs,
        commitment: new Uint8Array(commitment),
        nonce: new Uint8Array(nonce),
      },
    });
    await tx.$executeRaw`
      INSERT INTO research_rows SELECT ${id}::uuid, "row", age_band, region, traits, errors FROM new_research_rows
      ORDER BY "row"`;
    await tx.$executeRaw`
      INSERT INTO research_pairs SELECT ${id}::uuid, row1, row2, age_band, region, score FROM new_research_pairs`;
    // In the order of ids, which says nothing of the order of rows.
    await tx.$executeRaw`
      INSERT INTO research_participations (profile_id, edition_id)
      SELECT given.id, ${id}::uuid FROM unnest(${people}::uuid[]) AS given (id) ORDER BY given.id`;
    await queueOpening(tx, id);
    return { value: { edition_id: id, built: true }, people };
  });
}

/** The one sheet of each person that counts: the newest before `endsAt` that is not of low quality. */
function chosenRows({ sql }: Readable, endsAt: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (consenting.id) consenting.id, consenting.birth_year, consenting.region, result.traits,
      result.standard_errors
    FROM ${sql} consenting JOIN trait_results result ON result.profile_id = consenting.id
    WHERE result.source = 'assessment' AND result.quality <> 'low' AND result.created_at < ${endsAt}::timestamptz
      AND (${env().DEMO_MODE} OR NOT consenting.synthetic)
    ORDER BY consenting.id, result.created_at DESC, result.id DESC`;
}

/** Puts everyone's row into `new_research_rows` at a random place, and returns the people in the order of their ids. */
async function chooseRows(tx: Transaction, readable: Readable, endsAt: Date): Promise<string[]> {
  const years = Array.from({ length: OLDEST + 1 }, (_, age) => endsAt.getUTCFullYear() - age);
  const bands = years.map((_, age) => ageBandOf(age));
  const countries = [...REGION_OF_COUNTRY.keys()];
  const regions = [...REGION_OF_COUNTRY.values()];
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE new_research_rows ("row" int PRIMARY KEY, age_band smallint, region smallint,
      traits smallint[], errors smallint[]) ON COMMIT DROP`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE new_research_pairs (row1 int, row2 int, age_band smallint, region smallint, score smallint)
      ON COMMIT DROP`;
  const chosen = await tx.$queryRaw<{ id: string }[]>`
    WITH chosen AS MATERIALIZED (${chosenRows(readable, endsAt)}), added AS (
      INSERT INTO new_research_rows
      SELECT row_number() OVER (ORDER BY gen_random_uuid()) - 1, coalesce(band.code, 0), coalesce(place.code, 0),
        ${thousandths("chosen.traits")}, ${thousandths("chosen.standard_errors")}
      FROM chosen
        LEFT JOIN unnest(${years}::int[], ${bands}::int[]) AS band (year, code) ON band.year = chosen.birth_year
        LEFT JOIN unnest(${countries}::text[], ${regions}::int[]) AS place (country, code)
          ON place.country = chosen.region
    ) SELECT id::text FROM chosen ORDER BY id`;
  return chosen.map(({ id }) => id);
}

/** A JSON list of numbers in [0, 1] or nulls as thousandths, -1 for null and for intimacy (the traits 27 to 29). */
function thousandths(column: "chosen.traits" | "chosen.standard_errors"): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT CASE WHEN item.place BETWEEN 27 AND 29 OR jsonb_typeof(item.value) <> 'number' THEN -1
      ELSE round(least(1, greatest(0, item.value::numeric)) * 1000) END::smallint
    FROM jsonb_array_elements(${Prisma.raw(column)}) WITH ORDINALITY AS item (value, place) ORDER BY item.place)`;
}

interface Row {
  row: number;
  ageBand: number;
  region: number;
  traits: number[];
  errors: number[];
}

/** Scores the pairs of the circle into `new_research_pairs`, and commits to all rows and scores by their hash. */
async function drawPairs(
  tx: Transaction,
  people: number,
  nonce: Buffer,
): Promise<{ commitment: Buffer; pairs: number }> {
  const hash = createHash("sha256").update(nonce);
  let pairs = 0;
  for (let from = 0; from < people; from += CHUNK) {
    const chunk = await readRows(tx, from, Math.min(from + CHUNK, people));
    // Those after the chunk, and at the end those at the beginning, meet its last rows.
    const to = from + chunk.length;
    const beyond = Array.from({ length: Math.min(PAIR_OFFSETS, people) }, (_, next) => (to + next) % people);
    const byRow = new Map([...chunk, ...(await readRowsOf(tx, beyond))].map((row) => [row.row, row]));
    const scored: { row1: number; row2: number; ageBand: number; region: number; score: number }[] = [];
    for (const one of chunk) {
      hash.update(JSON.stringify([one.row, one.ageBand, one.region, one.traits, one.errors]));
      for (const partner of pairPartners(one.row, people)) {
        const other = byRow.get(partner);
        const score = other && scoreOf(one, other);
        if (other === undefined || score === null || score === undefined) continue;
        scored.push({
          row1: Math.min(one.row, other.row),
          row2: Math.max(one.row, other.row),
          ageBand: one.ageBand === other.ageBand ? one.ageBand : MIXED.code,
          region: one.region === other.region ? one.region : MIXED.code,
          score,
        });
      }
    }
    hash.update(JSON.stringify(scored));
    pairs += scored.length;
    await tx.$executeRaw`
      INSERT INTO new_research_pairs SELECT * FROM unnest(${scored.map(({ row1 }) => row1)}::int[],
        ${scored.map(({ row2 }) => row2)}::int[], ${scored.map(({ ageBand }) => ageBand)}::smallint[],
        ${scored.map(({ region }) => region)}::smallint[], ${scored.map(({ score }) => score)}::smallint[])`;
  }
  return { commitment: hash.digest(), pairs };
}

const ROW = Prisma.sql`"row", age_band AS "ageBand", region, traits, errors`;

function readRows(db: Db, from: number, to: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT ${ROW} FROM new_research_rows WHERE "row" >= ${from} AND "row" < ${to} ORDER BY "row"`;
}

function readRowsOf(db: Db, rows: readonly number[]): Promise<Row[]> {
  return db.$queryRaw<Row[]>`SELECT ${ROW} FROM new_research_rows WHERE "row" = ANY (${[...rows]}::int[])`;
}

const known = (thousandths: readonly number[]) =>
  thousandths.map((value) => (value < 0 ? null : value / 1_000));
const MOST_ERROR = 300;

/** The score of two rows under soulmate-2, in thousandths; null where they share too few traits. */
function scoreOf(one: Row, other: Row): number | null {
  const [traits1, traits2] = [known(one.traits), known(other.traits)];
  if (!hasEnoughKnownTraits(traits1, traits2)) return null;
  const errorsOf = (row: Row) => known(row.errors.map((error) => Math.min(MOST_ERROR, error)));
  const { compatibilityScore } = scorePair(soulmate2, {
    traits1,
    traits2,
    standardErrors1: errorsOf(one),
    standardErrors2: errorsOf(other),
  });
  return Math.round(compatibilityScore * 1_000);
}
