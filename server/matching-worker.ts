import { parentPort, workerData } from "node:worker_threads";
import { MatchingError } from "@/lib/matching/matching-error";
import { type MatchingTask, runMatchingTask } from "@/lib/matching/matching-task";
import type { MatchingMessage } from "@/lib/platform/matching-thread";
import { ScoringError } from "@/lib/scoring/scoring-error";
import { linearSolver } from "@/lib/vendors/highs/linear-solver";

/** The thread that `runMatching` of lib/platform starts: one task, its progress, its result, and it ends. */
const task = workerData as MatchingTask;
const post = (message: MatchingMessage) => parentPort?.postMessage(message);

let told = 0;
const onProgress = (done: number, total: number): void => {
  // At most a hundred messages a task: each one wakes the thread that serves requests.
  const percent = Math.floor((100 * done) / Math.max(1, total));
  if (percent === told) return;
  told = percent;
  post({ type: "progress", done, total });
};

try {
  const tools = task.kind === "rounds" ? { onProgress, solve: await linearSolver() } : { onProgress };
  post({ type: "result", result: runMatchingTask(task, tools) });
} catch (error) {
  if (!(error instanceof MatchingError || error instanceof ScoringError)) throw error;
  const { name, code, field, message, index } = error;
  post({ type: "refused", error: { name, code, field, message, index } });
}
