import type {
  CalculateCompatibility,
  Compatibility,
  Explanation,
  PairScore,
} from "@/lib/partners/compatibility/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { astrologyScore } from "@/lib/scoring/astrology";
import { explainPair, type TraitDifference } from "@/lib/scoring/explain-pair";
import type { Model } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";
import { numerologyScore } from "@/lib/scoring/numerology";
import { type PopulationReference, populationPercentile } from "@/lib/scoring/population-percentile";
import { scorePair } from "@/lib/scoring/score-pair";
import { scoreRange } from "@/lib/scoring/score-range";

/**
 * Scores one pair with the model that the call asks for, that the key pins, or that is the default, in this order.
 * Reads and writes nothing. Throws Invalid for standard errors that the model does not take.
 */
export function calculateCompatibility(
  ctx: PartnerContext & { pinnedModel: string | null },
  input: CalculateCompatibility,
): Compatibility {
  assertPermitted(ctx, "compatibility:calculate");
  const model = modelFor(input.model_version ?? ctx.pinnedModel);
  const errors = modelErrors(model, input);
  if (errors.length > 0) throw invalidInput(errors);
  return {
    ...scoreOf(model, input),
    timestamp: ctx.clock.now().toISOString(),
    request_id: ctx.requestId,
  };
}

/** The model a call is answered with. Published models are never removed, so a pinned one is always there. */
export function modelFor(asked: string | null): Model {
  const version = asked ?? DEFAULT_MODEL_VERSION;
  const model = getModel(version);
  if (model === undefined) throw new Error(`The model ${version} is not in the registry.`);
  return model;
}

/** Why standard errors are refused by a model that takes traits as exact. */
export function unusedErrorsMessage(model: Model): string {
  return `Is not used by ${model.version}. Ask for soulmate-2 with model_version, or leave it out.`;
}

/** What of a checked pair the model cannot take. It depends on the key, so the schema cannot know. */
export function modelErrors(model: Model, { person1, person2 }: CalculateCompatibility): FieldError[] {
  if (model.correctsForError === true) return [];
  const message = unusedErrorsMessage(model);
  const given = { person1, person2 };
  return Object.entries(given).flatMap(([name, person]) =>
    person.standard_errors == null ? [] : [{ path: `${name}.standard_errors`, message }],
  );
}

/**
 * The score of a checked pair, as it stands in replies. `reference` is the population that its percentile is taken
 * from, where there is one.
 */
export function scoreOf(
  model: Model,
  input: CalculateCompatibility,
  reference: PopulationReference | null = null,
): PairScore {
  const pair = {
    traits1: input.person1.traits,
    traits2: input.person2.traits,
    resonance: input.resonance,
    feasibility: input.feasibility,
    standardErrors1: input.person1.standard_errors,
    standardErrors2: input.person2.standard_errors,
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
    ...(model.correctsForError === true
      ? {
          score_range: scoreRange(model, pair, score),
          population_percentile:
            reference === null ? null : populationPercentile(reference, score.traitCompatibility),
          population_reference:
            reference === null
              ? null
              : { name: reference.name, people: reference.people, date: reference.date },
        }
      : {}),
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
      ...(model.correctsForError === true ? { squared_error: derivation.squaredError } : {}),
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
