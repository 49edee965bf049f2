import type { Pool } from "pg";
import type { Mode } from "@/lib/platform/context";
import { Unavailable } from "@/lib/platform/errors";
import type { Log } from "@/lib/platform/log";

/** One call of the API, as it is kept. */
export interface Call {
  /** UUIDv7; its time is `occurredAt`. */
  requestId: string;
  occurredAt: Date;
  partnerId: string | null;
  apiKeyId: string | null;
  mode: Mode | null;
  /** The template, not the path. */
  endpoint: string;
  method: string;
  status: number;
  errorCode: string | null;
  durationUs: number;
  units: number;
  billable: boolean;
  ip: string | null;
  country: string | null;
  userAgent: string | null;
}

interface Waiting {
  call: Call;
  settle: { resolve: () => void; reject: (error: unknown) => void } | null;
}

/** Groups larger than this are written in several statements. */
const MAX_GROUP = 500;
/** Calls that nobody waits for are dropped beyond this many: a flood of refused calls must not fill the memory. */
const MAX_UNAWAITED = 20_000;
/** After a failed write the next is tried this much later, or when the next call comes. */
const RETRY_MS = 500;

/**
 * Writes calls by group commit: while one group is being written the next one gathers, so that a statement is
 * shared by all calls that came together, and each still waits for its own row to be durable.
 *
 * When a write fails it is unknown whether it was committed. Callers of billable calls are told Unavailable, and
 * their rows are written later as refused and not billable, over what may be there: nobody pays for an answer they
 * did not get. Other calls have done what they were asked, so they succeed, and their rows are written later.
 */
export class CallRecorder {
  readonly #pool: Pool;
  readonly #log: Log;
  #waiting: Waiting[] = [];
  #unawaited = 0;
  #writing: Promise<void> | null = null;
  #unsure: Call[] = [];
  #retry: NodeJS.Timeout | null = null;
  #dropped = 0;

  constructor(pool: Pool, log: Log) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Resolves when the call's row is durable. Throws Unavailable where a billable one cannot be: nothing is billed. */
  record(call: Call): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, settle: { resolve, reject } });
      this.#start();
    });
  }

  /** Takes a call that nothing is charged for; it is written soon, with the next group. */
  note(call: Call): void {
    if (this.#unawaited >= MAX_UNAWAITED) {
      this.#dropped += 1;
      return;
    }
    this.#unawaited += 1;
    this.#waiting.push({ call, settle: null });
    this.#start();
  }

  /** Resolves when all calls taken so far have been written, or have failed to be. */
  async flush(): Promise<void> {
    do {
      this.#start();
      await this.#writing;
    } while (this.#waiting.length > 0);
    if (this.#unsure.length > 0) await this.#writeUnsure().catch(() => undefined);
  }

  #start(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#start();
    });
  }

  async #writeAll(): Promise<void> {
    // Calls of this turn of the event loop join the group.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const group = this.#takeWaiting(MAX_GROUP);
      try {
        await this.#write(
          group.map(({ call }) => call),
          false,
        );
        for (const { settle } of group) settle?.resolve();
      } catch (error) {
        this.#fail(group, error);
        // A database that hangs would keep those behind waiting just as long, for nothing.
        if (isTimeout(error)) this.#fail(this.#takeWaiting(this.#waiting.length), error);
      }
    }
  }

  #takeWaiting(most: number): Waiting[] {
    const taken = this.#waiting.splice(0, most);
    this.#unawaited -= taken.reduce((count, { settle }) => count + (settle === null ? 1 : 0), 0);
    return taken;
  }

  #fail(group: readonly Waiting[], cause: unknown): void {
    this.#log.error({ err: cause, calls: group.length }, "usage could not be written");
    const error = new Unavailable(
      "usage_unavailable",
      "The call could not be recorded, so it was not charged. Try again shortly.",
      { cause },
    );
    for (const { call, settle } of group) {
      if (this.#unsure.length >= MAX_UNAWAITED) this.#dropped += 1;
      else if (!call.billable) this.#unsure.push(call);
      else this.#unsure.push({ ...call, status: 503, errorCode: error.code, units: 0, billable: false });
      if (call.billable) settle?.reject(error);
      else settle?.resolve();
    }
    this.#retryLater();
  }

  #retryLater(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = null;
      this.#writeUnsure().catch(() => this.#retryLater());
    }, RETRY_MS).unref();
  }

  async #writeUnsure(): Promise<void> {
    const calls = this.#unsure.splice(0, MAX_GROUP);
    if (calls.length === 0) return;
    try {
      await this.#write(calls, true);
    } catch (error) {
      this.#unsure.unshift(...calls);
      throw error;
    }
    if (this.#dropped > 0) {
      this.#log.error({ calls: this.#dropped }, "calls that were not charged went unrecorded");
      this.#dropped = 0;
    }
    if (this.#unsure.length > 0) this.#retryLater();
  }

  /** One statement for the whole group. `replace` lets a row that is there already be corrected. */
  async #write(calls: readonly Call[], replace: boolean): Promise<void> {
    await this.#pool.query({
      name: replace ? "correct-calls" : "record-calls",
      text: `INSERT INTO api_calls (request_id, occurred_at, partner_id, api_key_id, mode, endpoint, method, status,
          error_code, duration_us, units, billable, ip, country, user_agent)
        SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::key_mode[], $6::text[],
          $7::text[], $8::smallint[], $9::text[], $10::int[], $11::int[], $12::bool[], $13::text[], $14::text[],
          $15::text[])
        ON CONFLICT (request_id, occurred_at) ${
          replace
            ? "DO UPDATE SET status = excluded.status, error_code = excluded.error_code, units = excluded.units, billable = excluded.billable, recorded_at = now()"
            : "DO NOTHING"
        }`,
      values: [
        calls.map((call) => call.requestId),
        calls.map((call) => call.occurredAt),
        calls.map((call) => call.partnerId),
        calls.map((call) => call.apiKeyId),
        calls.map((call) => call.mode),
        calls.map((call) => call.endpoint),
        calls.map((call) => call.method),
        calls.map((call) => call.status),
        calls.map((call) => call.errorCode),
        calls.map((call) => call.durationUs),
        calls.map((call) => call.units),
        calls.map((call) => call.billable),
        calls.map((call) => call.ip),
        calls.map((call) => call.country),
        calls.map((call) => call.userAgent),
      ],
    });
  }
}

/** Whether the driver gave up waiting for the server. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}
