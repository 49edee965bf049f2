import { randomUUID } from "node:crypto";
import {
  checkCosts,
  type Decision,
  decide,
  isCount,
  type Limiter,
  readCounts,
  type Take,
} from "@/lib/partners/rate-limits/decision";
import { limiterUnavailable } from "@/lib/partners/rate-limits/fail-policy";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";

/**
 * One limiter for all workers of a `node:cluster` without Redis: the counts live in the primary, workers ask it over
 * the channel that Node keeps between them. The takes of one tick travel in one message, and so do their answers,
 * both as flat arrays: with JSON on the way this is most of the cost.
 */
const TAKES = "soulmate.rate-limits.takes";
const COUNTS = "soulmate.rate-limits.counts";

/** Per take: subject, perMinute, perDay, minuteCost, dayCost, now in Unix milliseconds. */
const TAKE_WIDTH = 6;
/** Per take: 1 or 0 for allowed, previous, current, following, day. */
const COUNTS_WIDTH = 5;

interface TakesMessage {
  type: typeof TAKES;
  id: string;
  takes: (string | number)[];
}

interface CountsMessage {
  type: typeof COUNTS;
  id: string;
  counts: number[];
}

type Sent = (error: Error | null) => void;

/** What the primary needs of `node:cluster`. */
export interface WorkerChannels {
  on(event: "message", listener: (worker: WorkerChannel, message: unknown) => void): unknown;
  off(event: "message", listener: (worker: WorkerChannel, message: unknown) => void): unknown;
}

export interface WorkerChannel {
  send(message: CountsMessage, sent: Sent): unknown;
}

/** What a worker needs of its `process`. */
export interface PrimaryChannel {
  send(message: TakesMessage, sent: Sent): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  off(event: "message", listener: (message: unknown) => void): unknown;
}

/**
 * Answers the workers' takes in the primary, for workers forked before and after. Other messages are left alone.
 * Returns a function that stops it; workers then find the limiter unavailable.
 */
export function serveLimiter(
  cluster: WorkerChannels,
  windows: MemoryWindows = new MemoryWindows(),
): () => void {
  const answer = (worker: WorkerChannel, message: unknown): void => {
    if (!isTakesMessage(message)) return;
    const counts: number[] = [];
    for (let at = 0; at < message.takes.length; at += TAKE_WIDTH) {
      const take = readTake(message.takes, at);
      // A worker of another version: it will time out, which is better than a primary that falls.
      if (take === null) return;
      const { allowed, previous, current, following, day } = windows.take(take);
      counts.push(allowed ? 1 : 0, previous, current, following, day);
    }
    // A worker that has gone meanwhile needs no answer.
    worker.send({ type: COUNTS, id: message.id, counts }, () => {});
  };
  cluster.on("message", answer);
  return () => void cluster.off("message", answer);
}

interface Waiting {
  take: Take | null;
  resolve(decision: Decision | null): void;
  reject(error: Error): void;
}

interface Batch {
  waiting: Waiting[];
  timer: NodeJS.Timeout;
}

/** The worker's side: asks the primary, which must run `serveLimiter`. */
export class PrimaryLimiter implements Limiter {
  readonly kind = "cluster";
  readonly #channel: PrimaryChannel;
  readonly #timeoutMs: number;
  // A worker may hold more than one limiter (bundlers duplicate modules): the answers must not be mixed up.
  readonly #name = randomUUID();
  readonly #batches = new Map<string, Batch>();
  #next: Waiting[] = [];
  #batchNumber = 0;
  #closed = false;

