/** An answer on its way to the server. */
export interface QueuedAnswer {
  statement_id: string;
  value: number;
  took_ms: number | null;
  answered_at: string;
}

export type QueueState = "saved" | "saving" | "offline" | "refused";

/** Where the queue is kept on the device. */
interface Store {
  read(): string | null;
  write(text: string): void;
  remove(): void;
}

interface Settings {
  assessmentId: string;
  store: Store;
  send: (body: string) => Promise<{ status: number; detail: string | null }>;
  wait: (ms: number) => Promise<void>;
  onState: (state: QueueState, detail: string | null) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** What one request may carry. */
const AT_ONCE = 100;

/**
 * Answers that are not saved yet. They are written to the device before they are sent, sent again until the server has
 * them, and forgotten only then: closing the page, losing the network or a server that ends loses none.
 */
export class AnswerQueue {
  readonly #settings: Settings;
  readonly #waiting: Map<string, QueuedAnswer>;
  #sending: Promise<boolean> | null = null;
  #wake: (() => void) | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#waiting = new Map(parse(settings.store.read()).map((answer) => [answer.statement_id, answer]));
  }

  /** What waits, by statement: what an earlier visit could not send is shown as answered. */
  waiting(): ReadonlyMap<string, QueuedAnswer> {
    return this.#waiting;
  }

  add(answer: QueuedAnswer): void {
    this.#waiting.set(answer.statement_id, answer);
    this.#keep();
    void this.flush();
  }

  /** Tries again now: the network is back. */
  wake(): void {
    this.#wake?.();
    if (this.#waiting.size > 0) void this.flush();
  }

  /** Resolves once nothing waits any more: true where all was saved, false where the server refused some. */
  flush(): Promise<boolean> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<boolean> {
    const { onState, send, wait, assessmentId } = this.#settings;
    let pause = FIRST_WAIT_MS;
    while (this.#waiting.size > 0) {
      const answers = [...this.#waiting.values()].slice(0, AT_ONCE);
      onState("saving", null);
      const reply = await send(JSON.stringify({ assessment_id: assessmentId, answers })).catch(() => null);
      if (reply !== null && reply.status < 300) {
        pause = FIRST_WAIT_MS;
        this.#forget(answers);
      } else if (reply !== null && reply.status < 500 && reply.status !== 408 && reply.status !== 429) {
        // It will not be taken however often it is sent.
        this.#forget(answers);
        onState("refused", reply.detail);
        return false;
      } else {
        onState("offline", null);
        await Promise.race([wait(pause), new Promise<void>((resolve) => (this.#wake = resolve))]);
        this.#wake = null;
        pause = Math.min(pause * 2, LONGEST_WAIT_MS);
      }
    }
    onState("saved", null);
    return true;
  }

  /** An answer that was changed while it was being sent still waits. */
  #forget(sent: readonly QueuedAnswer[]): void {
    for (const answer of sent) {
      if (this.#waiting.get(answer.statement_id) === answer) this.#waiting.delete(answer.statement_id);
    }
    this.#keep();
  }

  #keep(): void {
    const { store } = this.#settings;
    if (this.#waiting.size === 0) store.remove();
    else store.write(JSON.stringify([...this.#waiting.values()]));
  }
}

function parse(text: string | null): QueuedAnswer[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

function isAnswer(value: unknown): value is QueuedAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { statement_id, value: given, answered_at } = value as Record<string, unknown>;
  return typeof statement_id === "string" && Number.isInteger(given) && typeof answered_at === "string";
}
