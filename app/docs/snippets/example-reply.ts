import { scoreOf } from "@/lib/partners/compatibility/calculate-compatibility";
import { rankingOf } from "@/lib/partners/compatibility/rank-candidates";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { type Batch, type Compatibility, Ranking } from "@/lib/partners/compatibility/schemas";
import type { Model } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";
import { literal } from "./literal";

/** What differs from call to call, as examples show it. */
export const EXAMPLE_STAMP = {
  timestamp: "2026-01-31T12:00:00.000Z",
  request_id: "01990000-0000-7000-8000-000000000000",
} as const;

/** The first two sandbox people, as a calculation takes them. */
export function examplePair() {
  const [first, second] = sandboxPeople();
  if (first === undefined || second === undefined) throw new Error("There are no sandbox people.");
  return { person1: { traits: [...first.traits] }, person2: { traits: [...second.traits] } };
}

/** What the first two sandbox people score, computed by the code that answers. */
export function exampleScore(explain = false): Compatibility {
  return { ...scoreOf(defaultModel(), { ...examplePair(), explain }), ...EXAMPLE_STAMP };
}

export function exampleBatch(): Batch {
  const { timestamp: _timestamp, request_id: _request, ...score } = exampleScore();
  return {
    results: [{ ok: true, ...score }],
    total_pairs: 1,
    scored_pairs: 1,
    failed_pairs: 0,
    dry_run: false,
    billable_units: 0,
    price_micro_usd: 0,
    model_version: score.model_version,
    ...EXAMPLE_STAMP,
  };
}

/** The person that examples rank others for, and who those are: sandbox people. */
export function exampleRanked() {
  const [first, ...others] = sandboxPeople();
  if (first === undefined) throw new Error("There are no sandbox people.");
  return {
    person: { traits: [...first.traits] },
    candidates: others.slice(0, 3).map(({ id, traits }) => ({ id, traits: [...traits] })),
    limit: 2,
  };
}

export function exampleRanking(): Ranking {
  const model = defaultModel();
  // Only what the reply names, as `serve` leaves it.
  return Ranking.parse({
    ...rankingOf(model, exampleRanked()),
    billable_units: 0,
    price_micro_usd: 0,
    model_version: model.version,
    ...EXAMPLE_STAMP,
  });
}

function defaultModel(): Model {
  const model = getModel(DEFAULT_MODEL_VERSION);
  if (model === undefined) throw new Error(`The model ${DEFAULT_MODEL_VERSION} is not in the registry.`);
  return model;
}

export function scoredExample(): string {
  return literal(exampleScore());
}
