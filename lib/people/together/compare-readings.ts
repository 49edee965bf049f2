import { TRAIT_SPREAD } from "@/lib/people/assessments/measurement";
import type { Reading } from "@/lib/people/together/read-traits";
import {
  GROUP_NAMES,
  GROUPS,
  type GroupName,
  MIN_KNOWN_TRAITS,
  soulmate2,
  TRAIT_COUNT,
  TRAITS,
  type TraitName,
} from "@/lib/scoring/model";
import { type PairInput, type PairScore, resonanceTerms, scaledSquares } from "@/lib/scoring/score-pair";
import { scoreRange } from "@/lib/scoring/score-range";

/** The model that pairs are compared by. Specification section 1b. */
export const PAIR_MODEL = soulmate2;

/** Compared with two people drawn at random. */
export type Level = "closer" | "like_most" | "further";

/** What two readings say of two people. The three numbers are kept and never shown. */
export interface Comparison {
  /** C_traits in [0, 1], and its 80 % interval. */
  readonly closeness: number;
  readonly closenessLow: number;
  readonly closenessHigh: number;
  readonly overall: Level;
  /** Null where the two have no known trait of the group in common. */
  readonly groups: Readonly<Record<GroupName, Level | null>>;
  /** The traits on which they are most alike, the most alike first, and those on which they differ most. */
  readonly closest: readonly TraitName[];
  readonly widest: readonly TraitName[];
  /** For conversation starters: more of either, at most two of a group. */
  readonly alike: readonly TraitName[];
  readonly different: readonly TraitName[];
}

/** How many traits are named to each side. */
const NAMED = 3;
/** How many conversation starters come from what the two share, and from where they differ: seven together. */
const ALIKE_STARTERS = 3;
const DIFFERENT_STARTERS = 4;
const MOST_OF_A_GROUP = 2;

/**
 * Mean squares, as a share of what two people drawn at random have, below and above which a pair is said to be closer or
 * further apart than most. A few traits vary more than 32, so all of them together are held to narrower bounds.
 */
const GROUP_BOUNDS = [0.65, 1.35] as const;
const OVERALL_BOUNDS = [0.85, 1.15] as const;

interface Gap {
  readonly trait: TraitName;
  readonly group: GroupName;
  readonly square: number;
  /** What the squared gap is between two people drawn at random, errors and blur included. */
  readonly usual: number;
}

/**
 * Compares two people by their readings: `soulmate-2`'s corrected distance and range, with the blur as part of the error,
 * and words. Symmetric in the two. Null where fewer than 16 traits are known in both.
 */
export function compareReadings(first: Reading, second: Reading): Comparison | null {
  const gaps = gapsBetween(first, second);
  if (gaps.length < MIN_KNOWN_TRAITS) return null;
  const noise = gaps.reduce((sum, { usual }) => sum + usual - STRANGERS, 0);
  const squares = gaps.reduce((sum, { square }) => sum + square, 0);
  // Readings may lie outside [0, 1], which scorePair refuses: its formulas by hand.
  const distance = Math.sqrt(scaledSquares(Math.max(0, squares - noise), gaps.length));
  const closeness = Math.exp(-distance);
  const ranked = gaps.toSorted((a, b) => a.square / a.usual - b.square / b.usual);
  const reversed = ranked.toReversed();
  const alike = spread(ranked, ALIKE_STARTERS, []);
  return {
    ...rangeOf(first, second, closeness, gaps.length),
    overall: levelOf(gaps, OVERALL_BOUNDS) ?? "like_most",
    groups: Object.fromEntries(
      GROUP_NAMES.map((group) => [
        group,
        levelOf(
          gaps.filter((gap) => gap.group === group),
          GROUP_BOUNDS,
        ),
      ]),
    ) as Record<GroupName, Level | null>,
    closest: ranked.slice(0, NAMED).map(({ trait }) => trait),
    widest: reversed.slice(0, NAMED).map(({ trait }) => trait),
    alike,
    different: spread(reversed, DIFFERENT_STARTERS, alike),
  };
}

/** The squared gap of two people's true traits, drawn at random. */
const STRANGERS = 2 * TRAIT_SPREAD ** 2;

function gapsBetween(first: Reading, second: Reading): Gap[] {
  return GROUP_NAMES.flatMap((group) =>
    GROUPS[group].flatMap((index) => {
      const [a, b] = [first.values[index] ?? null, second.values[index] ?? null];
      const trait = TRAITS[index];
      if (a === null || b === null || trait === undefined) return [];
      const error = (first.errors[index] ?? 0) ** 2 + (second.errors[index] ?? 0) ** 2;
      return [{ trait, group, square: (a - b) ** 2, usual: STRANGERS + error }];
    }),
  );
}

function rangeOf(first: Reading, second: Reading, closeness: number, known: number) {
  const input: PairInput = {
    traits1: first.values,
    traits2: second.values,
    standardErrors1: first.errors,
    standardErrors2: second.errors,
  };
  const resonance = resonanceTerms(PAIR_MODEL).compatibility;
  const total = PAIR_MODEL.gamma1 * closeness + PAIR_MODEL.gamma2 * resonance;
  const score: PairScore = {
    compatibilityScore: total,
    traitCompatibility: closeness,
    resonanceCompatibility: resonance,
    totalCompatibility: total,
    dimensionBreakdown: NO_ALIGNMENTS,
    traitCoverage: known / TRAIT_COUNT,
  };
  const { low, high } = scoreRange(PAIR_MODEL, input, score);
  const traitsOf = (value: number) => (value - PAIR_MODEL.gamma2 * resonance) / PAIR_MODEL.gamma1;
  return { closeness, closenessLow: traitsOf(low), closenessHigh: traitsOf(high) };
}

/** The range asks for the scores of a pair, and not for these. */
const NO_ALIGNMENTS = Object.fromEntries(GROUP_NAMES.map((group) => [group, null])) as Record<
  GroupName,
  null
>;

function levelOf(gaps: readonly Gap[], [near, far]: readonly [number, number]): Level | null {
  if (gaps.length === 0) return null;
  const share = gaps.reduce((sum, { square, usual }) => sum + square / usual, 0) / gaps.length;
  if (share < near) return "closer";
  return share > far ? "further" : "like_most";
}

/** The first of the ranked traits, but at most two of a group and none that is taken. */
function spread(ranked: readonly Gap[], count: number, taken: readonly TraitName[]): TraitName[] {
  const chosen: Gap[] = [];
  for (const gap of ranked) {
    if (chosen.length === count) break;
    if (taken.includes(gap.trait)) continue;
    if (chosen.filter(({ group }) => group === gap.group).length < MOST_OF_A_GROUP) chosen.push(gap);
  }
  return chosen.map(({ trait }) => trait);
}
