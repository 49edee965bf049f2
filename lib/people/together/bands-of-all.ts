import type { Reading } from "@/lib/people/together/read-traits";
import { bandsAt, pointsOfBand } from "@/lib/people/together/score-bands";
import { MIN_KNOWN_TRAITS, TRAIT_COUNT } from "@/lib/scoring/model";
import { scaledSquares } from "@/lib/scoring/score-pair";

/** Rows between which other work of the process gets a turn. */
const ROWS_A_TURN = 200;

/**
 * The lower ends of the score bands of all pairs, in whole points of 100: of the first person with each after it, then of
 * the second. Null where fewer than 16 traits are known in both. The same as `scoreBands` of `compareReadings` says, for
 * many people: 0.1 µs a trait and pair.
 */
export async function bandsOfAll(readings: readonly Reading[]): Promise<(number | null)[]> {
  const bandOf = bandsAt([]);
  const people = readings.map(({ values, errors }) => ({
    values: Float64Array.from({ length: TRAIT_COUNT }, (_, k) => values[k] ?? Number.NaN),
    squares: Float64Array.from({ length: TRAIT_COUNT }, (_, k) => (errors[k] ?? 0) ** 2),
  }));
  const bands: (number | null)[] = [];
  for (const [i, one] of people.entries()) {
    if (i % ROWS_A_TURN === ROWS_A_TURN - 1) await new Promise((resolve) => setImmediate(resolve));
    for (let j = i + 1; j < people.length; j += 1) {
      const other = people[j];
      if (other === undefined) continue;
      let [known, squares] = [0, 0];
      for (let k = 0; k < TRAIT_COUNT; k += 1) {
        const gap = (one.values[k] as number) - (other.values[k] as number);
        if (Number.isNaN(gap)) continue;
        known += 1;
        squares += gap * gap - (one.squares[k] as number) - (other.squares[k] as number);
      }
      if (known < MIN_KNOWN_TRAITS) bands.push(null);
      else bands.push(pointsOfBand(bandOf(Math.exp(-Math.sqrt(scaledSquares(Math.max(0, squares), known))))));
    }
  }
  return bands;
}
