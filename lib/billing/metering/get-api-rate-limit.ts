import type { ApiRateLimit } from "@/lib/billing/metering/schemas";
import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import { limitsOf } from "@/lib/plans/limits-of";
import type { PartnerContext } from "@/lib/platform/context";
import { findPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * The limits of the context's mode and what is left of them, without taking any. Throws Forbidden, and Unavailable
 * `limiter_unavailable` where they cannot be read.
 */
export async function getApiRateLimit(
  ctx: PartnerContext & { readonly limiter: Limiter },
): Promise<ApiRateLimit> {
  assertPermitted(ctx, "usage:read");
  const limits = limitsOf(await findPartner(ctx, ctx.db, ctx.partnerId), ctx.mode);
  const now = ctx.clock.now();
  const subject = `partner:${ctx.partnerId}:${ctx.mode}`;
  const { minute, day } = await ctx.limiter.take({ subject, limits, minuteCost: 0, dayCost: 0, now });
  const told = ({ limit, remaining, resetSeconds }: typeof minute) => ({
    limit,
    remaining,
    reset_at: new Date(now.getTime() + resetSeconds * 1_000).toISOString(),
  });
  return { mode: ctx.mode, minute: told(minute), day: told(day), pairs_per_batch: limits.batchPairs };
}
