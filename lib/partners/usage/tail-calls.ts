import { listCalls } from "@/lib/partners/usage/list-calls";
import type { CallRow, TailQuery } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * A call's time is when it came in, and its row is there when it was answered: one that took long appears behind
 * others. Nothing takes longer than this.
 */
export const SLOWEST_MS = 30_000;
const MOST = 100;

/**
 * The newest calls, at most a hundred, that may have come since a moment: those of half a minute before it too, so
 * that none is missed, and whoever asks leaves out what they know by its id. Throws Forbidden, and Invalid as the log.
 */
export async function tailCalls(
  ctx: PartnerContext,
  { since, from, ...filters }: TailQuery,
): Promise<{ data: CallRow[]; has_more: boolean }> {
  assertPermitted(ctx, "usage:read");
  const earliest = new Date(
    Math.max(Date.parse(since) - SLOWEST_MS, from === undefined ? 0 : Date.parse(from)),
  );
  const { data, has_more } = await listCalls(ctx, { ...filters, from: earliest.toISOString(), limit: MOST });
  return { data, has_more };
}
