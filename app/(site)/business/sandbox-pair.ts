import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import type { SandboxPerson } from "@/lib/partners/compatibility/schemas";
import { explainPair, type PairExplanation } from "@/lib/scoring/explain-pair";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";
import { scorePair } from "@/lib/scoring/score-pair";

/** What a page is given of its query: a parameter may be missing, or given more than once. */
export type Query = Record<string, string | string[] | undefined>;

export interface Pair {
  first: SandboxPerson;
  second: SandboxPerson;
}

export interface ComparedPair extends Pair {
  /** What of the request could not be honoured, in words for people. */
  notes: string[];
  explanation: PairExplanation;
  /** How many of the other pairs score lower; null for a person with themselves. */
  lowerPairs: number | null;
}

export interface Standings {
  /** All scores of two different people, ascending. */
  scores: Float64Array;
  best: Pair;
  lowest: Pair;
}

/** The pair that is shown when none is asked for. */
const SHOWN_FIRST = { a: "Marta", b: "Omar" } as const;

function model() {
  const current = getModel(DEFAULT_MODEL_VERSION);
  if (current === undefined) throw new Error(`The model ${DEFAULT_MODEL_VERSION} is not in the registry.`);
  return current;
}

let known: Standings | undefined;

/** Scores every two of the fifty sandbox people, once a process: 1,225 pairs take some milliseconds. */
export function standings(): Standings {
  known ??= scoreEveryone();
  return known;
}

function scoreEveryone(): Standings {
  const people = sandboxPeople();
  const pairs = people.flatMap((first, at) =>
    people.slice(at + 1).map((second) => ({
      first,
      second,
      score: scorePair(model(), { traits1: first.traits, traits2: second.traits }).compatibilityScore,
    })),
  );
  pairs.sort((x, y) => x.score - y.score);
  const lowest = pairs[0];
  const best = pairs.at(-1);
  if (lowest === undefined || best === undefined) throw new Error("There are no sandbox people.");
  return { scores: Float64Array.from(pairs, (pair) => pair.score), best, lowest };
}

/** Compares the two sandbox people that `?a=…&b=…` names; who is not there is replaced, with a note that says so. */
export function comparePair(query: Query): ComparedPair {
  const notes: string[] = [];
  const first = findPerson(query.a, SHOWN_FIRST.a, "first", notes);
  const second = findPerson(query.b, SHOWN_FIRST.b, "second", notes);
  const explanation = explainPair(model(), { traits1: first.traits, traits2: second.traits });
  const score = explanation.score.compatibilityScore;
  if (first.id === second.id) {
    notes.push("You picked the same person twice, so every answer agrees.");
  }
  const { scores } = standings();
  const lowerPairs = first.id === second.id ? null : scores.filter((other) => other < score).length;
  return { first, second, notes, explanation, lowerPairs };
}

function findPerson(
  asked: string | string[] | undefined,
  otherwise: string,
  which: "first" | "second",
  notes: string[],
): SandboxPerson {
  const people = sandboxPeople();
  const found = people.find((person) => person.id === asked);
  if (found !== undefined) return found;
  const instead = people.find((person) => person.name === otherwise) ?? people[0];
  if (instead === undefined) throw new Error("There are no sandbox people.");
  if (asked !== undefined) {
    notes.push(`The ${which} person in the address is not one of the fifty, so ${instead.name} is shown.`);
  }
  return instead;
}

/** The address that shows a pair. */
export function pairHref({ first, second }: Pair): `/business?${string}` {
  return `/business?${new URLSearchParams({ a: first.id, b: second.id })}`;
}
