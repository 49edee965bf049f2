import { findStatement } from "@/lib/people/assessments/statements";
import {
  type Answer,
  keyedValue,
  TraitPosterior,
  traitIndexOf,
} from "@/lib/people/assessments/trait-posterior";

export interface TimedAnswer extends Answer {
  /** How long the statement was on the screen before it was answered; null where that is not known. */
  readonly tookMs: number | null;
}

export const QUALITIES = ["high", "fair", "low"] as const;
export type Quality = (typeof QUALITIES)[number];

/** What each quality multiplies the standard errors by. */
export const ERROR_FACTORS: Record<Quality, number> = { high: 1, fair: 1.25, low: 1.6 };

export type QualitySign = "too_fast" | "long_run" | "repeating_pattern" | "answers_disagree";

export interface AnswerQuality {
  readonly quality: Quality;
  readonly signs: readonly QualitySign[];
  /** The answers that fit least, worst first: the ones to offer again. */
  readonly doubtful: readonly string[];
}

/** Nobody reads and weighs a statement in less. Specification section 7. */
const FAST_MS = 2_000;
const FAST_SHARE = 0.3;
/** Attentive sheets of 64 have runs this long less than once in 200 (each answer repeats the last about 3 times in 10). */
const LONG_RUN = 9;
const LONGEST_PERIOD = 6;
const PERIODIC_SHARE = 0.62;
/** Fewer answers than this say nothing about how they were given. */
const FEWEST_ANSWERS = 16;
export const DOUBTFUL_COUNT = 6;

/** Spread of answers that are ticked blindly, each of five points alike: the variance of 0, ¼, ½, ¾, 1. */
const BLIND_VARIANCE = 0.125;
/**
 * From how much evidence (in units of natural log) answers count as ticked blindly, and as somewhat doubtful. Sheets
 * of 64 tell the two apart: of careful people 99 in 100 are under 0.8, also those who answer in extremes, of blind ones
 * 2 in 100. A short sheet has one statement a trait, so it says much less and is doubted only where it says a lot.
 */
const EVIDENCE = { long: { blind: 0, some: -2 }, short: { blind: 2, some: 1 } } as const;
const LONG_SHEET = 48;

/**
 * How carefully a sheet was filled in, from the answers in the order they were given: speed, long runs of one answer,
 * repeating patterns, and whether answers that should go together do (a likelihood ratio between the measurement model
 * and blind ticking: Drasgow, Levine and McLaughlin 1987 call such measures optimal appropriateness indices). It lowers
 * the stated confidence and never refuses anyone.
 */
export function assessQuality(answers: readonly TimedAnswer[]): AnswerQuality {
  const values = answers.map(({ value }) => value);
  const fit = evidenceOfBlindTicking(answers);
  if (values.length < FEWEST_ANSWERS) return { quality: "high", signs: [], doubtful: [] };
  const signs: QualitySign[] = [];
  if (shareOfFastAnswers(answers) >= FAST_SHARE) signs.push("too_fast");
  if (longestRun(values) >= LONG_RUN) signs.push("long_run");
  if (strongestPeriod(values) >= PERIODIC_SHARE) signs.push("repeating_pattern");
  const limits = values.length >= LONG_SHEET ? EVIDENCE.long : EVIDENCE.short;
  if (fit.evidence > limits.blind) signs.push("answers_disagree");
  const quality = signs.length > 0 ? "low" : fit.evidence > limits.some ? "fair" : "high";
  return { quality, signs, doubtful: quality === "high" ? [] : fit.doubtful.slice(0, DOUBTFUL_COUNT) };
}

function shareOfFastAnswers(answers: readonly TimedAnswer[]): number {
  const timed = answers.flatMap(({ tookMs }) => (tookMs === null ? [] : [tookMs]));
  return timed.length === 0 ? 0 : timed.filter((tookMs) => tookMs < FAST_MS).length / timed.length;
}

function longestRun(values: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (const [index, value] of values.entries()) {
    run = index > 0 && value === values[index - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The largest share of answers that equal the one a fixed number of places before. */
function strongestPeriod(values: readonly number[]): number {
  let strongest = 0;
  for (let period = 1; period <= LONGEST_PERIOD; period += 1) {
    let equal = 0;
    for (let index = period; index < values.length; index += 1) {
      if (values[index] === values[index - period]) equal += 1;
    }
    strongest = Math.max(strongest, equal / (values.length - period));
  }
  return strongest;
}

/** log p(answers | ticked blindly) − log p(answers | measurement model), and the answers that fit the model least. */
function evidenceOfBlindTicking(answers: readonly Answer[]): { evidence: number; doubtful: string[] } {
  const posterior = new TraitPosterior();
  let evidence = 0;
  const known = answers.flatMap(({ statementId, value }) => {
    const statement = findStatement(statementId);
    return statement === null
      ? []
      : [{ statementId, trait: traitIndexOf(statement), keyed: keyedValue(statement, value) }];
  });
  for (const { trait, keyed } of known) {
    const variance = posterior.predictiveVariance(trait);
    const innovation = posterior.observe(trait, keyed);
    evidence += logDensity(keyed - 0.5, BLIND_VARIANCE) - logDensity(innovation, variance);
  }
  const misfit = known.map(({ statementId, trait, keyed }) => ({
    statementId,
    distance: Math.abs(keyed - (posterior.mean[trait] ?? 0.5)),
  }));
  misfit.sort((a, b) => b.distance - a.distance || a.statementId.localeCompare(b.statementId));
  return { evidence, doubtful: misfit.map(({ statementId }) => statementId) };
}

function logDensity(deviation: number, variance: number): number {
  return -0.5 * (Math.log(variance) + deviation ** 2 / variance);
}
