import type { Decision, Limiter, Limits } from "@/lib/partners/rate-limits/limiter";
import { resolveRange, tellSpan } from "@/lib/partners/usage/resolve-range";
import type { LimitHeadroom, LimitUse, UsageRange } from "@/lib/partners/usage/schemas";
import { limitUseByHour } from "@/lib/partners/usage/usage-sums";
import { limitsOf } from "@/lib/plans/limits-of";
import type { PartnerContext } from "@/lib/platform/context";
import { Unavailable } from "@/lib/platform/errors";
import { findPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

/**
 * How near the partner comes to its limits in the context's mode: now, as the limits' own store counts, and at most in
 * the range, from the calls. A minute takes one for each call; a UTC day one for each, and for a batch one for each
 * pair that was scored. Calls refused with 401, 402, 403 or 429 take nothing. A peak minute is one of the clock, while
 * the limit's slides, and days are counted whole where the range cuts one. Throws Forbidden, and Invalid for a range
 * that cannot be.
 */
export async function getLimitHeadroom(
  ctx: PartnerContext,
  input: UsageRange,
  limiter: Limiter,
): Promise<LimitHeadroom> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = resolveRange(ctx.clock.now(), input);
  const firstDay = new Date(Math.floor(from.getTime() / DAY_MS) * DAY_MS);
  const limits = limitsOf(await findPartner(ctx, ctx.db, ctx.partnerId), ctx.mode);
  const [decision, [minute], [day]] = await Promise.all([
    look(ctx, limiter, limits),
    ctx.db.$queryRaw<{ used: bigint; at: Date }[]>`
      SELECT max(peak_minute)::bigint AS used, hour AS at FROM (${limitUseByHour(ctx, { from, to })}) AS uses
      GROUP BY hour ORDER BY used DESC, at DESC LIMIT 1`,
    ctx.db.$queryRaw<{ used: bigint; at: Date }[]>`
      SELECT sum(day_use)::bigint AS used, date_trunc('day', hour, 'UTC') AS at
      FROM (${limitUseByHour(ctx, { from: firstDay, to })}) AS uses GROUP BY 2 ORDER BY used DESC, at DESC LIMIT 1`,
  ]);
  return {
    ...tellSpan({ from, to }),
    mode: ctx.mode,
    minute: windowUse(limits.perMinute, decision?.minute, minute),
    day: windowUse(limits.perDay, decision?.day, day),
  };
}

/** What has been taken, without taking anything. Null while the store does not answer. */
async function look(ctx: PartnerContext, limiter: Limiter, limits: Limits): Promise<Decision | null> {
  const subject = `partner:${ctx.partnerId}:${ctx.mode}`;
  try {
    return await limiter.take({ subject, limits, minuteCost: 0, dayCost: 0, now: ctx.clock.now() });
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

function windowUse(
  limit: number,
  window: { remaining: number } | undefined,
  peak: { used: bigint; at: Date } | undefined,
): LimitUse {
  const most = Number(peak?.used ?? 0);
  return {
    limit,
    used: window === undefined ? null : limit - window.remaining,
    peak:
      peak === undefined || most === 0
        ? null
        : { used: most, at: peak.at.toISOString(), share: most / limit },
  };
}
