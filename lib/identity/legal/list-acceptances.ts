import type { Context } from "@/lib/platform/context";
import { type PendingDocument, pendingAmong } from "@/lib/platform/legal-acceptances";
import { PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";

/** A text that a person accepted. */
export interface ShownAcceptance {
  id: string;
  document: string;
  version: string;
  at: Date;
  how: string;
}

/** What a person accepted with their account and in this browser, newest first. */
export async function listAcceptances(
  ctx: Context & { readonly userId: string | null; readonly profileId: string | null },
): Promise<ShownAcceptance[]> {
  const { userId, profileId } = ctx;
  const ways = [
    ...(userId === null ? [] : [{ userId }, { profile: { userId } }]),
    ...(profileId === null ? [] : [{ profileId }]),
  ];
  if (ways.length === 0) return [];
  return ctx.db.legalAcceptance.findMany({
    where: { OR: ways },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { id: true, document: true, version: true, at: true, how: true },
  });
}

/** The texts that a person with an account is to accept: those that are new, or that ask again. */
export async function listPendingDocuments(
  ctx: Context & { readonly userId: string },
): Promise<PendingDocument[]> {
  const accepted = await listAcceptances({ ...ctx, profileId: null });
  return pendingAmong(PERSON_DOCUMENTS, accepted, ctx.clock.now());
}
