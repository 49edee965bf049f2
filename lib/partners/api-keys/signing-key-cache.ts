import { createHmac, timingSafeEqual, verify } from "node:crypto";
import { publicKeyOf, signingKeyPurpose } from "@/lib/partners/api-keys/create-signing-key";
import type { SIGNING_ALGORITHMS } from "@/lib/partners/api-keys/schemas";
import type { Db } from "@/lib/platform/db";
import type { SigningKey as SigningKeyRow } from "@/lib/platform/prisma/client";
import { unseal } from "@/lib/platform/seal";

/** A partner's active signing keys by their ids. */
export type SigningKeys = ReadonlyMap<string, VerifyingKey>;

/** What checks the signatures of one signing key. */
export interface VerifyingKey {
  readonly id: string;
  readonly algorithm: (typeof SIGNING_ALGORITHMS)[number];
  verify(text: Buffer, signature: Buffer): boolean;
}

export function hmacVerifier(id: string, secret: string | Buffer): VerifyingKey {
  return {
    id,
    algorithm: "hmac-sha256",
    verify(text, signature) {
      const expected = createHmac("sha256", secret).update(text).digest();
      return signature.length === expected.length && timingSafeEqual(signature, expected);
    },
  };
}

export function ed25519Verifier(id: string, publicKey: Uint8Array): VerifyingKey {
  const key = publicKeyOf(publicKey);
  return { id, algorithm: "ed25519", verify: (text, signature) => verify(null, text, key, signature) };
}

/** Null where the row has nothing to check with: its secret was sealed under another APP_SECRET. */
function verifierOf(row: SigningKeyRow): VerifyingKey | null {
  if (row.publicKey !== null) return ed25519Verifier(row.id, row.publicKey);
  const secret = row.sealedSecret === null ? null : unseal(signingKeyPurpose(row.id), row.sealedSecret);
  return secret === null ? null : hmacVerifier(row.id, secret);
}

/** Reads the active signing keys of a partner. */
export async function findSigningKeys(db: Db, partnerId: string): Promise<SigningKeys> {
  const rows = await db.signingKey.findMany({ where: { partnerId, revokedAt: null } });
  const keys = new Map<string, VerifyingKey>();
  for (const row of rows) {
    const verifier = verifierOf(row);
    if (verifier !== null) keys.set(row.id, verifier);
  }
  return keys;
}

/** A look-up older than this is made again: a revoked signing key is thus refused on every instance within a second. */
const EXPIRE_AFTER_MS = 850;
const MAX_ENTRIES = 1_000;

/**
 * Keeps the signing keys of partners that sign for under a second. A failed look-up is passed on, never bridged with
 * what was known before.
 */
export class SigningKeyCache {
  /** By partner; a look-up counts from when it began, since what it finds was true then. */
  readonly #entries = new Map<string, { askedAtMs: number; keys: Promise<SigningKeys> }>();
  readonly #find: (partnerId: string) => Promise<SigningKeys>;
  readonly #nowMs: () => number;

  constructor(find: (partnerId: string) => Promise<SigningKeys>, nowMs = () => performance.now()) {
    this.#find = find;
    this.#nowMs = nowMs;
  }

  get(partnerId: string): Promise<SigningKeys> {
    const entry = this.#entries.get(partnerId);
    const isFresh = entry !== undefined && this.#nowMs() - entry.askedAtMs < EXPIRE_AFTER_MS;
    return isFresh ? entry.keys : this.lookAgain(partnerId);
  }

  /** Asks the database now: for a key that is not among those known, which may have been made since. */
  lookAgain(partnerId: string): Promise<SigningKeys> {
    const entry = { askedAtMs: this.#nowMs(), keys: this.#find(partnerId) };
    this.#entries.delete(partnerId);
    this.#entries.set(partnerId, entry);
    if (this.#entries.size > MAX_ENTRIES) this.#evictOldest();
    entry.keys.catch(() => {
      if (this.#entries.get(partnerId) === entry) this.#entries.delete(partnerId);
    });
    return entry.keys;
  }

  #evictOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
