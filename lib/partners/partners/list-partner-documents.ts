import type { PartnerContext } from "@/lib/platform/context";
import { type PendingDocument, pendingAmong } from "@/lib/platform/legal-acceptances";
import { PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";
import { assertPermitted } from "@/lib/platform/permissions";

export interface PartnerDocuments {
  /** Newest first. */
  accepted: {
    document: string;
    version: string;
    at: Date;
    how: string;
    /** Who accepted it for the company; null for its program, for a contract, and once that person is deleted. */
    by: string | null;
  }[];
  /** What an owner or admin is to accept. */
  pending: PendingDocument[];
}

/** Which texts a company accepted, and which are still to be. */
export async function listPartnerDocuments(ctx: PartnerContext): Promise<PartnerDocuments> {
  assertPermitted(ctx, "partner:read");
  const rows = await ctx.db.partnerAcceptance.findMany({
    where: { partnerId: ctx.partnerId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { document: true, version: true, at: true, how: true, user: { select: { name: true } } },
  });
  return {
    accepted: rows.map(({ user, ...row }) => ({ ...row, by: user?.name ?? null })),
    pending: pendingAmong(PARTNER_DOCUMENTS, rows, ctx.clock.now()),
  };
}
