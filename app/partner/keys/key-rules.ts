import type { KeyRules } from "@/app/partner/keys/key-form";
import type { AtWork } from "@/app/session";
import { mayHaveLiveKeys } from "@/lib/partners/api-keys/create-api-key";
import { maySign } from "@/lib/partners/api-keys/create-signing-key";
import { grantableScopes } from "@/lib/partners/api-keys/grantable-scopes";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";

/** Which keys can be made here and now, and why others cannot. */
export async function keyRules({ ctx, partner }: Pick<AtWork, "ctx" | "partner">): Promise<KeyRules> {
  const signing = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 100 });
  return {
    liveBlocked: !partner.emailVerified
      ? "email_unverified"
      : mayHaveLiveKeys(partner)
        ? null
        : "subscription_inactive",
    email: partner.email,
    grantable: grantableScopes(ctx),
    signaturesBlocked: !maySign(partner)
      ? "tier"
      : signing.data.some(({ status }) => status === "active")
        ? null
        : "no_signing_key",
    models: MODEL_VERSIONS,
    defaultModel: DEFAULT_MODEL_VERSION,
  };
}
