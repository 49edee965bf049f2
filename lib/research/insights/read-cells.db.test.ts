import { expect, it } from "vitest";
import { seededRandom } from "@/lib/matching/seeded-random";
import { newId } from "@/lib/platform/ids";
import { cellKey, gridOf, type Question, toQuestion } from "@/lib/research/insights/question";
import { readCells } from "@/lib/research/insights/read-cells";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const editionId = newId();
const random = seededRandom(9);
const below = (count: number) => Math.floor(random() * count);
const trait = () => (below(6) === 0 ? -1 : below(1_001));
const rows = Array.from({ length: 400 }, (_, row) => ({
  row,
  ageBand: below(14),
  region: below(13),
  traits: Array.from({ length: 32 }, (_, at) => (at >= 26 && at < 29 ? -1 : trait())),
}));

/** The same in plain code: what each row gives to which cell. */
function expected(question: Question, valueOfRow: (row: (typeof rows)[number]) => number | null): string[] {
  const level = (value: number) => (value < 0 ? 0 : value < 334 ? 1 : value < 667 ? 2 : 3);
  const code = (dimension: string, row: (typeof rows)[number]) =>
    ({ age_band: row.ageBand, region: row.region, novelty_level: level(row.traits[17] ?? -1) })[dimension] ??
    -1;
  const values = new Map<string, number[]>();
  for (const row of rows) {
    const passes = Object.entries(question.filters).every(([dimension, names]) =>
      names.includes(
        String(
          gridOf({ ...question, dimensions: [dimension], filters: {} })[code(dimension, row)]?.[0]?.name,
        ),
      ),
    );
    const value = valueOfRow(row);
    if (!passes || value === null) continue;
    const key = question.dimensions.map((dimension) => code(dimension, row)).join(",");
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return gridOf(question).map((cell) =>
    (values.get(cellKey(cell)) ?? []).toSorted((a, b) => a - b).join(" "),
  );
}

it("finds in every cell exactly what plain code finds, empty cells too", async () => {
  const at = "2020-04-02";
  await own.rows(
    `INSERT INTO research_editions (id, quarter, state, starts_at, ends_at, frozen_at, synthetic, people, pairs,
      commitment, nonce) VALUES ($1, '2020-Q1', 'frozen', '2020-01-01', '2020-04-01', $2, true, 400, 0, '\\x00', '\\x00')`,
    [editionId, at],
  );
  await own.prisma.researchRow.createMany({
    data: rows.map((row) => ({ ...row, editionId, errors: Array.from({ length: 32 }, () => -1) })),
  });
  const plain = { subject: null, dimensions: [], filters: {} } as const;
  const mean = (values: readonly number[]) => {
    const known = values.filter((value) => value >= 0);
    return known.length === 0
      ? null
      : Math.floor(known.reduce((sum, value) => sum + value, 0) / known.length);
  };
  const bin = (value: number | null) => (value === null ? null : Math.floor(value / 50) * 50);
  const cases: [Question, (row: (typeof rows)[number]) => number | null][] = [
    [toQuestion({ ...plain, measure: "people" }), () => 0],
    [
      toQuestion({ ...plain, measure: "people", dimensions: ["novelty_level", "region", "age_band"] }),
      () => 0,
    ],
    [
      toQuestion({
        ...plain,
        measure: "people",
        dimensions: ["region"],
        filters: { novelty_level: ["low", "unknown"], region: ["oceania", "africa"] },
      }),
      () => 0,
    ],
    [
      toQuestion({ ...plain, measure: "trait_average", subject: "novelty", dimensions: ["age_band"] }),
      ({ traits }) => mean(traits.slice(17, 18)),
    ],
    [
      toQuestion({ ...plain, measure: "trait_average", subject: "attachment", dimensions: ["region"] }),
      ({ traits }) => mean(traits.slice(0, 5)),
    ],
    [
      toQuestion({
        ...plain,
        measure: "trait_distribution",
        subject: "novelty",
        filters: { age_band: ["20-24"] },
      }),
      ({ traits }) => bin(mean(traits.slice(17, 18))),
    ],
  ];
  for (const [question, valueOfRow] of cases) {
    const found = (await readCells(own.prisma, editionId, question)).map((cell) =>
      cell
        .flatMap(({ value, times }) => Array.from({ length: times }, () => value))
        .toSorted((a, b) => a - b)
        .join(" "),
    );
    expect(found).toEqual(expected(question, valueOfRow));
  }
});
