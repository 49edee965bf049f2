import { assertMayChangeKey } from "@/lib/partners/api-keys/assert-may-change-key";
import { assertMayRequireSignatures } from "@/lib/partners/api-keys/create-signing-key";
import { assertMayGrant } from "@/lib/partners/api-keys/grantable-scopes";
import { generateKey, shownPrefix } from "@/lib/partners/api-keys/key-format";
import { keyEvent, presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { CreateApiKey, NewApiKey } from "@/lib/partners/api-keys/schemas";
import { futureExpiry } from "@/lib/partners/api-keys/update-api-key";
import { audit } from "@/lib/platform/audit";
import type { Context, Mode, PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, Forbidden, PaymentRequired } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ApiKey as ApiKeyRow, Partner as PartnerRow } from "@/lib/platform/prisma/client";
import type { Scope } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";

/** More keys than these in use at once are a mistake or an attack. */
export const MAX_ACTIVE_KEYS = 100;

export interface KeySettings {
  name: string;
  mode: Mode;
  scopes: readonly Scope[];
  expiresAt: Date | null;
  ipAllowlist: readonly string[];
  pinnedModel: string | null;
  /** Whether its calls must be signed; no unless said. */
  signatureRequired?: boolean;
}

/**
 * Makes a key for the partner and returns it with its secret, which is shown this once. A live key needs a verified
 * e-mail and, above the free tier, an active subscription.
 * Nobody makes a key that allows more than they may themselves (`key-powers`).
 * Throws NotFound, Invalid, Forbidden `stronger_credential_needed`, `email_unverified` or `tier_lacks_signatures`,
 * PaymentRequired, Conflict `too_many_keys` or `no_signing_key`.
 */
export async function createApiKey(
  ctx: PartnerContext,
  input: CreateApiKey & { partner_id: string },
): Promise<NewApiKey> {
  assertPermitted(ctx, "keys:write");
  assertMayGrant(ctx, input.scopes);
  const settings: KeySettings = {
    name: input.name,
    mode: input.mode,
    scopes: input.scopes,
    expiresAt: futureExpiry(ctx, input.expires_at),
    ipAllowlist: input.ip_allowlist,
    pinnedModel: input.pinned_model,
    signatureRequired: input.signature_required,
  };
  return transaction(ctx, async (tx) => {
    const partner = await findPartner(ctx, tx, input.partner_id);
    await lockPartner(tx, partner.id);
    await assertMayChangeKey(ctx, tx, { kind: "create", after: { signatureRequired: false, ...settings } });
    if (settings.mode === "live") assertLiveKeysAllowed(partner);
    if (settings.signatureRequired === true) await assertMayRequireSignatures(tx, partner);
    const { row, key } = await insertApiKey(ctx, tx, partner.id, settings);
    await emitEvent(ctx, tx, { partnerId: partner.id, type: "key.created", data: keyEvent(row) });
    return { ...presentApiKey(row, ctx.clock.now()), key };
  });
}

/** Whether a partner's plan lets it make live keys: an active one, or the free tier by choice. */
export function mayHaveLiveKeys({
  tier,
  subscriptionStatus,
}: Pick<PartnerRow, "tier" | "subscriptionStatus">): boolean {
  return subscriptionStatus === "active" || (tier === "free" && subscriptionStatus === "none");
}

export function assertLiveKeysAllowed(partner: PartnerRow): void {
  if (partner.emailVerifiedAt === null) {
    throw new Forbidden(
      "email_unverified",
      `Live keys need a verified e-mail: open the link we sent to ${partner.email}.`,
    );
  }
  if (!mayHaveLiveKeys(partner)) {
    throw new PaymentRequired(
      "subscription_inactive",
      partner.subscriptionStatus === "cancelled"
        ? "The subscription has ended: live keys need an active one."
        : `Live keys of the ${partner.tier} tier need an active subscription.`,
    );
  }
}

/** Writes a new key and its audit row; the caller holds the transaction and has checked that it may be made. */
export async function insertApiKey(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  settings: KeySettings,
): Promise<{ row: ApiKeyRow; key: string }> {
  const now = ctx.clock.now();
  const active = await tx.apiKey.count({
    where: { partnerId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  if (active >= MAX_ACTIVE_KEYS) {
    throw new Conflict(
      "too_many_keys",
      `There are ${MAX_ACTIVE_KEYS} active keys already: revoke some first.`,
    );
  }
  const key = generateKey(settings.mode);
  const row = await tx.apiKey.create({
    data: {
      id: newId(now),
      partnerId,
      name: settings.name,
      mode: settings.mode,
      scopes: [...settings.scopes],
      secretHash: sha256(key),
      prefix: shownPrefix(key),
      ipAllowlist: [...settings.ipAllowlist],
      pinnedModel: settings.pinnedModel,
      signatureRequired: settings.signatureRequired ?? false,
      expiresAt: settings.expiresAt,
      createdAt: now,
      updatedAt: now,
    },
  });
  await audit(ctx, tx, {
    partnerId,
    action: "api_key.created",
    targetType: "api_key",
    targetId: row.id,
    details: { name: row.name, mode: row.mode, scopes: row.scopes },
  });
  return { row, key };
}
