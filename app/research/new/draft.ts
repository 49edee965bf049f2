import {
  DIMENSIONS,
  MAX_DIMENSIONS,
  MEASURES,
  type Measure,
  type Question,
  suits,
  toQuestion,
  valuesOf,
} from "@/lib/research/insights/question";
import { countError } from "@/lib/research/insights/release-terms";
import type { AskInsights } from "@/lib/research/insights/schemas";

/** A question while it is being built. */
export interface Draft {
  readonly measure: Measure;
  /** Kept while a measure without subject is chosen. */
  readonly subject: string;
  readonly dimensions: readonly string[];
  readonly filters: readonly { readonly dimension: string; readonly values: readonly string[] }[];
  /** As it is typed. */
  readonly error: string;
  /** Empty for the newest edition, whichever that is. */
  readonly edition: string;
}

export const NEW_DRAFT: Draft = {
  measure: "people",
  subject: "attachment",
  dimensions: ["age_band"],
  filters: [],
  error: "50",
  edition: "",
};

export function draftOf(asked: AskInsights): Draft {
  return {
    measure: asked.measure,
    subject: asked.subject ?? NEW_DRAFT.subject,
    dimensions: asked.dimensions ?? [],
    filters: asked.filters ?? [],
    error: String(asked.error),
    edition: asked.edition ?? "",
  };
}

/** The question as the API takes it. */
export function askedOfDraft(draft: Draft): AskInsights {
  return {
    measure: draft.measure,
    subject: MEASURES[draft.measure].ofSubject ? draft.subject : null,
    dimensions: [...draft.dimensions],
    filters: draft.filters.map(({ dimension, values }) => ({ dimension, values: [...values] })),
    error: Number(draft.error),
    edition: draft.edition === "" ? null : draft.edition,
  };
}

/** The question without its error, for what can be said of it without asking the server. */
export function questionOf(draft: Draft): Question {
  const { measure, subject, dimensions } = askedOfDraft(draft);
  const filters = Object.fromEntries(draft.filters.map(({ dimension, values }) => [dimension, values]));
  return toQuestion({ measure, subject: subject ?? null, dimensions: dimensions ?? [], filters });
}

/** Another measure. What it cannot be told apart by goes. */
export function withMeasure(draft: Draft, measure: Measure): Draft {
  const { source } = MEASURES[measure];
  const names = (dimension: string) => valuesOf(dimension, source).map(({ name }) => name);
  const was = MEASURES[draft.measure].source;
  return {
    ...draft,
    measure,
    dimensions: draft.dimensions.filter((dimension) => suits(dimension, source)),
    filters: draft.filters
      .filter(({ dimension }) => suits(dimension, source))
      .map(({ dimension, values }) => ({
        dimension,
        values: values.filter((value) => names(dimension).includes(value)),
      })),
    // Errors of pairs are of another size.
    error: was === source ? draft.error : String(usualErrors(source)[2]),
  };
}

/** The dimensions that could still be added. */
export function freeDimensions({ measure, dimensions }: Draft): string[] {
  if (dimensions.length >= MAX_DIMENSIONS) return [];
  return DIMENSIONS.filter((name) => suits(name, MEASURES[measure].source) && !dimensions.includes(name));
}

/** The dimensions that have no filter yet. */
export function unfiltered({ measure, filters }: Draft): string[] {
  const taken = filters.map(({ dimension }) => dimension);
  return DIMENSIONS.filter((name) => suits(name, MEASURES[measure].source) && !taken.includes(name));
}

/** Errors that are worth a look. One person is in several pairs, so those of pairs are larger. */
export function usualErrors(source: "rows" | "pairs"): readonly number[] {
  return source === "rows" ? [10, 20, 50, 100, 200, 500] : [200, 500, 1_000, 2_000, 5_000, 10_000];
}

/** The error that an epsilon in thousandths buys; null where it buys none. */
export function errorFor(question: Question, epsilonMilli: number): number | null {
  // A mean spends half on counts and half on sums.
  const whole = question.statistic === "mean" ? 2 * Math.floor(epsilonMilli / 2) : Math.floor(epsilonMilli);
  return whole < 1 ? null : countError(question, whole, 1);
}

/** What keeps a draft from being a question; null where nothing does. */
export function faultOf({ filters, error }: Draft): "error" | "filters" | null {
  if (filters.some(({ values }) => values.length === 0)) return "filters";
  const value = Number(error);
  return Number.isInteger(value) && value >= 1 && value <= 1_000_000 ? null : "error";
}
