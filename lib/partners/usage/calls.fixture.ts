import type { Pool } from "pg";
import { type Call, CallRecorder } from "@/lib/partners/usage/call-recorder";
import { newId } from "@/lib/platform/ids";
import type { Log } from "@/lib/platform/log";
import { createLog } from "@/lib/platform/log";

/** A good live call of one pair, unless told otherwise. */
export function makeCall(change: Partial<Call> = {}): Call {
  const occurredAt = change.occurredAt ?? new Date();
  return {
    requestId: newId(occurredAt),
    occurredAt,
    partnerId: "01900000-0000-7000-8000-000000000001",
    apiKeyId: "01900000-0000-7000-8000-000000000002",
    mode: "live",
    endpoint: "/v1/compatibility/calculate",
    method: "POST",
    status: 200,
    errorCode: null,
    durationUs: 1_500,
    units: 1,
    billable: true,
    ip: "203.0.113.0",
    country: "IE",
    userAgent: "test",
    ...change,
  };
}

/** What becomes of the next statements of a pool: done, refused before, lost after they were committed, or held back. */
export type Fate = "done" | "refused" | "lost" | "held";

/** A pool whose statements the test counts and whose connections it can cut. */
export class UnsteadyPool {
  fate: Fate = "done";
  statements = 0;
  rows = 0;
  readonly #pool: Pool | null;
  readonly #held: (() => void)[] = [];

  /** Without a pool behind it nothing is written. */
  constructor(pool: Pool | null) {
    this.#pool = pool;
  }

  async query(statement: { values: unknown[][] }): Promise<unknown> {
    this.statements += 1;
    const fate = this.fate;
    if (fate === "refused") throw new Error("Connection terminated");
    if (fate === "held") await new Promise<void>((resolve) => this.#held.push(resolve));
    const result = await this.#pool?.query(statement as never);
    this.rows += statement.values[0]?.length ?? 0;
    if (fate === "lost") throw new Error("Connection terminated");
    return result;
  }

  /** Lets statements that are held back go on. */
  release(): void {
    this.fate = "done";
    for (const go of this.#held.splice(0)) go();
  }
}

export function quietLog(): Log {
  return createLog({ write: () => undefined });
}

export function recorderOn(pool: Pool | UnsteadyPool): CallRecorder {
  return new CallRecorder(pool as Pool, quietLog());
}

/** Writes calls and waits until their rows are there. */
export async function recordCalls(pool: Pool, calls: readonly Call[]): Promise<void> {
  const recorder = recorderOn(pool);
  await Promise.all(calls.map((call) => recorder.record(call)));
}
