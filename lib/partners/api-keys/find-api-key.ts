import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { ApiKey as ApiKeyRow } from "@/lib/platform/prisma/client";

/** Reads one of the caller's own keys. Another's and a missing one are the same NotFound. */
export async function findApiKey(
  ctx: PartnerContext,
  db: Db,
  { partner_id, key_id }: { partner_id: string; key_id: string },
): Promise<ApiKeyRow> {
  const row =
    partner_id === ctx.partnerId
      ? await db.apiKey.findUnique({ where: { id: key_id, partnerId: ctx.partnerId } })
      : null;
  if (row === null) throw new NotFound("API key");
  return row;
}
