import type { Pool } from "pg";

const FLUSH_EVERY_MS = 5_000;

/**
 * Remembers when and from where each key was last used and writes that down every five seconds, all keys in one
 * statement: no write a call. What a killed process had not written yet is lost; it is a hint, not a record.
 */
export class LastUse {
  readonly #pool: Pool;
  #seen = new Map<string, { at: Date; ip: string | null }>();
  #timer: NodeJS.Timeout | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  mark(keyId: string, at: Date, ip: string | null): void {
    this.#seen.set(keyId, { at, ip });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      // A hint that cannot be written is dropped; the next use brings it again.
      this.flush().catch(() => undefined);
    }, FLUSH_EVERY_MS).unref();
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const seen = [...this.#seen];
    this.#seen = new Map();
    if (seen.length === 0) return;
    await this.#pool.query({
      name: "last-use",
      text: `UPDATE api_keys SET last_used_at = used.at, last_used_ip = used.ip
        FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS used (id, at, ip)
        WHERE api_keys.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)`,
      values: [seen.map(([id]) => id), seen.map(([, use]) => use.at), seen.map(([, use]) => use.ip)],
    });
  }
}
