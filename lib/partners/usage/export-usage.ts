import { getUsage, spanOf } from "@/lib/partners/usage/get-usage";
import type { UsageQuery, UsageRow } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** What one page covers where rows are hours or days: no query reads more than a month of hours at once. */
const PAGE_MS = 31 * 86_400_000;
/** A year, also of hours: what comes in pages may be longer than one reply. */
const MAX_DAYS = 366;

/**
 * What `getUsage` counts, as a table that is read month by month while it is sent. `group_by` endpoint or key is one page,
 * because each of its rows is a sum of the whole span. Throws Forbidden, and Invalid for a span that is empty or too long.
 */
export function exportUsage(
  ctx: PartnerContext,
  input: UsageQuery,
): { fileName: string; pages: AsyncGenerator<UsageRow[]> } {
  assertPermitted(ctx, "usage:read");
  const { from, to } = spanOf(ctx.clock.now(), input, MAX_DAYS);
  const days = `${from.toISOString().slice(0, 10)}-to-${to.toISOString().slice(0, 10)}`;
  return {
    fileName: `usage-by-${input.group_by}-${ctx.mode}-${days}.csv`,
    pages: pagesOf(ctx, input, from, to),
  };
}

async function* pagesOf(
  ctx: PartnerContext,
  { group_by }: UsageQuery,
  from: Date,
  to: Date,
): AsyncGenerator<UsageRow[]> {
  const isByTime = group_by === "day" || group_by === "hour";
  let start = from;
  while (start < to) {
    // Pages end at midnight, so that no day stands on two of them.
    const midnight = Math.floor((start.getTime() + PAGE_MS) / 86_400_000) * 86_400_000;
    const end = isByTime ? new Date(Math.min(to.getTime(), midnight)) : to;
    const page = await getUsage(ctx, { group_by, from: start.toISOString(), to: end.toISOString() });
    yield page.data;
    start = end;
  }
}
