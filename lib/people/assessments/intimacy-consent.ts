import { hasConsent, recordConsent } from "@/lib/identity/consent/record-consent";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";

/**
 * Writes down the consent that a choice about intimacy is. Agreeing grants it. Declining takes it back only where no
 * other sheet or story of the person holds answers that were agreed to: those keep the consent that they rest on.
 * Throws Invalid at `adult` for a birth year under 18.
 */
export async function settleIntimacyConsent(
  ctx: ProfileContext,
  tx: Transaction,
  choice: "agreed" | "declined",
  place: "assessment" | "quest",
): Promise<void> {
  const { profileId } = ctx;
  if (choice === "declined") {
    const sheets = await tx.assessment.count({ where: { profileId, intimacy: "agreed" } });
    const stories = await tx.questRun.count({ where: { profileId, intimacy: "agreed" } });
    if (sheets + stories > 0) return;
  }
  await recordConsent(ctx, tx, { consent: "intimacy", granted: choice === "agreed", place });
}

/** Whether a sheet's or a story's answers about intimacy may be used: it was agreed to there, and the consent holds. */
export async function mayUseIntimacy(
  ctx: ProfileContext,
  db: Db,
  { intimacy }: { intimacy: string },
): Promise<boolean> {
  return intimacy === "agreed" && (await hasConsent(ctx, db, "intimacy"));
}
