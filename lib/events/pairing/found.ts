import type { MatchingKind, MatchingResults, MatchingTask } from "@/lib/matching/matching-task";
import type { Transaction } from "@/lib/platform/db";

/** What a run has found, before it is stored. */
export interface Found {
  /** Units that it costs where it is charged for. */
  readonly scoredPairs: number;
  /** What is kept beside the pairs or rounds, once it is known how many units are charged. */
  summary(billableUnits: number): Readonly<Record<string, string | number | object | null>>;
  /** What the webhook says of it. */
  readonly figures: Readonly<Record<string, string | number | null>>;
  /** Writes pairs or rounds, in the transaction that ends the run. */
  store(tx: Transaction, runId: string, billableUnits: number): Promise<void>;
}

/** Does a task, on this thread or in one of its own. */
export type Compute = <K extends MatchingKind>(task: MatchingTask<K>) => Promise<MatchingResults[K]>;
