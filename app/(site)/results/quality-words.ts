import type { Quality, QualitySign } from "@/lib/people/assessments/answer-quality";

/** What the quality of answers is called, and what it means for the result. */
export const QUALITY_WORDS: Record<Quality, { short: string; long: string }> = {
  high: {
    short: "high confidence",
    long: "Your answers fit together well, so the ranges are as small as they get.",
  },
  fair: {
    short: "fair confidence",
    long: "Some of your answers pull in different directions, so we made the ranges a quarter wider.",
  },
  low: {
    short: "low confidence",
    long: "We’re less sure about this result, so we made the ranges wider.",
  },
};

export const SIGN_WORDS: Record<QualitySign, string> = {
  too_fast: "Many answers took less than two seconds.",
  long_run: "You gave the same answer many times in a row.",
  repeating_pattern: "Your answers repeat a pattern.",
  answers_disagree: "Answers to statements that mean similar things differ a lot.",
};
