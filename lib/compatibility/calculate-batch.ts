import { UNIT_PRICE_MICRO_USD } from "@/lib/billing/tiers";
import { modelFor, scoreOf } from "@/lib/compatibility/calculate-compatibility";
import {
  type Batch,
  type BatchResult,
  type CalculateBatch,
  CalculateCompatibility,
} from "@/lib/compatibility/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Scores many pairs: one result a pair, in order. A pair that cannot be scored says why and sinks no other; only
 * scored pairs are billed. A dry run checks and prices, and scores nothing.
 * Throws Invalid `batch_too_large` for more pairs than the tier's batch.
 */
export function calculateBatch(
  ctx: PartnerContext & { pinnedModel: string | null; batchPairs: number },
  { pairs, dry_run }: CalculateBatch,
): Batch {
  assertPermitted(ctx, "compatibility:calculate");
  if (pairs.length > ctx.batchPairs) {
    throw new Invalid("batch_too_large", `A batch of yours holds at most ${ctx.batchPairs} pairs.`, [
      { path: "pairs", message: `Must hold at most ${ctx.batchPairs} pairs, not ${pairs.length}.` },
    ]);
  }
  const model = modelFor(ctx.pinnedModel);
  let scored = 0;
  const results = pairs.map((pair): BatchResult => {
    const parsed = CalculateCompatibility.safeParse(pair);
    if (!parsed.success) {
      const errors = fieldErrors(parsed.error.issues);
      return { ok: false, error: { code: "invalid_input", detail: "This pair is not valid.", errors } };
    }
    scored += 1;
    return dry_run ? { ok: true } : { ok: true, ...scoreOf(model, parsed.data) };
  });
  const billable = ctx.mode === "live" ? scored : 0;
  return {
    results,
    total_pairs: pairs.length,
    scored_pairs: scored,
    failed_pairs: pairs.length - scored,
    dry_run,
    billable_units: billable,
    price_micro_usd: billable * UNIT_PRICE_MICRO_USD,
    model_version: model.version,
    timestamp: ctx.clock.now().toISOString(),
    request_id: ctx.requestId,
  };
}
