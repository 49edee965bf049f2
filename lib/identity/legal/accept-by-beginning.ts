import type { ProfileContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import {
  currentDocuments,
  recordProfileAcceptance,
  recordUserAcceptance,
} from "@/lib/platform/legal-acceptances";
import { PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";

/**
 * Records that a person accepted the terms that hold now by beginning: the words beside the button say so. It is the
 * account's where there is one, else this browser's.
 */
export async function acceptByBeginning(
  ctx: ProfileContext,
  tx: Transaction,
  how: "assessment" | "quest",
): Promise<void> {
  const documents = currentDocuments(PERSON_DOCUMENTS, ctx.clock.now());
  const { userId, profileId } = ctx;
  await (userId === null
    ? recordProfileAcceptance(ctx, tx, { profileId, documents, how })
    : recordUserAcceptance(ctx, tx, { userId, documents, how }));
}
