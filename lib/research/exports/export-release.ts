import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { type ExportedFile, fileOf } from "@/lib/research/exports/export-answer";
import type { ExportRelease } from "@/lib/research/exports/schemas";
import { getRelease } from "@/lib/research/insights/get-release";

/** A release as a file, no matter who paid for it. Counts in bins are read `as` a distribution or a median. Throws Forbidden, NotFound. */
export async function exportRelease(
  ctx: PartnerContext,
  { format, ...path }: ExportRelease,
): Promise<ExportedFile> {
  assertPermitted(ctx, "insights:read");
  return fileOf(ctx, await getRelease(ctx, path), format);
}
