import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { currentDocuments, recordUserAcceptance } from "@/lib/platform/legal-acceptances";
import { PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";

/** As a sign-up does, so that no page of the demo asks this person to. */
export async function acceptTerms(ctx: Context, userId: string): Promise<void> {
  const documents = currentDocuments(PERSON_DOCUMENTS, ctx.clock.now());
  await transaction(ctx, (tx) => recordUserAcceptance(ctx, tx, { userId, documents, how: "sign_up" }));
}
