import type { Norms } from "@/lib/people/results/get-result";

type Reference = Pick<Norms, "form" | "people" | "syntheticPeople">;

/** Whom a percentile compares with, after "higher than 62% of". People who do not exist are called so. */
export function comparedWith({ people, syntheticPeople }: Reference): string {
  if (syntheticPeople === 0) return `${people} people`;
  if (syntheticPeople === people) return `${people} invented people`;
  return `${people} people, ${syntheticPeople} of them invented`;
}

/** What the percentiles of a result rest on, in whole sentences. */
export function normsNote(norms: Reference & Pick<Norms, "date">): string {
  const { form, people, syntheticPeople } = norms;
  const date = norms.date.toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" });
  const took = `the ${form} form`;
  if (syntheticPeople === 0) {
    return `Percentages compare you with ${people} people who took ${took} and agreed to count, as of ${date}.`;
  }
  if (syntheticPeople === people) {
    return `This is a demo. Percentages come from ${people} invented people of this demo, each with answers to ${took} drawn by chance. They say nothing about where you stand among real people.`;
  }
  return `This is a demo. Percentages compare you with ${people} people who took ${took}. ${syntheticPeople} of them are invented, with answers drawn by chance.`;
}
