import { LimitReached } from "@/lib/platform/errors";

/** Streams that one caller may have open to one process at once. */
export const MAX_STREAMS_PER_CALLER = 5;
const RETRY_SECONDS = 5;

/** The event streams that this process has open: counted by caller, and ended together when the process stops. */
export class OpenStreams {
  readonly #counts = new Map<string, number>();
  readonly #open = new Set<AbortController>();
  #ending = false;

  /**
   * Counts one more stream of this caller. Its opener aborts the controller when it is over, which frees its place.
   * Throws LimitReached `too_many_streams`.
   */
  open(holder: string): AbortController {
    const count = this.#counts.get(holder) ?? 0;
    if (count >= MAX_STREAMS_PER_CALLER) {
      throw new LimitReached(
        "too_many_streams",
        `You have ${MAX_STREAMS_PER_CALLER} streams open already. Close one first.`,
        RETRY_SECONDS,
      );
    }
    this.#counts.set(holder, count + 1);
    const stop = new AbortController();
    this.#open.add(stop);
    const freed = () => {
      this.#open.delete(stop);
      const left = (this.#counts.get(holder) ?? 1) - 1;
      if (left === 0) this.#counts.delete(holder);
      else this.#counts.set(holder, left);
    };
    stop.signal.addEventListener("abort", freed, { once: true });
    if (this.#ending) stop.abort();
    return stop;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Ends all streams, and from now on each that is opened at once: clients come back, to a process that goes on. */
  endAll(): void {
    this.#ending = true;
    for (const stop of [...this.#open]) stop.abort();
  }
}
