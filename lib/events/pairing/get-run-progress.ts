import { findRun } from "@/lib/events/pairing/find-run";
import type { RunProgress } from "@/lib/events/pairing/page-schemas";
import { presentProgress } from "@/lib/events/pairing/present-progress";
import type { RunPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** How far a run is, without what it found. Throws Forbidden, NotFound. */
export async function getRunProgress(ctx: PartnerContext, input: RunPath): Promise<RunProgress> {
  assertPermitted(ctx, "events:read");
  return presentProgress(await findRun(ctx, ctx.db, input));
}
