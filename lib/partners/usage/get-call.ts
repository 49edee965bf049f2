import { type CallRecord, callTime, presentCallDetail } from "@/lib/partners/usage/present-call";
import type { CallDetail } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * All that is known of one call of the partner's, live or test, by its Request-Id. Throws Forbidden, and NotFound for
 * a call that is another's, older than 90 days, or never was.
 */
export async function getCall(ctx: PartnerContext, input: { request_id: string }): Promise<CallDetail> {
  assertPermitted(ctx, "usage:read");
  const [row] = await ctx.db.$queryRaw<CallRecord[]>`
    SELECT calls.*, (SELECT name FROM api_keys WHERE id = api_key_id AND partner_id = ${ctx.partnerId}::uuid) AS key_name
    FROM api_calls AS calls
    WHERE request_id = ${input.request_id}::uuid AND occurred_at = ${callTime(input.request_id)}
      AND partner_id = ${ctx.partnerId}::uuid`;
  if (row === undefined) throw new NotFound("call");
  return presentCallDetail(row);
}
