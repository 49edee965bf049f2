import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/** How long a key for the documentation works: each browser tab makes its own, so they must not pile up. */
export const DOCS_KEY_HOURS = 24;
const HOUR_MS = 3_600_000;

export interface DocsKey {
  key: string;
  partner_id: string;
}

/**
 * Makes a test key named "Docs" for a member who reads the documentation, and returns it this once. It scores and
 * reads usage, and ends by itself after a day, of which no mail warns.
 * Throws Forbidden `insufficient_role`, Conflict `too_many_keys`.
 */
export async function makeDocsKey(ctx: PartnerContext, _input: Record<string, never>): Promise<DocsKey> {
  assertPermitted(ctx, "keys:write");
  const now = ctx.clock.now();
  const input = CreateApiKey.parse({
    name: "Docs",
    expires_at: new Date(now.getTime() + DOCS_KEY_HOURS * HOUR_MS).toISOString(),
  });
  return transaction(ctx, async (tx) => {
    const { id, key } = await createApiKey({ ...ctx, db: tx }, { partner_id: ctx.partnerId, ...input });
    // Its end is its purpose: no warning is due.
    await tx.apiKey.update({
      where: { id, partnerId: ctx.partnerId },
      data: { expiryWarnedAt: now },
    });
    return { key, partner_id: ctx.partnerId };
  });
}
