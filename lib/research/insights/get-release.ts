import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { readAs } from "@/lib/research/insights/find-known";
import { presentResult } from "@/lib/research/insights/present-query";
import type { Release, ReleasePath } from "@/lib/research/insights/release-schemas";
import { measureOf, StoredQuestion } from "@/lib/research/insights/stored-question";
import { RELEASE_SUMMARY, summarizeRelease } from "@/lib/research/insights/summarize-release";

/** A release with its figures, no matter who paid for it. Counts in bins are read `as` a distribution or a median. Throws Forbidden, NotFound. */
export async function getRelease(ctx: PartnerContext, { release_id, as }: ReleasePath): Promise<Release> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const row = await ctx.db.insightRelease.findFirst({
    where: { id: release_id, edition: { openedAt: { not: null } } },
    select: { ...RELEASE_SUMMARY, noisy: true },
  });
  if (row === null) throw new NotFound("release");
  const question = StoredQuestion.parse(row.question);
  const known = readAs(row, question);
  if (known === null) throw new Error("A release answers its own question.");
  const result = presentResult(measureOf(question, as), row.edition.quarter, known);
  return { ...summarizeRelease(row, ctx.partnerId, as), result };
}
