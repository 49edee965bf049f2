import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { MatchingError, type MatchingErrorCode } from "@/lib/matching/matching-error";
import type { MatchingKind, MatchingResults, MatchingTask } from "@/lib/matching/matching-task";
import { Unavailable } from "@/lib/platform/errors";
import { Slots } from "@/lib/platform/slots";
import { ScoringError, type ScoringErrorCode } from "@/lib/scoring/scoring-error";

/** What the thread tells. Errors of input are data: classes do not survive the way between threads. */
export type MatchingMessage =
  | { type: "progress"; done: number; total: number }
  | { type: "result"; result: MatchingResults[MatchingKind] }
  | {
      type: "refused";
      error: { name: string; code: string; field: string; message: string; index: number | undefined };
    };

export interface MatchingRun {
  /** Ends the thread at once. The run then fails with MatchingError("cancelled"). */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** When the task has a thread, after it waited for one. */
  readonly onStart?: () => void;
  /** For whom it runs: one with many tasks holds up no one else. */
  readonly owner?: string;
  /** Whether to wait for a thread however many wait already, as a job may. */
  readonly isPatient?: boolean;
  /** Starts the thread: the one that `npm run build` bundles unless a test brings its own. */
  readonly start?: (task: MatchingTask) => Worker;
}

/** Threads of a process at once: each keeps a core busy, and one core is left to serve requests. */
export const MATCHING_THREADS = Math.max(1, availableParallelism() - 1);
/** Tasks that may wait for a thread. More of them would wait longer than a caller does. */
const MAX_WAITING = 32;
const BUSY_RETRY_SECONDS = 5;

const threads = new Slots(MATCHING_THREADS, MAX_WAITING);

/** The bundle that `npm run build` makes, or the source where the server runs from source: a thread loads no loader itself. */
function startThread(workerData: MatchingTask): Worker {
  if (process.env.NODE_ENV === "production") {
    // A path that Next's build cannot read: it would make a copy of the thread that finds none of its files.
    const bundle = ["dist", "matching-worker.js"];
    return new Worker(resolve(...bundle), { workerData });
  }
  const source = JSON.stringify(pathToFileURL(resolve("server/matching-worker.ts")).href);
  // Named apart from its import: a deployment holds no loader, and a bundle that names one would seem to need it.
  const loader = JSON.stringify("tsx/esm/api");
  const load = `import(${loader}).then(({ register }) => { register(); return import(${source}); });`;
  return new Worker(load, { eval: true, workerData });
}

/**
 * Runs a matching task in a thread of its own, so that requests are served meanwhile. A thread starts in about 50 ms.
 * A process runs MATCHING_THREADS of them, and the tasks beyond that wait in line.
 *
 * Throws what `runMatchingTask` throws, MatchingError("cancelled") when the signal is aborted, also while waiting,
 * MatchingError("interrupted") when the thread ends without a result, and Unavailable `matching_busy` when too many wait, or too many of the owner.
 */
export async function runMatching<K extends MatchingKind>(
  task: MatchingTask<K>,
  { signal, onProgress, onStart, owner, isPatient, start = startThread }: MatchingRun = {},
): Promise<MatchingResults[K]> {
  const cancelled = new MatchingError("cancelled", "", "The matching was cancelled.");
  if (signal?.aborted === true) throw cancelled;
  const place = threads.join({ owner, isPatient });
  if (place === null) {
    throw new Unavailable("matching_busy", "Too many matchings are running. Try again in a few seconds.", {
      retryAfterSeconds: BUSY_RETRY_SECONDS,
    });
  }
  let onAbort: (() => void) | undefined;
  const abort = new Promise<never>((_, reject) => {
    onAbort = () => reject(cancelled);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
  // Without a listener, an abort that comes when the work is done would count as unhandled.
  abort.catch(() => undefined);
  let worker: Worker | undefined;
  try {
    await Promise.race([place.turn, abort]);
    worker = start(task);
    onStart?.();
    return await Promise.race([resultOf<K>(worker, onProgress), abort]);
  } finally {
    if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
    await worker?.terminate();
    place.leave();
  }
}

function resultOf<K extends MatchingKind>(
  worker: Worker,
  onProgress: MatchingRun["onProgress"],
): Promise<MatchingResults[K]> {
  const interrupted = (why: string) =>
    new MatchingError("interrupted", "", `The matching ended before it had a result: ${why}.`);
  const result = new Promise<MatchingResults[K]>((fulfil, reject) => {
    worker.on("message", (message: MatchingMessage) => {
      if (message.type === "progress") onProgress?.(message.done, message.total);
      else if (message.type === "refused") reject(refusal(message.error));
      else fulfil(message.result as MatchingResults[K]);
    });
    worker.once("error", (error: Error & { code?: string }) => {
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? interrupted("it ran out of memory") : error);
    });
    worker.once("exit", (code) => reject(interrupted(`its thread ended with ${code}`)));
  });
  // It is raced, and the loser may still fail when the thread is ended.
  result.catch(() => undefined);
  return result;
}

function refusal({
  name,
  code,
  field,
  message,
  index,
}: (MatchingMessage & { type: "refused" })["error"]): Error {
  return name === "ScoringError"
    ? new ScoringError(code as ScoringErrorCode, field, message, index)
    : new MatchingError(code as MatchingErrorCode, field, message, index);
}
