import type { Contribution } from "@/lib/differential-privacy/mechanisms";
import type { Db } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import {
  cellKey,
  DIMENSIONS,
  gridOf,
  LEVEL_STARTS,
  passing,
  placeOfSubject,
  type Question,
  traitOfLevel,
} from "@/lib/research/insights/question";

/** The code of a row's value in a dimension. */
function codeOf(dimension: string): Prisma.Sql {
  const trait = traitOfLevel(dimension);
  if (trait === null) return dimension === "age_band" ? Prisma.sql`age_band` : Prisma.sql`region`;
  const place = placeOfSubject(trait).to;
  return Prisma.sql`(CASE WHEN traits[${place}] < 0 THEN 0 WHEN traits[${place}] < ${LEVEL_STARTS.middle} THEN 1
    WHEN traits[${place}] < ${LEVEL_STARTS.high} THEN 2 ELSE 3 END)`;
}

/** The value of a row: a score, a trait, or the mean of a group's known traits; null for none. */
function measuredValue({ source, statistic, subject }: Question): Prisma.Sql {
  if (statistic === "count") return Prisma.sql`0`;
  if (source === "pairs") return Prisma.sql`score::int`;
  const { from, to } = placeOfSubject(subject ?? "");
  if (to - from === 1) return Prisma.sql`nullif(traits[${to}], -1)::int`;
  return Prisma.sql`(SELECT round(avg(trait))::int FROM unnest(traits[${from + 1}:${to}]) trait WHERE trait >= 0)`;
}

/**
 * What an edition holds in every cell of a question's grid: the values, and how often each occurs. Cells without anyone are
 * there and empty. These are exact: nothing of them may leave before noise is added.
 */
export async function readCells(db: Db, editionId: string, question: Question): Promise<Contribution[][]> {
  const table = question.source === "rows" ? Prisma.sql`research_rows` : Prisma.sql`research_pairs`;
  const codes = question.dimensions.map(codeOf);
  const key = codes.length === 0 ? Prisma.sql`''` : Prisma.sql`concat_ws(',', ${Prisma.join(codes)})`;
  const filters = DIMENSIONS.filter((dimension) => question.filters[dimension] !== undefined).map(
    (dimension) =>
      Prisma.sql`AND ${codeOf(dimension)} = ANY (${passing(question, dimension).map(({ code }) => code)}::int[])`,
  );
  const found = await db.$queryRaw<{ key: string; value: number; times: number }[]>`
    SELECT key, value, count(*)::int AS times FROM (
      SELECT ${key} AS key, ${measuredValue(question)} AS value FROM ${table}
      WHERE edition_id = ${editionId}::uuid ${filters.length === 0 ? Prisma.empty : Prisma.join(filters, " ")}
    ) contribution WHERE value IS NOT NULL GROUP BY key, value`;
  const byKey = new Map<string, Contribution[]>();
  for (const { key, value, times } of found) {
    const cell = byKey.get(key) ?? [];
    byKey.set(key, cell);
    cell.push({ value, times });
  }
  return gridOf(question).map((cell) => byKey.get(cellKey(cell)) ?? []);
}
