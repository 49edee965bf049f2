import { pairIndex } from "../../scoring/score-all-pairs";
import type { AllowedPairs } from "../allowed-pairs";
import type { Objective } from "../rounds/rounds-problem";
import { utility } from "../rounds/welfare";

/**
 * Who sits where in every round, and what a swap of two people would change. A conflict is a pair that shares a table
 * though it may not, or once more than once. Everything a swap asks for is kept up to date, so its change is computed
 * from the two tables alone.
 */
export class Seating {
  readonly people: number;
  /** How many people sit at each table, the same in all rounds. */
  readonly tableSizes: readonly number[];
  /** By round and seat: the person. A table's seats are next to each other. */
  readonly seats: Int32Array;
  /** By round and person: the seat, counted from the beginning of the round. */
  readonly seatOf: Int32Array;
  /** By person: what the scores of all people met sum to. */
  readonly sums: Float64Array;
  conflicts = 0;

  /** Set by utilityAtTable, so that swaps allocate nothing. */
  private changeOfLeaving = 0;
  private changeOfComing = 0;
  /** By seat: the first seat of its table, and the one after its last. */
  private readonly tableStart: Int32Array;
  private readonly tableEnd: Int32Array;
  /** By pair, both ways: how many rounds they share a table, one more if they may not at all. */
  private readonly shared: Uint8Array;
  /** By pair, both ways: the score, 0 where there is none. */
  private readonly scores: Float64Array;

  constructor(
    allowed: AllowedPairs,
    scores: Float64Array,
    readonly rounds: number,
    tableSize: number,
    private readonly objective: Objective,
  ) {
    const people = allowed.size;
    this.people = people;
    this.tableSizes = evenTables(people, tableSize);
    this.seats = new Int32Array(rounds * people);
    this.seatOf = new Int32Array(rounds * people);
    this.sums = new Float64Array(people);
    this.shared = new Uint8Array(people * people);
    this.scores = new Float64Array(people * people);
    for (let i = 0; i < people; i++) {
      for (let j = i + 1; j < people; j++) {
        const score = scores[pairIndex(people, i, j)] as number;
        const known = !Number.isNaN(score);
        this.scores[i * people + j] = this.scores[j * people + i] = known ? score : 0;
        if (!known || !allowed.allows(i, j)) this.shared[i * people + j] = this.shared[j * people + i] = 1;
      }
    }
    this.tableStart = new Int32Array(people);
    this.tableEnd = new Int32Array(people);
    let start = 0;
    for (const size of this.tableSizes) {
      this.tableStart.fill(start, start, start + size);
      this.tableEnd.fill(start + size, start, start + size);
      start += size;
    }
  }

  /** Seats people in the given order in a round that is not seated yet. */
  seat(round: number, order: readonly number[]): void {
    const first = round * this.people;
    for (const [seat, person] of order.entries()) {
      this.seats[first + seat] = person;
      this.seatOf[first + person] = seat;
    }
    for (let seat = 0; seat < this.people; seat++) {
      for (let other = this.tableStart[seat] as number; other < seat; other++) {
        this.share(this.seats[first + seat] as number, this.seats[first + other] as number, 1);
      }
    }
  }

  areAtOneTable(round: number, a: number, b: number): boolean {
    const first = round * this.people;
    const [seat, other] = [this.seatOf[first + a] as number, this.seatOf[first + b] as number];
    return this.tableStart[seat] === this.tableStart[other];
  }

  /** How many conflicts more there would be if two people of different tables swapped seats. */
  conflictsBySwap(round: number, a: number, b: number): number {
    return this.conflictsAtTable(round, a, b) + this.conflictsAtTable(round, b, a);
  }

