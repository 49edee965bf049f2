import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import type { Result } from "@/lib/people/results/present-result";
import { TRAITS } from "@/lib/scoring/model";

/** Whether a result says anything about intimacy, so that there is something to ask. */
export function asksIntimacyOf(result: Pick<Result, "traits"> | undefined): boolean {
  return TRAITS.some(
    (trait, index) => INTIMACY_TRAITS.has(trait) && (result?.traits[index] ?? null) !== null,
  );
}
