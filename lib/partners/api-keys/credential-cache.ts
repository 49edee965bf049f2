import type { Credential } from "@/lib/partners/api-keys/credential";

/** After this a look-up is begun beside the call, which still uses what is known. */
const REFRESH_AFTER_MS = 400;
/** After this a call waits for a fresh look-up. A revoked key is thus refused on every instance within a second. */
const EXPIRE_AFTER_MS = 850;
const MAX_ENTRIES = 10_000;

interface Entry {
  /** When the look-up began: what it found was true then. */
  askedAtMs: number;
  credential: Credential | null;
}

/**
 * Keeps credentials for under a second, so that a busy key costs two look-ups a second and process, not one a call.
 * Looks each key up once at a time. A failed look-up is passed on, never bridged with what was known before.
 */
export class CredentialCache {
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Map<string, { askedAtMs: number; look: Promise<Credential | null> }>();
  readonly #find: (hash: Buffer<ArrayBuffer>) => Promise<Credential | null>;
  readonly #nowMs: () => number;

  constructor(
    find: (hash: Buffer<ArrayBuffer>) => Promise<Credential | null>,
    nowMs = () => performance.now(),
  ) {
    this.#find = find;
    this.#nowMs = nowMs;
  }

  /** The credential whose key has this SHA-256, or null where there is none. */
  get(hash: Buffer<ArrayBuffer>): Credential | null | Promise<Credential | null> {
    const id = hash.toString("latin1");
    const entry = this.#entries.get(id);
    const ageMs = entry === undefined ? Number.POSITIVE_INFINITY : this.#nowMs() - entry.askedAtMs;
    if (entry === undefined || ageMs >= EXPIRE_AFTER_MS) return this.#look(id, hash);
    // A refresh that fails is not this call's fault; when the entry expires the next call meets the failure itself.
    if (ageMs >= REFRESH_AFTER_MS) this.#look(id, hash).catch(() => undefined);
    return entry.credential;
  }

  #look(id: string, hash: Buffer<ArrayBuffer>): Promise<Credential | null> {
    const askedAtMs = this.#nowMs();
    const running = this.#running.get(id);
    // A look-up that hangs may have read before a revocation: nobody joins one older than an entry may be.
    if (running !== undefined && askedAtMs - running.askedAtMs < EXPIRE_AFTER_MS) return running.look;
    const look = this.#find(hash)
      .then((credential) => {
        this.#keep(id, { askedAtMs, credential });
        return credential;
      })
      .finally(() => {
        if (this.#running.get(id)?.look === look) this.#running.delete(id);
      });
    this.#running.set(id, { askedAtMs, look });
    return look;
  }

  #keep(id: string, entry: Entry): void {
    const known = this.#entries.get(id);
    if (known !== undefined && known.askedAtMs > entry.askedAtMs) return;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size > MAX_ENTRIES) this.#evictOldest();
  }

  #evictOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
