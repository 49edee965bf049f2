import type { UserContext } from "@/lib/platform/context";
import type { Partner as PartnerRow, PersonalAccessToken as TokenRow } from "@/lib/platform/prisma/client";

export interface AccessToken {
  id: string;
  name: string;
  prefix: string;
  /** Null for one that is for no partner, only for the person. */
  partnerId: string | null;
  companyName: string | null;
  scopes: string[];
  status: "active" | "expired" | "revoked";
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
  createdAt: Date;
}

/** The person's tokens, newest first, expired and revoked ones too. */
export async function listAccessTokens(ctx: UserContext): Promise<AccessToken[]> {
  const rows = await ctx.db.personalAccessToken.findMany({
    where: { userId: ctx.userId },
    include: { partner: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  const now = ctx.clock.now();
  return rows.map((row) => presentAccessToken(row, now));
}

export function presentAccessToken(
  row: TokenRow & { partner: Pick<PartnerRow, "companyName"> | null },
  now: Date,
): AccessToken {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    partnerId: row.partnerId,
    companyName: row.partner?.companyName ?? null,
    scopes: row.scopes,
    status: row.revokedAt !== null ? "revoked" : expired ? "expired" : "active",
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
    lastUsedIp: row.lastUsedIp,
    createdAt: row.createdAt,
  };
}
