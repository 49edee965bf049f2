import { PAIR_MODEL } from "@/lib/people/together/compare-readings";
import { resonanceTerms } from "@/lib/scoring/score-pair";

/** Scores are shown in bands this wide. Specification section 7. */
export const BAND = 0.05;
const BANDS = Math.round(1 / BAND);

/** In whole points of 100, all multiples of five. */
export interface ScoreBands {
  readonly low: number;
  readonly high: number;
  /** Where the score most likely lies, to the next band outwards. */
  readonly rangeLow: number;
  readonly rangeHigh: number;
}

/**
 * What is shown of a score: the band it lies in and its 80 % range, rounded outwards to bands. `resonance` is empty
 * before a check-in.
 */
export function scoreBands(
  { closeness, closenessLow, closenessHigh }: Closeness,
  resonance: readonly number[],
): ScoreBands {
  const band = bandsAt(resonance);
  const points = pointsOfBand;
  const at = band(closeness);
  return {
    low: points(at),
    high: points(at + 1),
    rangeLow: points(Math.min(at, band(closenessLow))),
    rangeHigh: points(Math.max(at, band(closenessHigh)) + 1),
  };
}

/** The lower end of a band in whole points of 100, by its number. */
export function pointsOfBand(band: number): number {
  return Math.round(band * BAND * 100);
}

/** The number of the band in which the score for a closeness lies, for two people with this resonance. */
export function bandsAt(resonance: readonly number[]): (closeness: number) => number {
  const { compatibility } = resonanceTerms(PAIR_MODEL, resonance.length === 0 ? null : resonance);
  return (closeness) =>
    Math.min(
      BANDS - 1,
      Math.floor((PAIR_MODEL.gamma1 * closeness + PAIR_MODEL.gamma2 * compatibility) / BAND + 1e-9),
    );
}

interface Closeness {
  readonly closeness: number;
  readonly closenessLow: number;
  readonly closenessHigh: number;
}
