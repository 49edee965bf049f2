import { MatchingError } from "./matching-error";

/** One who may be matched. Ids are the caller's own. */
export interface MatchPerson {
  readonly id: string;
  /** The label that `seeks` of others refers to. */
  readonly group?: string | null | undefined;
  /** The groups this person wants to meet. Absent or null means everyone, an empty list no one. */
  readonly seeks?: readonly string[] | null | undefined;
  /** People of one party came together and are not paired with each other. */
  readonly party?: string | null | undefined;
}

export type IdPair = readonly [string, string];

export interface PairRules {
  /** Never paired. */
  readonly blocks?: readonly IdPair[];
  /** Paired before, so not again. */
  readonly met?: readonly IdPair[];
  /** To be paired with each other, whatever groups, parties and earlier meetings say. Only a block forbids it. */
  readonly pins?: readonly IdPair[];
}

/** Which pairs of N people may meet: a symmetric matrix of bits, N^2 / 8 bytes. */
export class AllowedPairs {
  /** 32-bit words a row. */
  readonly stride: number;
  /** Row i begins at i * stride; bit j % 32 of word j / 32 is set where i and j may meet. */
  readonly bits: Int32Array;

  /** `everyone` allows all pairs of two people, none is allowed without. */
  constructor(
    readonly size: number,
    everyone = false,
  ) {
    this.stride = Math.ceil(size / 32);
    this.bits = new Int32Array(size * this.stride);
    if (!everyone) return;
    this.bits.fill(-1);
    for (let i = 0; i < size; i++) {
      // No bits beyond the last person, none on the diagonal.
      if (size % 32 !== 0) this.bits[(i + 1) * this.stride - 1] = 2 ** (size % 32) - 1;
      this.clear(i, i);
    }
  }

  allows(i: number, j: number): boolean {
    return (((this.bits[i * this.stride + (j >>> 5)] ?? 0) >>> (j & 31)) & 1) === 1;
  }

  allow(i: number, j: number): void {
    this.set(i, j);
    this.set(j, i);
  }

  forbid(i: number, j: number): void {
    this.clear(i, j);
    this.clear(j, i);
  }

  /** How many others i may meet. */
  degree(i: number): number {
    let sum = 0;
    for (let at = i * this.stride; at < (i + 1) * this.stride; at++) sum += ones(this.bits[at] ?? 0);
    return sum;
  }

  /** How many pairs are allowed. */
  count(): number {
    let sum = 0;
    for (const word of this.bits) sum += ones(word);
    return sum / 2;
  }

  isComplete(): boolean {
    return this.count() === (this.size * (this.size - 1)) / 2;
  }

  copy(): AllowedPairs {
    const copy = new AllowedPairs(this.size);
    copy.bits.set(this.bits);
    return copy;
  }

  private set(i: number, j: number): void {
    const at = i * this.stride + (j >>> 5);
    this.bits[at] = (this.bits[at] ?? 0) | (1 << (j & 31));
  }

  private clear(i: number, j: number): void {
    const at = i * this.stride + (j >>> 5);
    this.bits[at] = (this.bits[at] ?? 0) & ~(1 << (j & 31));
  }
}

function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export interface PairGraph {
  allowed: AllowedPairs;
  /** Pairs of indices that must be made; no person is in two. */
  pins: [number, number][];
}

/**
 * Who may meet whom. Two people may, if each is in a group that the other seeks (or the other seeks everyone), they
 * came in different parties, have not met, and neither blocked the other. O(N^2 / 32) steps for each group that a person seeks.
 *
 * Throws MatchingError("duplicate_person") with field `people`; "unknown_person" and "self_pair" with field `blocks`,
 * `met` or `pins` and the index of the pair; "conflicting_pin" for a pin that is blocked or of a person pinned twice.
 */