  private conflictsAtTable(round: number, leaving: number, coming: number): number {
    const { people, seats, shared } = this;
    const first = round * people;
    const seat = this.seatOf[first + leaving] as number;
    const end = this.tableEnd[seat] as number;
    let more = 0;
    for (let other = this.tableStart[seat] as number; other < end; other++) {
      if (other === seat) continue;
      const guest = (seats[first + other] as number) * people;
      if ((shared[guest + leaving] as number) > 1) more--;
      if ((shared[guest + coming] as number) > 0) more++;
    }
    return more;
  }

  /** How much utility more there would be if two people of different tables swapped seats. */
  utilityBySwap(round: number, a: number, b: number): number {
    const { objective, sums } = this;
    this.changeOfLeaving = this.changeOfComing = 0;
    let more = this.utilityAtTable(round, a, b);
    // What a loses at the first table, b wins there, and at the second table the other way round.
    const [lostByA, wonByB] = [this.changeOfLeaving, this.changeOfComing];
    this.changeOfLeaving = this.changeOfComing = 0;
    more += this.utilityAtTable(round, b, a);
    const [ofA, ofB] = [sums[a] as number, sums[b] as number];
    more += utility(objective, ofA - lostByA + this.changeOfComing) - utility(objective, ofA);
    more += utility(objective, ofB + wonByB - this.changeOfLeaving) - utility(objective, ofB);
    return more;
  }

  /** What the others at a table gain. Adds up what the two who swap lose and win there. */
  private utilityAtTable(round: number, leaving: number, coming: number): number {
    const { objective, people, scores, seats, sums } = this;
    const first = round * people;
    const seat = this.seatOf[first + leaving] as number;
    const end = this.tableEnd[seat] as number;
    let more = 0;
    for (let other = this.tableStart[seat] as number; other < end; other++) {
      if (other === seat) continue;
      const guest = seats[first + other] as number;
      const lost = scores[guest * people + leaving] as number;
      const won = scores[guest * people + coming] as number;
      this.changeOfLeaving += lost;
      this.changeOfComing += won;
      if (objective === "total") more += won - lost;
      else
        more +=
          utility(objective, (sums[guest] as number) + won - lost) -
          utility(objective, sums[guest] as number);
    }
    return more;
  }

  /** Swaps the seats of two people of different tables. */
  swap(round: number, a: number, b: number): void {
    const first = round * this.people;
    this.meetTable(round, a, -1);
    this.meetTable(round, b, -1);
    const [seat, other] = [this.seatOf[first + a] as number, this.seatOf[first + b] as number];
    this.seats[first + seat] = b;
    this.seats[first + other] = a;
    this.seatOf[first + a] = other;
    this.seatOf[first + b] = seat;
    this.meetTable(round, a, 1);
    this.meetTable(round, b, 1);
  }

  /** The people at each table of a round. */
  tablesOf(round: number): number[][] {
    let start = round * this.people;
    return this.tableSizes.map((size) => {
      start += size;
      return Array.from(this.seats.subarray(start - size, start));
    });
  }

  private meetTable(round: number, person: number, sign: 1 | -1): void {
    const first = round * this.people;
    const seat = this.seatOf[first + person] as number;
    const end = this.tableEnd[seat] as number;
    for (let other = this.tableStart[seat] as number; other < end; other++) {
      if (other !== seat) this.share(person, this.seats[first + other] as number, sign);
    }
  }

  private share(a: number, b: number, sign: 1 | -1): void {
    const { people, shared } = this;
    const before = shared[a * people + b] as number;
    shared[a * people + b] = shared[b * people + a] = before + sign;
    if (sign === 1 ? before > 0 : before > 1) this.conflicts += sign;
    const score = sign * (this.scores[a * people + b] as number);
    this.sums[a] = (this.sums[a] as number) + score;
    this.sums[b] = (this.sums[b] as number) + score;
  }
}

/** As few tables as can be, as even as can be: 11 people at tables of 4 sit 4, 4, 3. */
export function evenTables(people: number, tableSize: number): number[] {
  const tables = Math.ceil(people / tableSize);
  return Array.from({ length: tables }, (_, table) => Math.floor((people + tables - 1 - table) / tables));
}
