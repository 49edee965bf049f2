import type { CallFacts } from "@/lib/partners/support/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { idTime } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What is kept of one of the partner's own calls, live or test, as a ticket shows it. Null for a call that is not
 * there, no longer kept, or another's: the three are not told apart. Throws Forbidden.
 */
export async function describeCall(
  ctx: PartnerContext,
  { request_id }: { request_id: string },
): Promise<CallFacts | null> {
  assertPermitted(ctx, "tickets:read");
  const call = await ctx.db.apiCall.findFirst({
    // The id holds the time, and the time says in which week's partition to look.
    where: { requestId: request_id, occurredAt: idTime(request_id), partnerId: ctx.partnerId },
  });
  if (call === null) return null;
  const key =
    call.apiKeyId === null
      ? null
      : await ctx.db.apiKey.findFirst({
          where: { id: call.apiKeyId, partnerId: ctx.partnerId },
          select: { name: true, prefix: true },
        });
  return {
    request_id: call.requestId,
    at: call.occurredAt.toISOString(),
    mode: call.mode ?? "live",
    method: call.method,
    endpoint: call.endpoint,
    status: call.status,
    error_code: call.errorCode,
    duration_ms: call.durationUs / 1_000,
    key_name: key?.name ?? null,
    key_prefix: key?.prefix ?? null,
  };
}
