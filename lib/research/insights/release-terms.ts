import { MOST_A_QUARTER } from "@/lib/differential-privacy/budget";
import { reachOf } from "@/lib/differential-privacy/contributions";
import {
  epsilonForError,
  type NoiseTerm,
  noiseError,
  statedError,
} from "@/lib/differential-privacy/noise-error";
import { type EpsilonMilli, noiseScale, type Scale } from "@/lib/differential-privacy/scale";
import {
  type Question,
  SENSITIVITY,
  type Source,
  type Statistic,
  VALUE_RANGE,
} from "@/lib/research/insights/question";

/** A mean spends half on counts and half on sums. */
const partsOf = (statistic: Statistic) => (statistic === "mean" ? 2 : 1);

/** The scale of the noise in a release's counts. */
export function countScale({ source, statistic }: Question, epsilonMilli: EpsilonMilli): Scale {
  return noiseScale(SENSITIVITY[source], epsilonMilli / partsOf(statistic));
}

/** The scale of the noise in a release's sums, which are taken from the middle of the scale. */
export function sumScale({ source }: Question, epsilonMilli: EpsilonMilli): Scale {
  return noiseScale(SENSITIVITY[source] * reachOf(VALUE_RANGE), epsilonMilli / 2);
}

/** The error that a count made of so many released ones states. */
export function countError(question: Question, epsilonMilli: EpsilonMilli, cells: number): number {
  return statedError([{ scale: countScale(question, epsilonMilli), cells }]);
}

/** The smallest epsilon at which each count states at most this error; null where no edition could pay for it. */
export function epsilonFor({ source, statistic }: Question, error: number): EpsilonMilli | null {
  const parts = partsOf(statistic);
  const each = epsilonForError(SENSITIVITY[source], error, Math.floor(MOST_A_QUARTER / parts));
  return each === null ? null : each * parts;
}

/** How large a group the card gives an average's error for. */
export const EXAMPLE_GROUP = 1_000;

/**
 * How far an average of a group of 1,000 can be off at 95 %, at worst, in thousandths: by the errors of its sum and its count
 * at 97.5 % each, the values all at one end of the scale. Computed without data.
 */
export function exampleMeanError(source: Source, epsilonMilli: EpsilonMilli): number {
  const question: Question = { source, statistic: "mean", subject: null, dimensions: [], filters: {} };
  const term = (scale: Scale): NoiseTerm[] => [{ scale, cells: 1 }];
  const sum = noiseError(term(sumScale(question, epsilonMilli)), 0.975);
  const count = noiseError(term(countScale(question, epsilonMilli)), 0.975);
  const left = EXAMPLE_GROUP - count;
  if (left <= 0) return VALUE_RANGE.high;
  return Math.min(VALUE_RANGE.high, Math.ceil((sum + reachOf(VALUE_RANGE) * count) / left));
}
