import type { Question } from "@/lib/research/insights/question";
import { measureOf } from "@/lib/research/insights/stored-question";
import { plainName, questionWords } from "@/lib/research/insights/words";

interface Filter {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** What was let pass, in full; null where everything was. */
export function filterWords(filters: readonly Filter[]): string | null {
  if (filters.length === 0) return null;
  return filters
    .map(({ dimension, values }) => `${plainName(dimension)}: ${values.map(plainName).join(", ")}`)
    .join("; ");
}

/** A release as a headline, whatever was asked of it: "Average novelty by region". */
export function titleOfRelease(question: Question): string {
  const { subject, dimensions, filters } = question;
  return questionWords({
    measure: measureOf(question),
    subject,
    dimensions,
    filters: Object.entries(filters).map(([dimension, values]) => ({ dimension, values })),
  });
}
