import type { Pool } from "pg";
import type { Context } from "@/lib/platform/context";

const FLUSH_EVERY_MS = 5_000;
/** A key that is used from more addresses than these is not one for an allowlist; the rest are not kept. */
export const MAX_ADDRESSES = 500;
/** Between two writes at most this many are remembered, whoever calls from wherever. */
const MAX_REMEMBERED = 10_000;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

interface Seen {
  keyId: string;
  address: string;
  calls: number;
  firstAt: Date;
  lastAt: Date;
}

/**
 * Remembers the addresses from which keys in learn mode are used, and writes them down every five seconds, all in one
 * statement: no write a call, and nothing at all for other keys. What a killed process had not written is lost; a
 * client that matters calls again.
 */
export class LearnedAddresses {
  readonly #pool: Pool;
  #seen = new Map<string, Seen>();
  #timer: NodeJS.Timeout | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  mark(keyId: string, address: string | null, at: Date): void {
    if (address === null) return;
    const id = `${keyId} ${address}`;
    const known = this.#seen.get(id);
    if (known !== undefined) {
      known.calls += 1;
      known.lastAt = at;
      return;
    }
    if (this.#seen.size >= MAX_REMEMBERED) return;
    this.#seen.set(id, { keyId, address, calls: 1, firstAt: at, lastAt: at });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => undefined);
    }, FLUSH_EVERY_MS).unref();
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const seen = [...this.#seen.values()];
    this.#seen = new Map();
    if (seen.length === 0) return;
    // A key that has stopped learning meanwhile keeps nothing. Sorted, so that two instances never wait for each other.
    await this.#pool.query({
      name: "learned-addresses",
      text: `INSERT INTO key_addresses (api_key_id, address, calls, first_seen_at, last_seen_at)
        SELECT seen.id, seen.address, seen.calls, seen.first_at, seen.last_at
        FROM unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::timestamptz[])
          AS seen (id, address, calls, first_at, last_at)
        JOIN api_keys ON api_keys.id = seen.id AND api_keys.learns_addresses_until > seen.last_at
        WHERE EXISTS (SELECT FROM key_addresses known WHERE known.api_key_id = seen.id AND known.address = seen.address)
          OR (SELECT count(*) FROM key_addresses known WHERE known.api_key_id = seen.id) < $6
        ORDER BY seen.id, seen.address
        ON CONFLICT (api_key_id, address) DO UPDATE SET calls = key_addresses.calls + excluded.calls,
          first_seen_at = least(key_addresses.first_seen_at, excluded.first_seen_at),
          last_seen_at = greatest(key_addresses.last_seen_at, excluded.last_seen_at)`,
      values: [
        seen.map(({ keyId }) => keyId),
        seen.map(({ address }) => address),
        seen.map(({ calls }) => calls),
        seen.map(({ firstAt }) => firstAt),
        seen.map(({ lastAt }) => lastAt),
        MAX_ADDRESSES,
      ],
    });
  }
}

/** Removes addresses that were last seen more than 30 days ago. */
export async function forgetOldAddresses(ctx: Context): Promise<void> {
  const limit = new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS);
  await ctx.db.keyAddress.deleteMany({ where: { lastSeenAt: { lt: limit } } });
}
