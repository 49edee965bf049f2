import { insertApiKey, type KeySettings } from "@/lib/partners/api-keys/create-api-key";
import type { ContractPartner } from "@/lib/partners/partners/contract";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { SCOPES } from "@/lib/platform/scopes";

/**
 * Makes a partner by contract, with its own limits where agreed. Where the contract is in force the partner counts as
 * verified and paid, no mail is sent to ask, and a live key is made. For operators.
 */
export async function createContractPartner(
  ctx: Context,
  input: ContractPartner,
): Promise<{ partner_id: string; live_key: string | null; test_key: string }> {
  const { company_name, email, tier, active, per_minute, per_day } = input;
  return transaction(ctx, async (tx) => {
    const inside = { ...ctx, db: tx };
    const { partner, test_key } = await createPartner(
      inside,
      { company_name, email, tier },
      { verifyBy: active ? null : "mail", acceptance: { how: "contract" } },
    );
    await updateContract(inside, {
      partner_id: partner.id,
      per_minute,
      per_day,
      ...(active ? { subscription_status: "active", email_verified: true } : {}),
    });
    const live: KeySettings = {
      name: "First live key",
      mode: "live",
      scopes: SCOPES,
      expiresAt: null,
      ipAllowlist: [],
      pinnedModel: null,
    };
    const live_key = active ? (await insertApiKey(inside, tx, partner.id, live)).key : null;
    return { partner_id: partner.id, live_key, test_key };
  });
}
