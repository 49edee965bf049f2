import type { InsightPublication } from "@/lib/platform/prisma/client";

/** A finding as its owner's list shows it. */
export interface Finding {
  readonly id: string;
  readonly query_id: string;
  readonly cite: string;
  readonly title: string;
  readonly summary: string;
  readonly author: string;
  readonly published_at: string;
  readonly withdrawn_at: string | null;
  /** Whether an admin withdrew it, so that it cannot be published again. */
  readonly withdrawn_by_staff: boolean;
}

export function presentFinding(row: InsightPublication): Finding {
  return {
    id: row.id,
    query_id: row.queryId,
    cite: row.cite,
    title: row.title,
    summary: row.summary,
    author: row.author,
    published_at: row.publishedAt.toISOString(),
    withdrawn_at: row.withdrawnAt?.toISOString() ?? null,
    withdrawn_by_staff: row.withdrawnByStaff,
  };
}
