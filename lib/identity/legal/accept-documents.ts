import type { AcceptDocuments } from "@/lib/identity/legal/schemas";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAcceptsCurrent, recordUserAcceptance } from "@/lib/platform/legal-acceptances";
import { PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";

/** Accepts the texts for people as they are now, for oneself. Again it changes nothing. Throws Invalid at `accepted`. */
export async function acceptDocuments(
  ctx: UserContext,
  { accepted }: AcceptDocuments,
): Promise<{ accepted: true }> {
  const documents = assertAcceptsCurrent(accepted, PERSON_DOCUMENTS, ctx.clock.now());
  const { userId } = ctx;
  await transaction(ctx, (tx) => recordUserAcceptance(ctx, tx, { userId, documents, how: "banner" }));
  return { accepted: true };
}
