import { readFileSync } from "node:fs";
import type { GroupName } from "../model";

/** One reference answer of `soulmate-1`; scores hold to 1e-12. */
export interface GoldenCase {
  label: string;
  input: {
    person1: number[];
    person2: number[];
    resonance: number[] | null;
    birthdate1: string | null;
    birthdate2: string | null;
  };
  expected: {
    compatibility_score: number;
    trait_compatibility: number;
    resonance_compatibility: number;
    total_compatibility: number;
    dimension_breakdown: Record<GroupName, number>;
    numerology_score: number | null;
    astrology_score: number | null;
  };
}

/** How near an answer must come to the reference. */
export const EXACT = 1e-12;

/** All reference answers, in the order of the file: for the library's tests and the API's. */
export const goldenCases: readonly GoldenCase[] = readFileSync(
  new URL("./compat-golden.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as GoldenCase);
