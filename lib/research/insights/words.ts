import { MEASURES, type Measure, SUBJECT_TRAITS, traitOfLevel } from "@/lib/research/insights/question";

/** What people read for the names that questions are made of. */

const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  people: "People",
  trait_average: "Average of a trait",
  trait_median: "Median of a trait",
  trait_distribution: "Distribution of a trait",
  pairs: "Pairs",
  compatibility_average: "Average compatibility",
  compatibility_median: "Median compatibility",
  compatibility_distribution: "Distribution of compatibility",
};

/** Names that are more than their parts with a capital. */
const SPECIAL: Readonly<Record<string, string>> = {
  age_band: "Age",
  mixed: "Mixed",
  unknown: "Unknown",
  south_eastern_asia: "South-eastern Asia",
};

const PLACES = new Set(["africa", "america", "asia", "europe"]);

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A subject in a sentence: "attachment security", and for a group "attachment traits". */
export function subjectWords(subject: string): string {
  const name = plainName(subject).toLowerCase();
  return SUBJECT_TRAITS.some((trait) => trait === subject) ? name : `${name} traits`;
}

/** `emotional_regulation` is "Emotional regulation", `western_europe` is "Western Europe", `25-29` stays. */
export function plainName(name: string): string {
  const words = name.split("_").map((word, at) => (at === 0 || PLACES.has(word) ? capital(word) : word));
  return SPECIAL[name] ?? words.join(" ");
}

/** What a dimension is called. A trait's third of the scale says so. */
export function dimensionName(dimension: string): string {
  const trait = traitOfLevel(dimension);
  return trait === null ? plainName(dimension) : `${plainName(trait)}, in thirds`;
}

export function measureName(measure: Measure): string {
  return MEASURE_WORDS[measure];
}

/** A list in a sentence: "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

interface AskedWords {
  readonly measure: Measure;
  readonly subject: string | null;
  readonly dimensions: readonly string[];
  readonly filters: readonly { readonly dimension: string; readonly values: readonly string[] }[];
}

const SUBJECT_MEASURES: Partial<Record<Measure, string>> = {
  trait_average: "Average",
  trait_median: "Median",
  trait_distribution: "Distribution of",
};

/** What is counted or measured: "Average attachment security", "People". */
export function measuredWords({ measure, subject }: Pick<AskedWords, "measure" | "subject">): string {
  const lead = SUBJECT_MEASURES[measure];
  if (lead === undefined || subject === null) return measureName(measure);
  return `${lead} ${subjectWords(subject)}`;
}

/** A question in words: "People by age and region, where region is Oceania". */
export function questionWords(asked: AskedWords): string {
  const by = asked.dimensions.map((dimension) => dimensionName(dimension).toLowerCase());
  const where = asked.filters.map(({ dimension, values }) => {
    const shown = values.slice(0, 3).map(plainName);
    const rest = values.length - shown.length;
    const names = rest > 0 ? `${shown.join(", ")} or ${rest} more` : shown.join(" or ");
    return `${dimensionName(dimension).toLowerCase()} is ${names}`;
  });
  return [
    measuredWords(asked),
    ...(by.length === 0 ? [] : [` by ${listed(by)}`]),
    ...(where.length === 0 ? [] : [`, where ${listed(where)}`]),
  ].join("");
}

/** What one answer counts. */
export function unitOf(measure: Measure): "people" | "pairs" {
  return MEASURES[measure].source === "rows" ? "people" : "pairs";
}

/** Thousandths of epsilon as they are read: "0.25". */
export function epsilonWords(milli: number): string {
  return (milli / 1_000).toLocaleString("en-US", { maximumFractionDigits: 3 });
}
