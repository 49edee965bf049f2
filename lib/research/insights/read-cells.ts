import type { Contribution } from "@/lib/differential-privacy/mechanisms";
import type { Db } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import {
  BIN_WIDTH,
  DIMENSIONS,
  gridOf,
  LEVEL_STARTS,
  passing,
  placeOfSubject,
  type Question,
  type Statistic,
  traitOfLevel,
} from "@/lib/research/insights/question";

/** The code of a row's value in a dimension. */
function codeOf(dimension: string): Prisma.Sql {
  const trait = traitOfLevel(dimension);
  if (trait === null) return dimension === "age_band" ? Prisma.sql`age_band::int` : Prisma.sql`region::int`;
  const place = placeOfSubject(trait).to;
  return Prisma.sql`(CASE WHEN traits[${place}] < 0 THEN 0 WHEN traits[${place}] < ${LEVEL_STARTS.middle} THEN 1
    WHEN traits[${place}] < ${LEVEL_STARTS.high} THEN 2 ELSE 3 END)`;
}

/** The value of a row: a score, a trait, or the mean of a group's known traits; null for none. */
function measuredValue({ source, statistic, subject }: Question): Prisma.Sql {
  if (statistic === "count") return Prisma.sql`0`;
  if (source === "pairs") return binned(statistic, Prisma.sql`score::int`);
  const { from, to } = placeOfSubject(subject ?? "");
  const traits = Array.from({ length: to - from }, (_, at) => Prisma.sql`traits[${from + at + 1}]::int`);
  const sum = Prisma.join(
    traits.map((trait) => Prisma.sql`greatest(${trait}, 0)`),
    " + ",
  );
  const known = Prisma.join(
    traits.map((trait) => Prisma.sql`(${trait} >= 0)::int`),
    " + ",
  );
  return binned(statistic, Prisma.sql`((${sum}) / nullif(${known}, 0))`);
}

/** A histogram needs no more of a value than its bin. */
function binned(statistic: Statistic, value: Prisma.Sql): Prisma.Sql {
  return statistic === "histogram" ? Prisma.sql`${value} / ${BIN_WIDTH} * ${BIN_WIDTH}` : value;
}

/** Codes have two digits, so those of a cell make one number. */
function keyOf(codes: readonly Prisma.Sql[]): Prisma.Sql {
  return codes.reduce<Prisma.Sql>((key, code) => Prisma.sql`(${key} * 100 + ${code})`, Prisma.sql`0`);
}

/**
 * What an edition holds in every cell of a question's grid: the values, and how often each occurs. Cells without anyone are
 * there and empty. These are exact: nothing of them may leave before noise is added.
 */
export async function readCells(db: Db, editionId: string, question: Question): Promise<Contribution[][]> {
  const table = question.source === "rows" ? Prisma.sql`research_rows` : Prisma.sql`research_pairs`;
  const filters = DIMENSIONS.filter((dimension) => question.filters[dimension] !== undefined).map(
    (dimension) =>
      Prisma.sql`AND ${codeOf(dimension)} = ANY (${passing(question, dimension).map(({ code }) => code)}::int[])`,
  );
  const found = await db.$queryRaw<{ key: number; values: number[]; times: number[] }[]>`
    SELECT key, array_agg(value) AS values, array_agg(times) AS times FROM (
      SELECT key, value, count(*)::int AS times FROM (
        SELECT ${keyOf(question.dimensions.map(codeOf))} AS key, ${measuredValue(question)} AS value FROM ${table}
        WHERE edition_id = ${editionId}::uuid ${filters.length === 0 ? Prisma.empty : Prisma.join(filters, " ")}
      ) contribution WHERE value IS NOT NULL GROUP BY key, value
    ) counted GROUP BY key`;
  const byKey = new Map(found.map((cell) => [cell.key, cell]));
  return gridOf(question).map((cell) => {
    const held = byKey.get(cell.reduce((key, { code }) => key * 100 + code, 0));
    return held?.values.map((value, at) => ({ value, times: held.times[at] ?? 0 })) ?? [];
  });
}
