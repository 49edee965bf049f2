import { GROUP_NAMES, GROUPS, TRAIT_COUNT } from "../model";

/** A seeded source of numbers in [0, 1): mulberry32. The same seed gives the same crowd on every machine. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** People whose 32 traits are independent and uniform in [0, 1). */
export function uniformCrowd(size: number, seed: number): number[][] {
  const random = seeded(seed);
  return Array.from({ length: size }, () => Array.from({ length: TRAIT_COUNT }, random));
}

/**
 * People with one latent factor a group (seven), so that a group's traits go together and many pairs are close:
 * logistic(0.8 * factor + 0.4 * own noise), both standard normal.
 */
export function correlatedCrowd(size: number, seed: number): number[][] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: size }, () =>
    GROUP_NAMES.flatMap((group) => {
      const factor = normal();
      return GROUPS[group].map(() => 1 / (1 + Math.exp(-(0.8 * factor + 0.4 * normal()))));
    }),
  );
}
