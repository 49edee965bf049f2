import { PAIR_SENSITIVITY, PERSON_SENSITIVITY } from "@/lib/differential-privacy/contributions";
import { AGE_BANDS, type ListedValue, MIXED, REGIONS } from "@/lib/research/editions/public-lists";
import { GROUP_NAMES, GROUPS, type GroupName, TRAITS, type TraitName } from "@/lib/scoring/model";

/** What is counted: people, or the pairs that chance made of them. */
export type Source = "rows" | "pairs";

/** What is released: counts, counts and sums, or counts in fixed bins. */
export type Statistic = "count" | "mean" | "histogram";

const INTIMACY: ReadonlySet<number> = new Set(GROUPS.sexual);
const ASKED_GROUPS: readonly GroupName[] = GROUP_NAMES.filter((group) => group !== "sexual");

/** The traits and groups of traits that can be asked about: all but intimacy, which no edition holds. */
export const SUBJECT_TRAITS: readonly TraitName[] = TRAITS.filter((_, at) => !INTIMACY.has(at));
export const SUBJECTS: readonly string[] = [...ASKED_GROUPS, ...SUBJECT_TRAITS];

const SUBJECT_PLACES: ReadonlyMap<string, number> = new Map(TRAITS.map((trait, at) => [trait, at]));

/** Where a subject's traits stand among the 32, from the first up to but without the last. */
export function placeOfSubject(subject: string): { from: number; to: number } {
  const group = ASKED_GROUPS.find((name) => name === subject);
  const places: readonly number[] = group === undefined ? [SUBJECT_PLACES.get(subject) ?? -1] : GROUPS[group];
  const [from = -1] = places;
  if (from < 0) throw new Error(`${subject} is no subject.`);
  return { from, to: from + places.length };
}

interface MeasureTerms {
  readonly source: Source;
  readonly statistic: Statistic;
  readonly ofSubject: boolean;
}

/** What can be asked. A median and a distribution are read from one release. */
export const MEASURES = {
  people: { source: "rows", statistic: "count", ofSubject: false },
  trait_average: { source: "rows", statistic: "mean", ofSubject: true },
  trait_median: { source: "rows", statistic: "histogram", ofSubject: true },
  trait_distribution: { source: "rows", statistic: "histogram", ofSubject: true },
  pairs: { source: "pairs", statistic: "count", ofSubject: false },
  compatibility_average: { source: "pairs", statistic: "mean", ofSubject: false },
  compatibility_median: { source: "pairs", statistic: "histogram", ofSubject: false },
  compatibility_distribution: { source: "pairs", statistic: "histogram", ofSubject: false },
} as const satisfies Record<string, MeasureTerms>;
export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as [Measure, ...Measure[]];

export const MAX_DIMENSIONS = 3;

/** A third of the scale each, in thousandths from below. */
export const LEVEL_STARTS = { middle: 334, high: 667 } as const;
const LEVELS: readonly ListedValue[] = ["unknown", "low", "middle", "high"].map((name, code) => ({
  code,
  name,
}));
const LEVEL = "_level";

/** By what people can be told apart: in the one order that questions have. `novelty_level` is a third of the scale. */
export const DIMENSIONS: readonly string[] = [
  "age_band",
  "region",
  ...SUBJECT_TRAITS.map((trait) => `${trait}${LEVEL}`),
];

/** The trait of a dimension of levels; null for the others. */
export function traitOfLevel(dimension: string): string | null {
  return dimension.endsWith(LEVEL) ? dimension.slice(0, -LEVEL.length) : null;
}

/** Whether pairs can be told apart by it: what both have in common. */
export function suits(dimension: string, source: Source): boolean {
  return source === "rows" || traitOfLevel(dimension) === null;
}

/** All values of a dimension, from the public lists. */
export function valuesOf(dimension: string, source: Source): readonly ListedValue[] {
  if (traitOfLevel(dimension) !== null) return LEVELS;
  const list = dimension === "age_band" ? AGE_BANDS : REGIONS;
  return source === "pairs" ? [...list, MIXED] : list;
}