export function pairGraph(people: readonly MatchPerson[], rules: PairRules = {}): PairGraph {
  const indexOf = new Map<string, number>();
  for (const [i, { id }] of people.entries()) {
    if (indexOf.has(id)) throw new MatchingError("duplicate_person", "people", `"${id}" is listed twice.`, i);
    indexOf.set(id, i);
  }
  const blocks = indexPairs(rules.blocks, "blocks", indexOf);
  const met = indexPairs(rules.met, "met", indexOf);
  const pins = indexPairs(rules.pins, "pins", indexOf);
  const allowed = mutualSeeks(people);
  for (const party of membersBy(people, (person) => person.party).values()) {
    for (const i of party) for (const j of party) if (i !== j) allowed.forbid(i, j);
  }
  for (const [i, j] of met) allowed.forbid(i, j);
  for (const [i, j] of blocks) allowed.forbid(i, j);
  const pinned = new Map<number, number>();
  for (const [index, [i, j]] of pins.entries()) {
    const blocked = blocks.some(([a, b]) => (a === i && b === j) || (a === j && b === i));
    if (blocked || pinned.has(i) || pinned.has(j)) {
      const why = blocked ? "is blocked" : "has a person who is pinned already";
      throw new MatchingError("conflicting_pin", "pins", `The pinned pair ${index} ${why}.`, index);
    }
    pinned.set(i, j).set(j, i);
    allowed.allow(i, j);
  }
  return { allowed, pins };
}

function indexPairs(
  pairs: readonly IdPair[] | undefined,
  field: string,
  indexOf: ReadonlyMap<string, number>,
): [number, number][] {
  return (pairs ?? []).map(([one, other], index) => {
    const [i, j] = [indexOf.get(one), indexOf.get(other)];
    if (i === undefined || j === undefined) {
      const unknown = i === undefined ? one : other;
      throw new MatchingError("unknown_person", field, `"${unknown}" is not among the people.`, index);
    }
    if (i === j) throw new MatchingError("self_pair", field, `"${one}" is paired with itself.`, index);
    return [i, j];
  });
}

function mutualSeeks(people: readonly MatchPerson[]): AllowedPairs {
  const seeking = people.filter((person) => person.seeks != null);
  if (seeking.length === 0) return new AllowedPairs(people.length, true);
  const allowed = new AllowedPairs(people.length);
  const everyone = new AllowedPairs(people.length, true);
  const { stride } = allowed;
  const mark = (bits: Int32Array, i: number) => {
    bits[i >>> 5] = (bits[i >>> 5] ?? 0) | (1 << (i & 31));
  };
  // People without a group are sought only by those who seek everyone.
  const seekEveryone = new Int32Array(stride);
  for (const [i, { seeks }] of people.entries()) if (seeks == null) mark(seekEveryone, i);
  // Only groups that have someone in them: any number of others may be sought.
  const sets = new Map<string, { members: Int32Array; seekers: Int32Array }>();
  for (const [i, { group }] of people.entries()) {
    if (group == null) continue;
    let set = sets.get(group);
    if (set === undefined) {
      set = { members: new Int32Array(stride), seekers: seekEveryone.slice() };
      sets.set(group, set);
    }
    mark(set.members, i);
  }
  for (const [i, { seeks }] of people.entries()) {
    for (const wanted of seeks ?? []) {
      const set = sets.get(wanted);
      if (set !== undefined) mark(set.seekers, i);
    }
  }
  for (const [i, { group, seeks }] of people.entries()) {
    const seekers = (group == null ? undefined : sets.get(group)?.seekers) ?? seekEveryone;
    const sought = seeks?.flatMap((wanted) => sets.get(wanted)?.members ?? []);
    for (let word = 0; word < stride; word++) {
      let wanted = sought === undefined ? -1 : 0;
      for (const members of sought ?? []) wanted |= members[word] ?? 0;
      const at = i * stride + word;
      allowed.bits[at] = wanted & (seekers[word] ?? 0) & (everyone.bits[at] ?? 0);
    }
  }
  return allowed;
}

function membersBy(
  people: readonly MatchPerson[],
  keyOf: (person: MatchPerson) => string | null | undefined,
): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [i, person] of people.entries()) {
    const key = keyOf(person);
    if (key == null) continue;
    const list = members.get(key);
    if (list === undefined) members.set(key, [i]);
    else list.push(i);
  }
  return members;
}
