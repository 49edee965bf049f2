import type { InsightRelease, InsightQuery as QueryRow } from "@/lib/platform/prisma/client";
import { readAs } from "@/lib/research/insights/find-known";
import { presentQuery } from "@/lib/research/insights/present-query";
import { toQuestion } from "@/lib/research/insights/question";
import type { InsightQuery } from "@/lib/research/insights/schemas";
import { StoredAsked } from "@/lib/research/insights/stored-question";

/** What a stored question needs to be read. */
export const WITH_RELEASE = { release: { include: { edition: { select: { quarter: true } } } } } as const;

/** A stored question with its answer, which never changes. */
export function readAnswer(
  row: QueryRow & { release: InsightRelease & { edition: { quarter: string } } },
): InsightQuery {
  const asked = StoredAsked.parse(row.asked);
  const known = readAs(row.release, toQuestion(asked));
  if (known === null) throw new Error("A query's release answers it.");
  return presentQuery(row, asked, row.release.edition.quarter, known);
}
