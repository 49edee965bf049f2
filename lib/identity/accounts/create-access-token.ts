import { assertSelf } from "@/lib/identity/accounts/assert-self";
import { type AccessToken, presentAccessToken } from "@/lib/identity/accounts/list-access-tokens";
import type { CreateAccessToken } from "@/lib/identity/accounts/schemas";
import { generateAccessToken, shownTokenPrefix } from "@/lib/partners/api-keys/key-format";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";

/** More than these in use at once are a mistake or an attack. */
const MAX_ACTIVE_TOKENS = 50;
const DAY_MS = 86_400_000;

/**
 * Makes a token by which the person's own programs act for them, and returns it, this once. Within the one partner it
 * names it never allows more than the person's role does at the time of the call. Without one it has no scopes, and
 * works where people call as themselves.
 * Throws NotFound for a partner that is not theirs, Conflict `too_many_tokens`, Forbidden `impersonating`.
 */
export async function createAccessToken(
  ctx: UserContext,
  input: CreateAccessToken,
): Promise<AccessToken & { token: string }> {
  assertSelf(ctx);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${ctx.userId}::uuid FOR UPDATE`;
    const { partner_id: partnerId } = input;
    if (partnerId !== null) {
      const where = { partnerId_userId: { partnerId, userId: ctx.userId } };
      if ((await tx.partnerMember.findUnique({ where })) === null) throw new NotFound("partner");
    }
    const active = await tx.personalAccessToken.count({
      where: { userId: ctx.userId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    });
    if (active >= MAX_ACTIVE_TOKENS)
      throw new Conflict(
        "too_many_tokens",
        `You have ${MAX_ACTIVE_TOKENS} active tokens: revoke some first.`,
      );
    const token = generateAccessToken();
    const row = await tx.personalAccessToken.create({
      data: {
        id: newId(now),
        userId: ctx.userId,
        partnerId,
        name: input.name,
        scopes: [...input.scopes],
        secretHash: sha256(token),
        prefix: shownTokenPrefix(token),
        expiresAt:
          input.expires_in_days === null ? null : new Date(now.getTime() + input.expires_in_days * DAY_MS),
        createdAt: now,
      },
      include: { partner: true },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "access_token.created",
      targetType: "access_token",
      targetId: row.id,
      details: { name: row.name, scopes: row.scopes },
    });
    return { ...presentAccessToken(row, now), token };
  });
}
