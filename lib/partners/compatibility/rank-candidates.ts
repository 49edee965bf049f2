import { modelFor, scoreOf, unusedErrorsMessage } from "@/lib/partners/compatibility/calculate-compatibility";
import type { RankCandidates, Ranking } from "@/lib/partners/compatibility/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { type Model, TRAIT_COUNT, type Traits } from "@/lib/scoring/model";
import { oneAgainstMany } from "@/lib/scoring/one-against-many";
import { TraitMatrix } from "@/lib/scoring/trait-matrix";

/**
 * Ranks up to 1,000 candidates by how well they fit one person, with neutral resonance and full feasibility. Candidates
 * that have too few traits in common with the person come back apart, and only scored ones are billed. Reads and writes
 * nothing. Throws Invalid for standard errors that the model does not take.
 */
export function rankCandidates(
  ctx: PartnerContext & { pinnedModel: string | null },
  { model_version, ...input }: RankCandidates,
): Ranking {
  assertPermitted(ctx, "compatibility:calculate");
  const model = modelFor(model_version ?? ctx.pinnedModel);
  const errors = unusedErrors(model, input);
  if (errors.length > 0) throw invalidInput(errors);
  const ranking = rankingOf(model, input);
  const billable = ctx.mode === "live" ? ranking.scored_pairs : 0;
  return {
    ...ranking,
    billable_units: billable,
    price_micro_usd: billable * UNIT_PRICE_MICRO_USD,
    model_version: model.version,
    timestamp: ctx.clock.now().toISOString(),
    request_id: ctx.requestId,
  };
}

/**
 * The ranking of checked candidates. The kernel scores them all; those that come back are scored once more one by one,
 * so that a ranking says the same as a single calculation.
 */
export function rankingOf(
  model: Model,
  { person, candidates, limit }: Omit<RankCandidates, "model_version">,
): Pick<Ranking, "results" | "unscored" | "total_candidates" | "scored_pairs"> {
  const corrects = model.correctsForError === true;
  const matrix = new TraitMatrix(
    model,
    candidates.map(({ traits }) => traits),
    corrects ? candidates.map(({ standard_errors }) => standard_errors) : null,
  );
  const scores = oneAgainstMany(matrix, person.traits, {
    standardErrors: corrects ? person.standard_errors : null,
  });
  const scored = candidates.flatMap((candidate, index) => {
    const score = scores[index] ?? Number.NaN;
    return Number.isNaN(score) ? [] : [{ candidate, score }];
  });
  // A stable sort: what is equal stays in the order it came.
  scored.sort((a, b) => b.score - a.score);
  const best = scored
    .slice(0, limit ?? scored.length)
    .map(({ candidate: { id, traits, standard_errors } }) => ({
      id,
      ...scoreOf(model, { person1: person, person2: { traits, standard_errors } }),
    }));
  return {
    results: withRanks(best),
    unscored: candidates.flatMap(({ id, traits }, index) =>
      Number.isNaN(scores[index]) ? [{ id, trait_coverage: coverage(person.traits, traits) }] : [],
    ),
    total_candidates: candidates.length,
    scored_pairs: scored.length,
  };
}

/** Scores of the kernel and of a single calculation may differ in the last digits: these are told as equal. */
const SAME_SCORE = 1e-12;

function withRanks<T extends { compatibility_score: number }>(best: readonly T[]): (T & { rank: number })[] {
  let rank = 1;
  let leader = Number.POSITIVE_INFINITY;
  return best.map((one, index) => {
    if (leader - one.compatibility_score > SAME_SCORE) {
      rank = index + 1;
      leader = one.compatibility_score;
    }
    return { ...one, rank };
  });
}

function coverage(one: Traits, other: Traits): number {
  return one.filter((trait, index) => trait !== null && (other[index] ?? null) !== null).length / TRAIT_COUNT;
}

function unusedErrors(
  model: Model,
  { person, candidates }: Pick<RankCandidates, "person" | "candidates">,
): FieldError[] {
  if (model.correctsForError === true) return [];
  const given = [
    { path: "person", standard_errors: person.standard_errors },
    ...candidates.map(({ standard_errors }, index) => ({ path: `candidates[${index}]`, standard_errors })),
  ];
  return given.flatMap(({ path, standard_errors }) =>
    standard_errors == null ? [] : [{ path: `${path}.standard_errors`, message: unusedErrorsMessage(model) }],
  );
}
