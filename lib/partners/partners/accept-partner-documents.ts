import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAcceptsCurrent, recordPartnerAcceptance } from "@/lib/platform/legal-acceptances";
import { PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";
import { assertPermitted } from "@/lib/platform/permissions";

/** Accepts the texts for companies as they are now, for the caller's. Again it changes nothing. Throws Invalid at `accepted`. */
export async function acceptPartnerDocuments(
  ctx: PartnerContext,
  { accepted }: { accepted?: string | undefined },
): Promise<{ accepted: true }> {
  assertPermitted(ctx, "partner:write");
  const documents = assertAcceptsCurrent(accepted, PARTNER_DOCUMENTS, ctx.clock.now());
  const { partnerId, actor } = ctx;
  const userId = actor.type === "user" ? actor.id : null;
  await transaction(ctx, (tx) =>
    recordPartnerAcceptance(ctx, tx, { partnerId, userId, documents, how: "banner" }),
  );
  return { accepted: true };
}
