import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { assertMayMakeSigningKey } from "@/lib/partners/api-keys/assert-may-change-key";
import { presentSigningKey } from "@/lib/partners/api-keys/present-api-key";
import type { CreateSigningKey, NewSigningKey } from "@/lib/partners/api-keys/schemas";
import { effectiveTier, type TieredPartner } from "@/lib/plans/effective-tier";
import type { TierName } from "@/lib/plans/tiers";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";
import { seal } from "@/lib/platform/seal";

const SIGNING_TIERS: ReadonlySet<TierName> = new Set<TierName>(["enterprise", "white_label"]);

/** Enough for every system of a partner's to have its own, and one more while it changes. */
export const MAX_ACTIVE_SIGNING_KEYS = 20;

/** What stands before the 32 bytes of an Ed25519 public key in its SPKI form (RFC 8410). */
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Makes what a partner signs its requests with: an HMAC secret, shown this once, or a place for the public half of
 * the partner's own Ed25519 pair. Taken on every instance at once.
 * Throws NotFound, Invalid, Forbidden `tier_lacks_signatures` or `stronger_credential_needed`, Conflict `too_many_keys`.
 */
export async function createSigningKey(
  ctx: PartnerContext,
  input: CreateSigningKey & { partner_id: string },
): Promise<NewSigningKey> {
  assertPermitted(ctx, "keys:write");
  return transaction(ctx, async (tx) => {
    const partner = await findPartner(ctx, tx, input.partner_id);
    assertTierSigns(partner);
    const publicKey = input.algorithm === "ed25519" ? readPublicKey(input.public_key) : null;
    await lockPartner(tx, partner.id);
    await assertMayMakeSigningKey(ctx, tx);
    if ((await countActive(tx, partner.id)) >= MAX_ACTIVE_SIGNING_KEYS) {
      throw new Conflict(
        "too_many_keys",
        `There are ${MAX_ACTIVE_SIGNING_KEYS} active signing keys already: revoke some first.`,
      );
    }
    const now = ctx.clock.now();
    const id = newId(now);
    const secret = publicKey === null ? generateSecret() : null;
    const row = await tx.signingKey.create({
      data: {
        id,
        partnerId: partner.id,
        name: input.name,
        algorithm: input.algorithm === "ed25519" ? "ed25519" : "hmac_sha256",
        sealedSecret: secret === null ? null : seal(signingKeyPurpose(id), secret),
        publicKey,
        createdAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: partner.id,
      action: "signing_key.created",
      targetType: "signing_key",
      targetId: row.id,
      details: { name: row.name, algorithm: input.algorithm },
    });
    return { ...presentSigningKey(row), secret };
  });
}

/** What a secret is sealed for: it opens as this key's and no other's. */
export function signingKeyPurpose(id: string): string {
  return `signing-key:${id}`;
}

/** 256 random bits behind a prefix that secret scanners can look for. */
function generateSecret(): string {
  return `sig_${randomBytes(32).toString("base64url")}`;
}

/**
 * Calls can be made to need a signature only where some signature could be right.
 * Throws Forbidden `tier_lacks_signatures`, Conflict `no_signing_key`.
 */
export async function assertMayRequireSignatures(tx: Transaction, partner: PartnerRow): Promise<void> {
  assertTierSigns(partner);
  if ((await countActive(tx, partner.id)) === 0) {
    throw new Conflict(
      "no_signing_key",
      `There is no active signing key, so every call would be refused: make one first, POST /api/v1/partners/${partner.id}/signing-keys.`,
    );
  }
}

/** Whether the tier that a partner pays for, or has by contract, comes with signed requests. */
export function maySign(partner: TieredPartner): boolean {
  return SIGNING_TIERS.has(effectiveTier(partner));
}

function assertTierSigns(partner: PartnerRow): void {
  if (!maySign(partner)) {
    throw new Forbidden(
      "tier_lacks_signatures",
      `Signed requests come with the enterprise and white-label tiers, once paid for or agreed; this is the ${effectiveTier(partner)} tier.`,
    );
  }
}

function countActive(tx: Transaction, partnerId: string): Promise<number> {
  return tx.signingKey.count({ where: { partnerId, revokedAt: null } });
}

/** The key object of an Ed25519 public key's 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_SPKI, bytes]), format: "der", type: "spki" });
}

/** The 32 bytes of an Ed25519 public key, from base64 of themselves or from PEM. Throws Invalid. */
function readPublicKey(text: string): Uint8Array<ArrayBuffer> {
  if (text.includes("PRIVATE KEY")) {
    throw invalidPublicKey(
      "Is a private key. We have not kept it, but it has left your side: make a new pair, and send its public key.",
    );
  }
  try {
    const key = text.startsWith("-----BEGIN")
      ? createPublicKey(text)
      : publicKeyOf(Buffer.from(/^[\w+/-]{43}=?$/.test(text) ? text : "", "base64"));
    if (key.asymmetricKeyType === "ed25519") {
      return new Uint8Array(key.export({ format: "der", type: "spki" }).subarray(-32));
    }
  } catch {
    // Not a key at all: told as a key of another kind is.
  }
  throw invalidPublicKey("Must be an Ed25519 public key: base64 of its 32 bytes, or PEM (SPKI).");
}

function invalidPublicKey(message: string): Invalid {
  return new Invalid("invalid_input", "One field of the input is not valid.", [
    { path: "public_key", message },
  ]);
}
