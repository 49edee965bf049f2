import {
  GROUP_NAMES,
  GROUPS,
  type GroupName,
  type Model,
  TRAIT_COUNT,
  TRAITS,
  type TraitName,
} from "./model";
import {
  feasibilityOrFull,
  type PairInput,
  type PairScore,
  resonanceTerms,
  scorePair,
  squaredError,
} from "./score-pair";
import { type ScoreRange, scoreRange } from "./score-range";

/** How many traits are named as closest and as widest. */
const NAMED_TRAITS = 5;

export interface TraitDifference {
  trait: TraitName;
  group: GroupName;
  value1: number;
  value2: number;
  /** |value1 - value2|. */
  difference: number;
  /** Its part of the pair's D^2; all shares sum to 1, and are 0 where D is 0. */
  squaredDistanceShare: number;
}

export interface GroupContribution {
  group: GroupName;
  /** As in `PairScore.dimensionBreakdown`. */
  alignment: number | null;
  /** Traits of the group known in both. */
  knownTraits: number;
  /** The group's part of the pair's D^2. */
  squaredDistanceShare: number;
}

/** One addend of C_total: contribution = weight * value. */
export interface ScoreTerm {
  weight: number;
  value: number;
  contribution: number;
}

/** Everything needed to re-derive the score by hand, in the order the formula is read. */
export interface Derivation {
  /** Sum of alpha * difference^2 over the traits known in both, before scaling. */
  rawSquaredDistance: number;
  knownTraits: number;
  /** 32 / knownTraits. */
  scale: number;
  /** What measurement error adds to rawSquaredDistance; 0 under a model that takes traits as exact. */
  squaredError: number;
  /** D = sqrt(max(0, rawSquaredDistance - squaredError) * scale); C_traits = exp(-D). */
  distance: number;
  /** C_traits with gamma1. */
  traits: ScoreTerm;
  /** Mean of the resonance metrics with beta1, inside C_res. */
  resonanceMean: ScoreTerm;
  /** clamp01(1 - variance) of the resonance metrics with beta2, inside C_res. */
  resonanceEvenness: ScoreTerm;
  resonanceVariance: number;
  /** C_res with gamma2. */
  resonance: ScoreTerm;
  totalCompatibility: number;
  feasibility: number;
  /** feasibility * totalCompatibility. */
  compatibilityScore: number;
}

export interface PairExplanation {
  modelVersion: string;
  /** One sentence in plain English; describes differences, never a person. */
  summary: string;
  score: PairScore;
  /** Under a model that corrects for error, else null. */
  range: ScoreRange | null;
  derivation: Derivation;
  /** Every trait known in both, in the order of TRAITS. */
  traits: TraitDifference[];
  /** Traits left out because one or both did not give them. */
  unknownTraits: TraitName[];
  /** Smallest differences first; ties in the order of TRAITS. */
  closestTraits: TraitDifference[];
  /** Largest differences first; ties in the order of TRAITS. */
  widestTraits: TraitDifference[];
  groups: GroupContribution[];
}

/**
 * Says why a pair scores what it does: takes what `scorePair` takes and throws what it throws. "Closest" and
 * "widest" go by |a - b|; shares go by the weighted squares that make up D^2 (specification section 1).
 */
export function explainPair(model: Model, input: PairInput): PairExplanation {
  const score = scorePair(model, input);
  const traits: TraitDifference[] = [];
  const unknownTraits: TraitName[] = [];
  const squares: number[] = [];
  for (const group of GROUP_NAMES) {
    for (const k of GROUPS[group]) {
      const trait = TRAITS[k];
      if (trait === undefined) continue;
      const value1 = input.traits1[k];
      const value2 = input.traits2[k];
      if (value1 == null || value2 == null) {
        unknownTraits.push(trait);
        continue;
      }
      const difference = Math.abs(value1 - value2);
      traits.push({ trait, group, value1, value2, difference, squaredDistanceShare: 0 });
      squares.push(difference * difference * (model.alpha[k] ?? 0));
    }
  }
  const rawSquaredDistance = squares.reduce((sum, square) => sum + square, 0);
  traits.forEach((entry, index) => {
    if (rawSquaredDistance > 0) entry.squaredDistanceShare = (squares[index] ?? 0) / rawSquaredDistance;
  });

  // Array.prototype.sort is stable, so equal differences stay in the order of TRAITS both ways.
  const closestTraits = traits.toSorted((x, y) => x.difference - y.difference).slice(0, NAMED_TRAITS);
  const widestTraits = traits.toSorted((x, y) => y.difference - x.difference).slice(0, NAMED_TRAITS);
  const range = model.correctsForError === true ? scoreRange(model, input, score) : null;
  const derivation = derive(model, input, score, rawSquaredDistance, traits.length);
  return {
    modelVersion: model.version,
    summary: summarise(score, range, closestTraits, widestTraits),
    score,
    range,
    derivation,
    traits,
    unknownTraits,
    closestTraits,
    widestTraits,
    groups: GROUP_NAMES.map((group) => {
      const members = traits.filter((entry) => entry.group === group);
      return {
        group,
        alignment: score.dimensionBreakdown[group],
        knownTraits: members.length,
        squaredDistanceShare: members.reduce((sum, entry) => sum + entry.squaredDistanceShare, 0),
      };
    }),
  };
}

function derive(
  model: Model,
  input: PairInput,
  score: PairScore,
  rawSquaredDistance: number,
  knownTraits: number,
): Derivation {
  const terms = resonanceTerms(model, input.resonance);
  const scale = TRAIT_COUNT / knownTraits;
  const { traits1, traits2, standardErrors1, standardErrors2 } = input;
  const noise = squaredError(model, traits1, traits2, standardErrors1, standardErrors2);
  return {
    rawSquaredDistance,
    squaredError: noise,
    knownTraits,
    scale,
    distance: Math.sqrt(Math.max(0, rawSquaredDistance - noise) * scale),
    traits: term(model.gamma1, score.traitCompatibility),
    resonanceMean: term(model.beta1, terms.mean),
    resonanceEvenness: term(model.beta2, terms.evenness),
    resonanceVariance: terms.variance,
    resonance: term(model.gamma2, score.resonanceCompatibility),
    totalCompatibility: score.totalCompatibility,
    feasibility: feasibilityOrFull(input.feasibility),
    compatibilityScore: score.compatibilityScore,
  };
}

function term(weight: number, value: number): ScoreTerm {
  return { weight, value, contribution: weight * value };
}

function summarise(
  score: PairScore,
  range: ScoreRange | null,
  closest: TraitDifference[],
  widest: TraitDifference[],
): string {
  const own = Math.round(score.compatibilityScore * 100);
  const [low, high] = [range?.low ?? 0, range?.high ?? 0].map((end) => Math.round(end * 100));
  const likely = range === null || low === high ? "" : ` (likely ${low} to ${high})`;
  const points = `This pair scores ${own} out of 100${likely}`;
  const known = Math.round(score.traitCoverage * TRAIT_COUNT);
  const basis = known < TRAIT_COUNT ? ` on the ${known} traits both gave` : "";
  const least = closest[0]?.difference ?? 0;
  const most = widest[0]?.difference ?? 0;
  if (most === 0) return `${points}${basis}: their answers are the same on every trait.`;
  if (least === most) return `${points}${basis}: their answers are equally far apart on every trait.`;
  return `${points}${basis}: their answers are closest on ${named(closest)} and furthest apart on ${named(widest)}.`;
}

function named(traits: TraitDifference[]): string {
  return traits
    .slice(0, 2)
    .map((entry) => entry.trait.replaceAll("_", " "))
    .join(" and ");
}
