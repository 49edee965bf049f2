import { presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { PartnerContext } from "@/lib/platform/context";
import { findPartner } from "@/lib/platform/find-partner";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's own keys, newest first: all, or only those that are in use, or that no longer are. Throws NotFound. */
export async function listApiKeys(
  ctx: PartnerContext,
  input: PageQuery & { partner_id: string; status?: "active" | "ended" | undefined },
) {
  assertPermitted(ctx, "keys:read");
  const partner = await findPartner(ctx, ctx.db, input.partner_id);
  const before = decodeCursor(input.cursor);
  const now = ctx.clock.now();
  const rows = await ctx.db.apiKey.findMany({
    where: {
      partnerId: partner.id,
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(input.status === "active"
        ? { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
        : {}),
      ...(input.status === "ended"
        ? { OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] }
        : {}),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return page(
    rows.map((row) => presentApiKey(row, now)),
    input.limit,
  );
}
