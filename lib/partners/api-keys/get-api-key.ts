import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One of the caller's own keys, without its secret. Throws NotFound. */
export async function getApiKey(
  ctx: PartnerContext,
  input: { partner_id: string; key_id: string },
): Promise<ApiKey> {
  assertPermitted(ctx, "keys:read");
  return presentApiKey(await findApiKey(ctx, ctx.db, input), ctx.clock.now());
}
