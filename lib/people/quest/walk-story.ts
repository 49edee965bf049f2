import { ENDINGS, type Ending, type Scene, STAGES, STEP } from "@/lib/people/quest/story";
import { TRAIT_COUNT, TRAITS, type TraitName } from "@/lib/scoring/model";

/** What somebody chose, by scene: 0 to 3. */
export type Choices = Readonly<Record<string, number>>;

/**
 * The standard error of a trait from the story: measured on simulated players (quest.test.ts holds that it covers
 * each of them). The long assessment has .16 and the short one .23.
 */
export const QUEST_ERROR = 0.28;

const TRAIT_INDEX = new Map<TraitName, number>(TRAITS.map((trait, index) => [trait, index]));

export interface Walk {
  /** The scenes that were answered, in order. */
  readonly answered: readonly Scene[];
  /** The scene that is open; null at the end. */
  readonly next: Scene | null;
  /** How many scenes the way has, with those to come. */
  readonly length: number;
}

/** The way that choices lead through the story. Choices of scenes that are not on it count for nothing. */
export function walk(choices: Choices, withIntimacy: boolean): Walk {
  const answered: Scene[] = [];
  const marks = new Set<string>();
  let next: Scene | null = null;
  let length = 0;
  for (const stage of STAGES) {
    const scene = stage.find(
      ({ after, intimate }) => (after === undefined || marks.has(after)) && (!intimate || withIntimacy),
    );
    // A stage whose variants wait for a choice that is still to come has one of them; intimacy may have none.
    if (scene === undefined) {
      if (next !== null && stage.some(({ intimate }) => !intimate)) length += 1;
      continue;
    }
    length += 1;
    if (next !== null) continue;
    const choice = scene.choices[choices[scene.id] ?? -1];
    if (choice === undefined) {
      next = scene;
      continue;
    }
    answered.push(scene);
    if (choice.marks !== undefined) marks.add(choice.marks);
  }
  return { answered, next, length };
}

export interface QuestTraits {
  /** 32 traits in [0, 1]; null where the story did not touch them. */
  readonly traits: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
}

/** The traits of a finished way: half, and a step up or down for each choice that moves them. */
export function traitsOf(choices: Choices, withIntimacy: boolean): QuestTraits {
  const traits = new Array<number | null>(TRAIT_COUNT).fill(null);
  for (const scene of walk(choices, withIntimacy).answered) {
    const choice = scene.choices[choices[scene.id] ?? -1];
    if (choice === undefined) continue;
    for (const [names, step] of [
      [choice.up, STEP],
      [choice.down, -STEP],
    ] as const) {
      for (const name of names) {
        const index = TRAIT_INDEX.get(name) ?? 0;
        traits[index] = (traits[index] ?? 0.5) + step;
      }
    }
  }
  return {
    traits: traits.map((trait) => (trait === null ? null : Math.round(trait * 1_000) / 1_000)),
    standardErrors: traits.map((trait) => (trait === null ? null : QUEST_ERROR)),
  };
}

/** How the story ends for somebody with these traits. */
export function endingOf(traits: readonly (number | null)[]): Ending {
  const height = ({ traits: names }: Ending) => {
    const values = names.map((name) => traits[TRAIT_INDEX.get(name) ?? 0] ?? 0.5);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return ENDINGS.reduce((best, ending) => (height(ending) > height(best) + 1e-9 ? ending : best));
}
