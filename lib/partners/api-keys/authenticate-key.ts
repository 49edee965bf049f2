import { type Credential, credentialOf } from "@/lib/partners/api-keys/credential";
import type { CredentialCache } from "@/lib/partners/api-keys/credential-cache";
import { isWellFormedKey } from "@/lib/partners/api-keys/key-format";
import type { LimitClass } from "@/lib/partners/rate-limits/limit-classes";
import type { Database } from "@/lib/platform/db";
import { Forbidden, LimitReached, PaymentRequired, Unauthenticated } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

/** Reads the credential of the key with this SHA-256; null where there is none. */
export async function findCredential(
  { prisma }: Database,
  secretHash: Buffer<ArrayBuffer>,
): Promise<Credential | null> {
  const key = await prisma.apiKey.findUnique({ where: { secretHash }, include: { partner: true } });
  return key === null ? null : credentialOf(key);
}

/**
 * Says whose key this is. It must be well formed (checked without a look-up) and known, though perhaps no longer good
 * for anything: see `assertUsable`. Throws Unauthenticated `invalid_key`.
 */
export async function identifyKey(cache: CredentialCache, key: string): Promise<Credential> {
  if (!isWellFormedKey(key)) {
    throw new Unauthenticated(
      "invalid_key",
      "This is not an API key of ours: check that it was copied whole.",
    );
  }
  const credential = await cache.get(sha256(key));
  if (credential === null) throw new Unauthenticated("invalid_key", "This API key is not known here.");
  return credential;
}

/**
 * Whether a key may be used now, from here: it must not be revoked nor expired, its holder not suspended and, for live
 * calls above the free tier, paid up (`charges`: whether the call is one that costs something; others go on while a
 * payment is overdue), the caller's address on its allowlist, and for live calls of the product no hard cap of the
 * partner's own reached. A call that revokes needs neither payment nor cap (`limitClass`).
 * Throws Unauthenticated, Forbidden, PaymentRequired or LimitReached, each with the code that says which.
 */
export function assertUsable(
  credential: Credential,
  address: string | null,
  now: Date,
  { charges, limitClass = "calls" }: { charges: boolean; limitClass?: LimitClass } = { charges: true },
): void {
  if (credential.revoked) throw new Unauthenticated("revoked_key", "This API key has been revoked.");
  if (credential.expiresAtMs <= now.getTime())
    throw new Unauthenticated("expired_key", "This API key has expired.");
  if (credential.suspended) {
    throw new Forbidden("partner_suspended", "This account is suspended. Write to support to learn why.");
  }
  if (credential.allows !== null && !credential.allows(address)) {
    throw new Forbidden("ip_not_allowed", "This address is not on the key's IP allowlist.");
  }
  if (limitClass === "revoke") return;
  const { paid } = credential;
  if (paid !== null && (!paid.reads || (charges && paid.chargesUntilMs <= now.getTime()))) {
    throw new PaymentRequired(
      "subscription_inactive",
      paid.reads
        ? "A payment is overdue: live calls that are charged for are refused until it is made. Reading goes on, and so do test keys."
        : "Live calls need an active subscription. Test keys go on working.",
    );
  }
  if (limitClass === "calls" && credential.cappedUntilMs > now.getTime()) {
    const until = new Date(credential.cappedUntilMs).toISOString();
    throw new LimitReached(
      "cap_reached",
      `A hard cap that your team has set was reached: live calls are refused until ${until}, or until the cap is raised or switched off. Test keys go on working.`,
      (credential.cappedUntilMs - now.getTime()) / 1_000,
    );
  }
}
