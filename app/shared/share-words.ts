import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import type { OpenShare } from "@/lib/people/sharing/find-share";
import type { Depth, Lifetime } from "@/lib/people/sharing/schemas";
import type { GroupName } from "@/lib/scoring/model";

const PAIR_WORDS = {
  closer: "more alike than most pairs",
  like_most: "about as alike as most pairs",
  further: "more different than most pairs",
} as const;

/** The same in a sentence, for readers of a link's preview. */
export function descriptionOf({ content }: Pick<OpenShare, "content">): string {
  if (content.kind === "report") {
    const { bands, overall } = content;
    return `${capitalised(PAIR_WORDS[overall])}: between ${bands.low} and ${bands.high} of 100.`;
  }
  if (content.ending !== null) return `${content.ending.title}. ${content.ending.text}`;
  const names = content.highlights.map(({ trait }) => TRAIT_WORDS[trait].name);
  return names.length === 0 ? "A little of everything." : `What stands out: ${names.join(", ")}.`;
}

export const pairWords = (overall: keyof typeof PAIR_WORDS) => PAIR_WORDS[overall];

export const capitalised = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

export const RESULT_DEPTHS: Record<Depth, { label: string; hint: string }> = {
  headline: { label: "Just the headline", hint: "What stands out, in words. No numbers." },
  groups: { label: "Some parts, in words", hint: "You choose which. Traits in words, no numbers." },
  all: { label: "Everything", hint: "Every trait with its bar and its range." },
};

export const REPORT_DEPTHS: Record<Depth, { label: string; hint: string }> = {
  headline: { label: "Just the headline", hint: "How alike you are, and your score in its band." },
  groups: {
    label: "The headline and side by side",
    hint: "The same, and how close you are in each part of life.",
  },
  all: { label: "The whole report", hint: "The same, and the traits and conversation starters it names." },
};

export const LIFETIME_WORDS: Record<Lifetime, string> = {
  "1": "1 day",
  "7": "7 days",
  "30": "30 days",
  "90": "90 days",
  never: "Until I revoke it",
};

/** What a link shows, in a line of a list. */
export function showsLine(depth: Depth, groups: readonly GroupName[], kind: "result" | "report"): string {
  if (depth === "headline") return "The headline";
  if (kind === "report") return depth === "groups" ? "The headline and side by side" : "The whole report";
  if (depth === "all") return `Everything, with bars${groups.includes("sexual") ? ", intimacy too" : ""}`;
  return `In words: ${groups.map((group) => GROUP_TITLES[group]).join(", ")}`;
}
