import type { Round } from "./rounds-problem";

/**
 * Rounds in which everyone plays everyone (Kirkman's circle): one seat stays, the others turn by one a round, and who
 * sits opposite meets. With an odd number the seat that stays is empty, and opposite it is the bye. Of n people all meet
 * in n - 1 rounds, n if n is odd; each has at most one bye. `seated` are the people in the order of their seats: the
 * first meets the last in the first round, the second the one before the last, and so on.
 */
export function roundRobin(seated: readonly number[], rounds: number): Round[] {
  const seats = seated.length % 2 === 0 ? [...seated] : [...seated, -1];
  const last = seats.length - 1;
  return Array.from({ length: rounds }, (_, turn) => {
    const partners = new Int32Array(seated.length).fill(-1);
    const at = (seat: number) => (seat === last ? seats[last] : seats[(seat + turn) % last]) as number;
    for (let seat = 0; 2 * seat < last; seat++) {
      const [i, j] = [at(seat), seat === 0 ? at(last) : at(last - seat)];
      if (i === -1 || j === -1) continue;
      partners[i] = j;
      partners[j] = i;
    }
    return partners;
  });
}
