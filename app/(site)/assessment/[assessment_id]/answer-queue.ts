/** An answer on its way to the server. */
export interface QueuedAnswer {
  statement_id: string;
  value: number;
  took_ms: number | null;
  answered_at: string;
}

export type QueueState = "saved" | "saving" | "offline" | "refused" | "signed_out";

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
  now: () => Date;
  onState: (state: QueueState, detail: string | null) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Nobody is signed in, or somebody else is. */
const GONE: ReadonlySet<number> = new Set([401, 404]);
/** What one request may carry. */
const AT_ONCE = 100;

/**
 * Answers that are not saved yet. They are written to the device before they are sent, sent again until the server has
 * them, and forgotten only then: closing the page, losing the network, a server that ends, a session that ends or
 * another tab loses none. A refused answer takes no other with it.
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
    const { onState, send, wait, now, assessmentId } = this.#settings;
    let pause = FIRST_WAIT_MS;
    let atOnce = AT_ONCE;
    let refusal: { detail: string | null } | null = null;
    while (this.#waiting.size > 0) {
      const answers = [...this.#waiting.values()].slice(0, atOnce);
      onState("saving", null);
      const body = { assessment_id: assessmentId, answers, sent_at: now().toISOString() };
      const reply = await send(JSON.stringify(body)).catch(() => null);
      if (reply !== null && reply.status < 300) {
        pause = FIRST_WAIT_MS;
        this.#forget(answers);
      } else if (reply !== null && GONE.has(reply.status)) {
        // The sheet is not this visitor's, perhaps because their session has ended: it waits for its owner.
        onState("signed_out", reply.detail);
        return false;
      } else if (reply !== null && reply.status < 500 && reply.status !== 408 && reply.status !== 429) {
        // A request is taken whole or not at all, so each answer is sent on its own to find those that are refused.
        if (answers.length > 1) atOnce = 1;
        else {
          this.#forget(answers);
          refusal = { detail: reply.detail };
        }
      } else {
        onState("offline", null);
        await Promise.race([wait(pause), new Promise<void>((resolve) => (this.#wake = resolve))]);
        this.#wake = null;
        pause = Math.min(pause * 2, LONGEST_WAIT_MS);
      }
    }
    onState(refusal === null ? "saved" : "refused", refusal?.detail ?? null);
    return refusal === null;
  }

  /** An answer that was changed while it was being sent still waits. */
  #forget(sent: readonly QueuedAnswer[]): void {
    for (const answer of sent) {
      if (this.#waiting.get(answer.statement_id) === answer) this.#waiting.delete(answer.statement_id);
    }
    this.#keep(sent);
  }

  /** Another tab of the same sheet keeps its answers in the same place: they stay. */
  #keep(done: readonly QueuedAnswer[] = []): void {
    const { store } = this.#settings;
    const kept = new Map(parse(store.read()).map((answer) => [answer.statement_id, answer]));
    for (const { statement_id, answered_at } of done) {
      if (kept.get(statement_id)?.answered_at === answered_at) kept.delete(statement_id);
    }
    for (const answer of this.#waiting.values()) {
      const other = kept.get(answer.statement_id);
      if (other === undefined || other.answered_at <= answer.answered_at)
        kept.set(answer.statement_id, answer);
    }
    if (kept.size === 0) store.remove();
    else store.write(JSON.stringify([...kept.values()]));
  }
}

/** A key of answers that nobody came back for, on a device that others may use too. */
const ABANDONED_MS = 30 * 86_400_000;

/** Whether what is kept under a key may be removed: its last answer is a month old, or it holds none. */
export function isAbandoned(text: string | null, now: Date): boolean {
  return parse(text).every(({ answered_at }) => !(Date.parse(answered_at) > now.getTime() - ABANDONED_MS));
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
