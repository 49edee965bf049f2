import type { PartnerContext } from "@/lib/platform/context";
import { Forbidden } from "@/lib/platform/errors";

/** A wallet holds what was paid for: test keys know nothing of it. Throws Forbidden `live_key_required`. */
export function assertLive(ctx: PartnerContext): void {
  if (ctx.mode === "live") return;
  throw new Forbidden("live_key_required", "Test keys see test data only: use a live key.");
}
