import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import { endingOf } from "@/lib/people/quest/walk-story";
import type { Result } from "@/lib/people/results/present-result";
import { standingOut } from "@/lib/people/results/standing-out";
import { levelOf } from "@/lib/people/results/trait-words";
import { type ChooseOfResult, PLAIN_GROUPS, type SharedResult } from "@/lib/people/sharing/schemas";
import { GROUP_NAMES, GROUPS, type GroupName, TRAITS } from "@/lib/scoring/model";

/** Of a normal distribution, what an 80 % interval reaches to each side. */
const EIGHTY = 1.2816;

/** Whether a result says anything about intimacy that could be shown. */
export function knowsIntimacy({ traits }: Pick<Result, "traits">): boolean {
  return TRAITS.some((trait, index) => INTIMACY_TRAITS.has(trait) && (traits[index] ?? null) !== null);
}

/**
 * What a link, a picture or a file shows of a result: words alone, or bars in points of 100 as its owner sees them. Unless
 * intimacy was chosen everything is worked out as if nothing were known of it, so that nothing can be concluded either.
 */
export function sharedResult(
  result: Result,
  choice: Omit<ChooseOfResult, "name" | "result_id">,
): SharedResult {
  const traits = result.traits.map((value, index) => {
    const trait = TRAITS[index];
    return trait !== undefined && INTIMACY_TRAITS.has(trait) && !choice.intimacy ? null : value;
  });
  return {
    kind: "result",
    made_at: result.createdAt.toISOString(),
    source: result.source,
    model_version: result.modelVersion,
    ending: result.source === "quest" ? endingWords(traits) : null,
    highlights: standingOut({ traits, standardErrors: result.standardErrors }).map(({ trait, value }) => ({
      trait,
      level: levelOf(value),
    })),
    groups: groupsOf(choice).flatMap((group) => {
      const known = GROUPS[group].flatMap((index) => {
        const [trait, value] = [TRAITS[index], traits[index] ?? null];
        if (trait === undefined || value === null) return [];
        const error = result.standardErrors[index] ?? 0;
        return [{ trait, level: levelOf(value), bar: choice.shows === "all" ? barOf(value, error) : null }];
      });
      return known.length === 0 ? [] : [{ group, traits: known }];
    }),
  };
}

function groupsOf(choice: Omit<ChooseOfResult, "name" | "result_id">): readonly GroupName[] {
  if (choice.shows === "headline") return [];
  const plain = PLAIN_GROUPS.filter((group) => choice.shows === "all" || choice[group]);
  return GROUP_NAMES.filter((group) => (group === "sexual" ? choice.intimacy : plain.includes(group)));
}

function endingWords(traits: readonly (number | null)[]): { title: string; text: string } {
  const { title, text } = endingOf(traits);
  return { title, text };
}

function barOf(value: number, error: number): { at: number; low: number; high: number } {
  const points = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 100);
  return { at: points(value), low: points(value - EIGHTY * error), high: points(value + EIGHTY * error) };
}
