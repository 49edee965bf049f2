import type { InsightSavedQuery } from "@/lib/platform/prisma/client";
import { askedOf, presentAsked } from "@/lib/research/insights/describe-query";
import type { SavedQuery } from "@/lib/research/insights/release-schemas";
import { AskInsights } from "@/lib/research/insights/schemas";

/** A saved question as pages and reports read it. */
export function presentSavedQuery(
  row: Pick<InsightSavedQuery, "id" | "name" | "asked" | "createdAt">,
): SavedQuery {
  const asked = AskInsights.parse(row.asked);
  return {
    id: row.id,
    name: row.name,
    ...presentAsked(askedOf(asked)),
    edition: asked.edition ?? null,
    error: asked.error,
    created_at: row.createdAt.toISOString(),
  };
}
