import type {
  CalculateCompatibility,
  Compatibility,
  Explanation,
  PairScore,
} from "@/lib/compatibility/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { astrologyScore } from "@/lib/scoring/astrology";
import { explainPair, type TraitDifference } from "@/lib/scoring/explain-pair";
import type { Model } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";
import { numerologyScore } from "@/lib/scoring/numerology";
import { scorePair } from "@/lib/scoring/score-pair";

/** Scores one pair with the model that the key pins, or else the newest. Reads and writes nothing. */
export function calculateCompatibility(
  ctx: PartnerContext & { pinnedModel: string | null },
  input: CalculateCompatibility,
): Compatibility {
  assertPermitted(ctx, "compatibility:calculate");
  return {
    ...scoreOf(modelFor(ctx.pinnedModel), input),
    timestamp: ctx.clock.now().toISOString(),
    request_id: ctx.requestId,
  };
}

/** The model a call is answered with. Published models are never removed, so a pinned one is always there. */
export function modelFor(pinned: string | null): Model {
  const version = pinned ?? DEFAULT_MODEL_VERSION;
  const model = getModel(version);
  if (model === undefined) throw new Error(`The model ${version} is not in the registry.`);
  return model;
}

/** The score of a checked pair, as it stands in replies. */
export function scoreOf(model: Model, input: CalculateCompatibility): PairScore {
  const pair = {
    traits1: input.person1.traits,
    traits2: input.person2.traits,
    resonance: input.resonance,
    feasibility: input.feasibility,
  };
  const score = scorePair(model, pair);
  const { birthdate1, birthdate2 } = input;
  const dated = birthdate1 !== undefined && birthdate2 !== undefined;
  return {
    compatibility_score: score.compatibilityScore,
    trait_compatibility: score.traitCompatibility,
    resonance_compatibility: score.resonanceCompatibility,
    total_compatibility: score.totalCompatibility,
    dimension_breakdown: score.dimensionBreakdown,
    numerology_score:
      dated && input.include_numerology === true ? numerologyScore(birthdate1, birthdate2) : null,
    astrology_score:
      dated && input.include_astrology === true ? astrologyScore(birthdate1, birthdate2) : null,
    trait_coverage: score.traitCoverage,
    model_version: model.version,
    ...(input.explain === true ? { explanation: explanationOf(model, pair) } : {}),
  };
}

function explanationOf(model: Model, pair: Parameters<typeof explainPair>[1]): Explanation {
  const explained = explainPair(model, pair);
  const { derivation } = explained;
  return {
    summary: explained.summary,
    closest_traits: explained.closestTraits.map(difference),
    widest_traits: explained.widestTraits.map(difference),
    unknown_traits: explained.unknownTraits,
    groups: explained.groups.map((group) => ({
      group: group.group,
      alignment: group.alignment,
      known_traits: group.knownTraits,
      squared_distance_share: group.squaredDistanceShare,
    })),
    derivation: {
      known_traits: derivation.knownTraits,
      raw_squared_distance: derivation.rawSquaredDistance,
      scale: derivation.scale,
      distance: derivation.distance,
      traits: derivation.traits,
      resonance_mean: derivation.resonanceMean,
      resonance_evenness: derivation.resonanceEvenness,
      resonance: derivation.resonance,
      total_compatibility: derivation.totalCompatibility,
      feasibility: derivation.feasibility,
      compatibility_score: derivation.compatibilityScore,
    },
  };
}

function difference(trait: TraitDifference) {
  return {
    trait: trait.trait,
    group: trait.group,
    value1: trait.value1,
    value2: trait.value2,
    difference: trait.difference,
    squared_distance_share: trait.squaredDistanceShare,
  };
}
