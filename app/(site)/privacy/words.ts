import type { ConsentName } from "@/lib/platform/purposes";

/** A day in words, in UTC. */
export function dayOf(at: Date): string {
  return at.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
}

/** A moment in words, in UTC. */
export function momentOf(at: Date): string {
  return `${at.toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}

/** Where a consent was given, in words. */
export const PLACE_WORDS: Readonly<Record<string, string>> = {
  assessment: "in the assessment",
  quest: "in the story",
  results: "on your results",
  privacy: "on this page",
};

/** Consents that are asked for where they are needed, and only taken back here. */
export const ASKED_ELSEWHERE: Readonly<Partial<Record<ConsentName, string>>> = {
  intimacy: "We ask you in the assessment and in the story, before the statements about it.",
  seeks: "We ask you when you say whom you would like to meet.",
};
