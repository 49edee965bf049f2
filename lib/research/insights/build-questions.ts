import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import { type Asked, SUBJECTS } from "@/lib/research/insights/question";
import { GROUP_NAMES } from "@/lib/scoring/model";

/** What is released of every edition when it is opened, without anyone asking. */
export interface BuildQuestion extends Asked {
  readonly epsilonMilli: EpsilonMilli;
}

const plain = { subject: null, dimensions: [], filters: {} } as const;

/** The groups of traits that the export tells of. */
export const EXPORTED_GROUPS: readonly string[] = GROUP_NAMES.filter((group) => SUBJECTS.includes(group));

/** What the export is made of: an epsilon of 1 in all. Specification section 9. */
export const BUILD_QUESTIONS: readonly BuildQuestion[] = [
  { ...plain, measure: "people", dimensions: ["age_band"], epsilonMilli: 150 },
  { ...plain, measure: "people", dimensions: ["region"], epsilonMilli: 150 },
  { ...plain, measure: "compatibility_distribution", epsilonMilli: 250 },
  { ...plain, measure: "compatibility_average", epsilonMilli: 150 },
  ...EXPORTED_GROUPS.map(
    (subject): BuildQuestion => ({ ...plain, measure: "trait_average", subject, epsilonMilli: 50 }),
  ),
];

export const BUILD_MILLI = BUILD_QUESTIONS.reduce((sum, { epsilonMilli }) => sum + epsilonMilli, 0);
