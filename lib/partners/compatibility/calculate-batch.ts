import { modelErrors, modelFor, scoreOf } from "@/lib/partners/compatibility/calculate-compatibility";
import {
  type Batch,
  type BatchResult,
  type CalculateBatch,
  CalculateCompatibility,
} from "@/lib/partners/compatibility/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { type FieldError, Invalid } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Scores many pairs: one result a pair, in order. A pair that cannot be scored says why and sinks no other; only
 * scored pairs are billed. A dry run checks and prices, and scores nothing. A pair's own `model_version` comes before
 * the batch's, and that before the key's.
 * Throws Invalid `batch_too_large` for more pairs than the tier's batch.
 */
export function calculateBatch(
  ctx: PartnerContext & { pinnedModel: string | null; batchPairs: number },
  { pairs, dry_run, model_version }: CalculateBatch,
): Batch {
  assertPermitted(ctx, "compatibility:calculate");
  if (pairs.length > ctx.batchPairs) {
    throw new Invalid("batch_too_large", `A batch of yours holds at most ${ctx.batchPairs} pairs.`, [
      { path: "pairs", message: `Must hold at most ${ctx.batchPairs} pairs, not ${pairs.length}.` },
    ]);
  }
  const model = modelFor(model_version ?? ctx.pinnedModel);
  let scored = 0;
  const results = pairs.map((pair): BatchResult => {
    const parsed = CalculateCompatibility.safeParse(pair);
    if (!parsed.success) return refused(fieldErrors(parsed.error.issues));
    const own = parsed.data.model_version == null ? model : modelFor(parsed.data.model_version);
    const errors = modelErrors(own, parsed.data);
    if (errors.length > 0) return refused(errors);
    scored += 1;
    return dry_run ? { ok: true } : { ok: true, ...scoreOf(own, parsed.data) };
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

function refused(errors: FieldError[]): BatchResult {
  return { ok: false, error: { code: "invalid_input", detail: "This pair is not valid.", errors } };
}
