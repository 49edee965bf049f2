import { levelOf } from "@/lib/people/results/trait-words";
import { TRAITS, type TraitName } from "@/lib/scoring/model";

const MOST = 3;

interface Measured {
  readonly traits: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
}

/** What stands out of a result: the traits furthest from the middle by more than their own error, three at most. */
export function standingOut({ traits, standardErrors }: Measured): { trait: TraitName; value: number }[] {
  return TRAITS.flatMap((trait, index) => {
    const value = traits[index] ?? null;
    const error = standardErrors[index] ?? null;
    if (value === null || error === null) return [];
    return [{ trait, value, clear: (Math.abs(value - 0.5) - error) / (error + 0.05) }];
  })
    .sort((a, b) => b.clear - a.clear)
    .slice(0, MOST)
    .filter(({ value }) => levelOf(value) !== "middle")
    .map(({ trait, value }) => ({ trait, value }));
}