/** A question in the one form that each has: dimensions and values in order, and no filter that lets all values pass. */
export interface Question {
  readonly source: Source;
  readonly statistic: Statistic;
  readonly subject: string | null;
  readonly dimensions: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** What is asked about: input that was checked. */
export interface Asked {
  readonly measure: Measure;
  readonly subject: string | null;
  readonly dimensions: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export function toQuestion({ measure, subject, dimensions, filters }: Asked): Question {
  const { source, statistic } = MEASURES[measure];
  const kept = DIMENSIONS.flatMap((dimension): [string, readonly string[]][] => {
    const values = filters[dimension];
    if (values === undefined) return [];
    const all = valuesOf(dimension, source).map(({ name }) => name);
    const ordered = all.filter((name) => values.includes(name));
    return ordered.length === all.length ? [] : [[dimension, ordered]];
  });
  return {
    source,
    statistic,
    subject,
    dimensions: DIMENSIONS.filter((dimension) => dimensions.includes(dimension)),
    filters: Object.fromEntries(kept),
  };
}

/** Two questions are one where this text is. */
export function questionText({ source, statistic, subject, dimensions, filters }: Question): string {
  return JSON.stringify([1, source, statistic, subject, dimensions, filters]);
}

/** The values of a dimension that a question lets pass. */
export function passing({ source, filters }: Question, dimension: string): readonly ListedValue[] {
  const chosen = filters[dimension];
  const all = valuesOf(dimension, source);
  return chosen === undefined ? all : all.filter(({ name }) => chosen.includes(name));
}

/** One cell of a grid: the value of each dimension, in the question's order. */
export type Cell = readonly ListedValue[];

/** The grid of a question: every combination of values, whether anyone is there or not. */
export function gridOf(question: Question): Cell[] {
  return question.dimensions.reduce<Cell[]>(
    (cells, dimension) =>
      cells.flatMap((cell) => passing(question, dimension).map((value) => [...cell, value])),
    [[]],
  );
}

export const cellKey = (cell: Cell) => cell.map(({ code }) => code).join(",");

/** How much one person changes: see `lib/differential-privacy/contributions.ts`. */
export const SENSITIVITY: Readonly<Record<Source, number>> = {
  rows: PERSON_SENSITIVITY,
  pairs: PAIR_SENSITIVITY,
};

/** Traits and scores are thousandths. */
export const VALUE_RANGE = { low: 0, high: 1_000 } as const;
/** Bins of a histogram are equally wide. The last one has its upper end, too. */
export const BINS = 20;
export const BIN_WIDTH = VALUE_RANGE.high / BINS;

/**
 * Which cells of a released grid make up each cell of a question's, or null where the release does not hold the answer. Every
 * value that the question lets pass must be in the release, and what the release does not tell apart must be filtered alike.
 */
export function partsIn(released: Question, question: Question): number[][] | null {
  if (released.source !== question.source || released.statistic !== question.statistic) return null;
  if (released.subject !== question.subject) return null;
  if (question.dimensions.some((dimension) => !released.dimensions.includes(dimension))) return null;
  for (const dimension of DIMENSIONS.filter((name) => suits(name, question.source))) {
    const [has, wants] = [passing(released, dimension), passing(question, dimension)];
    if (wants.some((value) => !has.includes(value))) return null;
    if (!released.dimensions.includes(dimension) && has.length !== wants.length) return null;
  }
  const places = new Map(gridOf(question).map((cell, at) => [cellKey(cell), at]));
  const parts: number[][] = Array.from({ length: places.size }, () => []);
  for (const [at, cell] of gridOf(released).entries()) {
    const passes = released.dimensions.every((dimension, place) =>
      passing(question, dimension).some((value) => value === cell[place]),
    );
    if (!passes) continue;
    const own = question.dimensions.flatMap(
      (dimension) => cell[released.dimensions.indexOf(dimension)] ?? [],
    );
    const place = places.get(cellKey(own));
    if (place !== undefined) parts[place]?.push(at);
  }
  return parts;
}
