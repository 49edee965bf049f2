import { findApiKey } from "@/lib/partners/api-keys/find-api-key";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import { MAX_ADDRESSES } from "@/lib/partners/api-keys/learned-addresses";
import { proposeAllowlist } from "@/lib/partners/api-keys/propose-allowlist";
import type { KeyLearning } from "@/lib/partners/api-keys/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ApiKey as ApiKeyRow } from "@/lib/platform/prisma/client";

/** What a key has learnt of the addresses it is used from, and the allowlist that follows. Throws NotFound. */
export async function getKeyLearning(
  ctx: PartnerContext,
  { key_id }: { key_id: string },
): Promise<KeyLearning> {
  assertPermitted(ctx, "keys:read");
  const key = await findApiKey(ctx, ctx.db, { partner_id: ctx.partnerId, key_id });
  return learningOf(ctx.db, key, ctx.clock.now());
}

export async function learningOf(db: Db, key: ApiKeyRow, now: Date): Promise<KeyLearning> {
  const rows = await db.keyAddress.findMany({
    where: { apiKeyId: key.id },
    orderBy: [{ calls: "desc" }, { address: "asc" }],
    take: MAX_ADDRESSES,
  });
  const proposal = proposeAllowlist(rows);
  const covers = compileAllowlist(proposal);
  const until = key.learnsAddressesUntil;
  return {
    learns_until: until !== null && until > now ? until.toISOString() : null,
    addresses: rows.map((row) => ({
      address: row.address,
      calls: row.calls,
      first_seen_at: row.firstSeenAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
    })),
    proposal,
    uncovered: rows.map(({ address }) => address).filter((address) => covers?.(address) === false),
  };
}
