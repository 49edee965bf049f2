import type { UserContext } from "@/lib/platform/context";

/** What guards the person's account. */
export interface AccountSecurity {
  hasPassword: boolean;
  totpEnabledAt: Date | null;
  recoveryCodesLeft: number;
  /** Access tokens that work. */
  activeTokens: number;
  /** The other sites that the person signs in through. */
  identities: { provider: string; createdAt: Date }[];
}

export async function getAccountSecurity(ctx: UserContext): Promise<AccountSecurity> {
  const usable = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.clock.now() } }] };
  const user = await ctx.db.user.findUniqueOrThrow({
    where: { id: ctx.userId },
    include: {
      identities: { select: { provider: true, createdAt: true }, orderBy: { createdAt: "asc" } },
      recoveryCodes: { where: { usedAt: null }, select: { id: true } },
      _count: { select: { accessTokens: { where: usable } } },
    },
  });
  return {
    hasPassword: user.passwordHash !== null,
    totpEnabledAt: user.totpEnabledAt,
    recoveryCodesLeft: user.recoveryCodes.length,
    activeTokens: user._count.accessTokens,
    identities: user.identities,
  };
}
