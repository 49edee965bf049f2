import type { Pool, PoolClient } from "pg";
import type { Log } from "@/lib/platform/log";

/** Apart from every other advisory lock of the product: those with two numbers are only these. */
const LOCKS = 20_261_120;
const RETRY_MS = 1_000;
const LOOK_EVERY_MS = 30_000;

/**
 * Says that a process's workers live, by locks that its session of the database holds: when the process dies, however
 * it dies, the database lets go of them. Workers take jobs only while they are held. What workers hold that give no
 * such sign, it gives back to the queue: when it starts, and every half minute.
 */
export class SignOfLife {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #names = new Set<string>();
  #client: PoolClient | null = null;
  #held: Promise<null> = Promise.resolve(null);
  #closed = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(pool: Pool, log: Log) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Gives back what the dead hold, now and from now on. */
  async start(): Promise<void> {
    await releaseDeadWorkers(this.#pool);
    this.#timer = setInterval(() => {
      releaseDeadWorkers(this.#pool).catch((err: unknown) => {
        this.#log.warn({ err }, "the queue could not be searched for jobs of dead workers");
      });
    }, LOOK_EVERY_MS).unref();
  }

  /** The workers that take jobs under this name live as long as this process. */
  add(name: string): void {
    this.#names.add(name);
    this.#hold();
  }

  /** Resolves while, or as soon as, the database knows of every name. */
  held(): Promise<null> {
    return this.#held;
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#drop();
  }

  #hold(): void {
    this.#held = this.#held.then(() => this.#takeAll());
  }

  async #takeAll(): Promise<null> {
    while (!this.#closed) {
      try {
        this.#client ??= await this.#connect();
        // Shared, so that names whose numbers happen to be the same do not wait for each other.
        await this.#client.query(
          "SELECT pg_advisory_lock_shared($1, hashtext(name)) FROM unnest($2::text[]) AS name",
          [LOCKS, [...this.#names]],
        );
        return null;
      } catch (err) {
        this.#log.warn({ err }, "no sign of life could be given; no jobs are taken until then");
        this.#drop();
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    return null;
  }

  async #connect(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    const lost = () => {
      if (this.#client !== client) return;
      this.#drop();
      if (!this.#closed) this.#hold();
    };
    client.once("error", lost);
    client.once("end", lost);
    // A machine that vanishes says no farewell: the database asks after it, and not only after two hours.
    await client.query(
      "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)",
    );
    return client;
  }

  /** Ends the session, and the locks with it. */
  #drop(): void {
    const client = this.#client;
    this.#client = null;
    client?.release(true);
  }
}

/**
 * Unlocks every job whose worker gives no sign of life. graphile-worker itself waits four hours, as it cannot know who
 * lives.
 */
export async function releaseDeadWorkers(pool: Pick<Pool, "query">): Promise<void> {
  await pool.query(
    `WITH dead AS MATERIALIZED (
       SELECT array_agg(name) AS names FROM (
         SELECT locked_by AS name FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
         UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL
       ) AS holders WHERE pg_try_advisory_xact_lock($1, hashtext(name))
     )
     SELECT graphile_worker.force_unlock_workers(names) FROM dead WHERE names IS NOT NULL`,
    [LOCKS],
  );
}
