import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { MatchingError, type MatchingErrorCode } from "@/lib/matching/matching-error";
import type { MatchingKind, MatchingResults, MatchingTask } from "@/lib/matching/matching-task";
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
}

/** The bundle that `npm run build` makes, or the source where the server runs from source: a thread loads no loader itself. */
function startThread(workerData: MatchingTask): Worker {
  if (process.env.NODE_ENV === "production")
    return new Worker(resolve("dist/matching-worker.js"), { workerData });
  const source = JSON.stringify(pathToFileURL(resolve("server/matching-worker.ts")).href);
  const load = `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); });`;
  return new Worker(load, { eval: true, workerData });
}

/**
 * Runs a matching task in a thread of its own, so that requests are served meanwhile. A thread starts in about 50 ms.
 *
 * Throws what `runMatchingTask` throws, MatchingError("cancelled") when the signal is aborted, and Error when the thread
 * dies.
 */
export function runMatching<K extends MatchingKind>(
  task: MatchingTask<K>,
  { signal, onProgress }: MatchingRun = {},
): Promise<MatchingResults[K]> {
  const cancelled = new MatchingError("cancelled", "", "The matching was cancelled.");
  if (signal?.aborted === true) return Promise.reject(cancelled);
  const worker = startThread(task);
  const abort = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () => reject(cancelled), { once: true });
  });
  const result = new Promise<MatchingResults[K]>((fulfil, reject) => {
    worker.on("message", (message: MatchingMessage) => {
      if (message.type === "progress") onProgress?.(message.done, message.total);
      else if (message.type === "refused") reject(refusal(message.error));
      else fulfil(message.result as MatchingResults[K]);
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The matching thread ended with ${code} and no result.`)));
  });
  return Promise.race([result, abort]).finally(() => worker.terminate());
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
