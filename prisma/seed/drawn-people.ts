import type { TimedAnswer } from "@/lib/people/assessments/answer-quality";
import {
  COMMON_SHARE,
  DIRECTIONS,
  STATEMENT_ERROR,
  TRAIT_MEAN,
  TRAIT_SPREAD,
} from "@/lib/people/assessments/measurement";
import type { Statement } from "@/lib/people/assessments/statements";
import { traitIndexOf } from "@/lib/people/assessments/trait-posterior";
import { GROUP_NAMES, GROUPS } from "@/lib/scoring/model";

export type Random = () => number;

/** A seeded source of numbers in [0, 1): mulberry32. The same seed gives the same people on every machine. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const clamp01 = (value: number) => Math.min(1, Math.max(0, value));

/** A person's true traits, drawn from seven factors as the measurement model believes. */
export function drawPerson(random: Random): number[] {
  return GROUP_NAMES.flatMap((group) => {
    const factor = normal(random);
    return GROUPS[group].map((trait) => {
      const common = Math.sqrt(COMMON_SHARE) * (DIRECTIONS[trait] ?? 1) * factor;
      return clamp01(TRAIT_MEAN + TRAIT_SPREAD * (common + Math.sqrt(1 - COMMON_SHARE) * normal(random)));
    });
  });
}

/** The answer of somebody who reads: the trait plus noise, on the nearest of five points. */
export function sincereAnswer(statement: Statement, traits: readonly number[], random: Random): TimedAnswer {
  const felt = (traits[traitIndexOf(statement)] ?? TRAIT_MEAN) + STATEMENT_ERROR * normal(random);
  const agreement = statement.reversed ? 1 - felt : felt;
  const value = Math.min(5, Math.max(1, Math.round(1 + 4 * agreement)));
  return { statementId: statement.id, value, tookMs: 2_500 + 6_000 * random() };
}
