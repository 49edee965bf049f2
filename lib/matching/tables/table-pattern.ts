/**
 * Rounds at tables by arithmetic instead of search. Tables are numbered 0 .. t - 1 and people are in rows of t, one row
 * for each seat of a table; the person in column c of row g sits in round r at table (c + r g) mod t. Two people of one
 * row never meet. Two of rows g and h meet where r (g - h) is the difference of their columns mod t: for one r only, if
 * g - h has no factor in common with t. So no pair meets twice in up to t rounds, as long as no number below the size of
 * a table divides t. Where tables and people at a table are equal in number the rows themselves are one round more.
 *
 * Returns by round and table the places of its people (place p is column p mod t of row p / t), or null where the rule
 * does not hold. These are the hard cases for a search: 25 guests at tables of 5 for 6 rounds meet everyone.
 */
export function tablePattern(people: number, tables: number, rounds: number): number[][][] | null {
  const rows = Math.ceil(people / tables);
  for (let factor = 2; factor < rows; factor++) if (tables % factor === 0) return null;
  const square = rows === tables && people === tables * tables;
  if (rounds > tables + (square ? 1 : 0)) return null;
  return Array.from({ length: rounds }, (_, round) => {
    const seated = Array.from({ length: tables }, (): number[] => []);
    for (let place = 0; place < people; place++) {
      const [row, column] = [Math.floor(place / tables), place % tables];
      seated[round === tables ? row : (column + round * row) % tables]?.push(place);
    }
    return seated;
  });
}
