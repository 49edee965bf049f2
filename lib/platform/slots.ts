/** A place in line for a slot. */
export interface Place {
  /** Resolves when the slot is free. */
  readonly turn: Promise<void>;
  /** Gives up the slot, or the place in line. Again it does nothing. */
  leave(): void;
}

/** A bound on how much is done at once within this process: so many slots, and a line of bounded length for them. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    slots: number,
    private readonly maxWaiting: number,
  ) {
    this.free = slots;
  }

  /** Takes a slot or a place in line, first come, first served. Null when the line is full. */
  join(): Place | null {
    let held = this.free > 0;
    if (!held && this.waiting.length >= this.maxWaiting) return null;
    let left = false;
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
    } else if (call !== undefined) this.waiting.push(call);
    return {
      turn,
      leave: () => {
        if (left) return;
        left = true;
        if (!held) {
          this.waiting.splice(this.waiting.indexOf(call as () => void), 1);
          return;
        }
        const next = this.waiting.shift();
        if (next === undefined) this.free++;
        else next();
      },
    };
  }
}
