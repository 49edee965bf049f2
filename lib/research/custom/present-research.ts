import type { CustomResearch, CustomResearchStatus } from "@/lib/platform/prisma/client";

/** A request for custom research, as its partner sees it. */
export interface ResearchRequest {
  readonly id: string;
  readonly title: string;
  readonly status: CustomResearchStatus;
  readonly ticket_id: string;
  readonly budget_usd: number | null;
  readonly quote_usd: number | null;
  readonly quoted_until: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const CENTS = 100n;
const dollars = (minor: bigint | null) => (minor === null ? null : Number(minor / CENTS));

export function presentResearch(row: CustomResearch): ResearchRequest {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    ticket_id: row.ticketId,
    budget_usd: dollars(row.budgetMinor),
    quote_usd: dollars(row.quoteMinor),
    quoted_until: row.quotedUntil?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** Cents of whole dollars. */
export const minorOf = (usd: number): bigint => BigInt(usd) * CENTS;