  constructor(channel: PrimaryChannel = ownProcess, timeoutMs = 2_000) {
    this.#channel = channel;
    this.#timeoutMs = timeoutMs;
    channel.on("message", this.#receive);
  }

  async take(take: Take): Promise<Decision> {
    checkCosts(take);
    const decision = await this.#ask(take);
    if (decision === null) throw limiterUnavailable();
    return decision;
  }

  async ping(): Promise<void> {
    await this.#ask(null);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#channel.off("message", this.#receive);
    for (const waiting of this.#next.splice(0)) waiting.reject(limiterUnavailable());
    for (const id of [...this.#batches.keys()]) this.#fail(id);
  }

  #ask(take: Take | null): Promise<Decision | null> {
    if (this.#closed) return Promise.reject(limiterUnavailable());
    return new Promise((resolve, reject) => {
      // Sent when the event loop has read what had arrived: requests of one tick come in separate callbacks.
      if (this.#next.push({ take, resolve, reject }) === 1) setImmediate(this.#send);
    });
  }

  readonly #send = (): void => {
    const waiting = this.#next;
    if (waiting.length === 0) return;
    this.#next = [];
    this.#batchNumber += 1;
    const id = `${this.#name}:${this.#batchNumber}`;
    const takes: TakesMessage["takes"] = [];
    for (const { take } of waiting) {
      if (take === null) continue;
      const { subject, limits, minuteCost, dayCost, now } = take;
      takes.push(subject, limits.perMinute, limits.perDay, minuteCost, dayCost, now.getTime());
    }
    const timer = setTimeout(() => this.#fail(id), this.#timeoutMs);
    this.#batches.set(id, { waiting, timer });
    try {
      this.#channel.send({ type: TAKES, id, takes }, (error) => {
        if (error !== null) this.#fail(id, error);
      });
    } catch (error) {
      this.#fail(id, error);
    }
  };

  readonly #receive = (message: unknown): void => {
    if (!isCountsMessage(message)) return;
    const batch = this.#batches.get(message.id);
    if (batch === undefined) return;
    this.#batches.delete(message.id);
    clearTimeout(batch.timer);
    let at = 0;
    for (const { take, resolve, reject } of batch.waiting) {
      if (take === null) {
        resolve(null);
        continue;
      }
      const counts = readCounts(message.counts, at);
      at += COUNTS_WIDTH;
      if (counts === null) reject(limiterUnavailable());
      else resolve(decide(take, counts));
    }
  };

  #fail(id: string, cause?: unknown): void {
    const batch = this.#batches.get(id);
    if (batch === undefined) return;
    this.#batches.delete(id);
    clearTimeout(batch.timer);
    const error = limiterUnavailable(
      cause ?? new Error("The primary does not answer. Does it run serveLimiter?"),
    );
    for (const { reject } of batch.waiting) reject(error);
  }
}

const ownProcess: PrimaryChannel = {
  send: (message, sent) => {
    if (process.send === undefined) throw new Error("This process has no channel to a primary.");
    return process.send(message, undefined, undefined, sent);
  },
  on: (event, listener) => process.on(event, listener),
  off: (event, listener) => process.off(event, listener),
};

function isTakesMessage(message: unknown): message is TakesMessage {
  return isOfType(message, TAKES) && "takes" in message && Array.isArray(message.takes);
}

function isCountsMessage(message: unknown): message is CountsMessage {
  return isOfType(message, COUNTS) && "counts" in message && Array.isArray(message.counts);
}

function isOfType(message: unknown, type: string): message is { type: string; id: string } {
  if (typeof message !== "object" || message === null || !("type" in message) || !("id" in message))
    return false;
  return message.type === type && typeof message.id === "string";
}

function readTake(takes: readonly unknown[], at: number): Take | null {
  const subject = takes[at];
  const perMinute = takes[at + 1];
  const perDay = takes[at + 2];
  const minuteCost = takes[at + 3];
  const dayCost = takes[at + 4];
  const nowMs = takes[at + 5];
  if (typeof subject !== "string" || typeof perMinute !== "number" || typeof perDay !== "number") return null;
  if (!isCount(minuteCost) || !isCount(dayCost) || !isCount(nowMs)) return null;
  return { subject, limits: { perMinute, perDay }, minuteCost, dayCost, now: new Date(nowMs) };
}
