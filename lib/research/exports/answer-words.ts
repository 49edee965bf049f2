import { MEASURES, type Measure, type Question } from "@/lib/research/insights/question";

const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  people: "People",
  trait_average: "Average",
  trait_median: "Median",
  trait_distribution: "Distribution",
  pairs: "Pairs",
  compatibility_average: "Average compatibility",
  compatibility_median: "Median compatibility",
  compatibility_distribution: "Distribution of compatibility",
};

/** A name of the API as people read it: `novelty_level` is "novelty level". */
export const inWords = (name: string): string => name.replaceAll("_", " ");

interface Asked {
  readonly measure: Measure;
  readonly subject: string | null;
  readonly dimensions: readonly string[];
  readonly filters: readonly { readonly dimension: string; readonly values: readonly string[] }[];
}

/** A question as a headline: "Average novelty by region". */
export function titleOfQuestion({ measure, subject, dimensions }: Omit<Asked, "filters">): string {
  const what =
    subject === null
      ? MEASURE_WORDS[measure]
      : measure === "trait_distribution"
        ? `Distribution of ${inWords(subject)}`
        : `${MEASURE_WORDS[measure]} ${inWords(subject)}`;
  return dimensions.length === 0 ? what : `${what} by ${listed(dimensions.map(inWords))}`;
}

/** What was left out, in words; null where everything was let pass. */
export function filterWords({ filters }: Pick<Asked, "filters">): string | null {
  if (filters.length === 0) return null;
  return filters
    .map(({ dimension, values }) => `${inWords(dimension)}: ${values.map(inWords).join(", ")}`)
    .join("; ");
}

/** What is counted. */
export const unitOf = (measure: Measure): "people" | "pairs" =>
  MEASURES[measure].source === "rows" ? "people" : "pairs";

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const RELEASE_WORDS = {
  rows: { count: "People", mean: "Average", histogram: "Distribution of" },
  pairs: { count: "Pairs", mean: "Average compatibility", histogram: "Distribution of compatibility" },
} as const;

/** A release as a headline, whatever was asked of it: "Average novelty by region". */
export function titleOfRelease({
  source,
  statistic,
  subject,
  dimensions,
}: Pick<Question, "source" | "statistic" | "subject" | "dimensions">): string {
  const what = [RELEASE_WORDS[source][statistic], ...(subject === null ? [] : [inWords(subject)])].join(" ");
  return dimensions.length === 0 ? what : `${what} by ${listed(dimensions.map(inWords))}`;
}
