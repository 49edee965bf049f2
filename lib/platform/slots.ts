/** A place in line for a slot. */
export interface Place {
  /** Resolves when the slot is free. */
  readonly turn: Promise<void>;
  /** Gives up the slot, or the place in line. Again it does nothing. */
  leave(): void;
}

interface Waiting {
  readonly call: () => void;
  readonly owner: string | undefined;
  /** How much of the same owner, that has not left, went before it. */
  rank: number;
}

interface Joining {
  /** Whose work it is. Without one, each joins for itself. */
  readonly owner?: string | undefined;
  /** Whether to wait however long the line is. For callers of whom there are few. */
  readonly isPatient?: boolean | undefined;
}

/** An owner takes up at most so much of the line. */
const SHARE_OF_LINE = 0.25;

/**
 * A bound on how much is done at once within this process: so many slots, and a line of bounded length for them. An owner
 * with much to do holds up no one else: of what waits, the first of each owner comes before the second of any.
 */
export class Slots {
  private free: number;
  private readonly waiting: Waiting[] = [];
  /** By owner: how much holds a slot or waits. */
  private readonly joined = new Map<string, number>();

  constructor(
    slots: number,
    private readonly maxWaiting: number,
  ) {
    this.free = slots;
  }

  /** Takes a slot or a place in line. Null when the line is full, or the owner's share of it. */
  join({ owner, isPatient = false }: Joining = {}): Place | null {
    let held = this.free > 0;
    const rank = owner === undefined ? 0 : (this.joined.get(owner) ?? 0);
    if (!held && !isPatient) {
      if (this.waiting.length >= this.maxWaiting) return null;
      const inLine = owner === undefined ? 0 : this.waiting.filter((one) => one.owner === owner).length;
      if (inLine >= Math.max(1, SHARE_OF_LINE * this.maxWaiting)) return null;
    }
    if (owner !== undefined) this.joined.set(owner, rank + 1);
    let left = false;
    let own: Waiting | undefined;
    let call: (() => void) | undefined;
    const turn = new Promise<void>((resolve) => {
      call = () => {
        held = true;
        resolve();
      };
    });
    if (held) {
      this.free--;
      call?.();
    } else if (call !== undefined) {
      const before = this.waiting.findLastIndex((other) => other.rank <= rank);
      own = { call, owner, rank };
      this.waiting.splice(before + 1, 0, own);
    }
    return {
      turn,
      leave: () => {
        if (left) return;
        left = true;
        if (own !== undefined && !held) this.waiting.splice(this.waiting.indexOf(own), 1);
        if (owner !== undefined) this.forget(owner, own?.rank ?? rank);
        if (!held) return;
        const next = this.waiting.shift();
        if (next === undefined) this.free++;
        else next.call();
      },
    };
  }

  /** What of the owner came after it moves up, so that it does not wait behind every newcomer. */
  private forget(owner: string, rank: number): void {
    for (const one of this.waiting) if (one.owner === owner && one.rank > rank) one.rank--;
    this.waiting.sort((one, other) => one.rank - other.rank);
    const left = (this.joined.get(owner) ?? 1) - 1;
    if (left === 0) this.joined.delete(owner);
    else this.joined.set(owner, left);
  }
}
