import type { Transaction } from "@/lib/platform/db";

/** Moves a history to the profile that claims it. Of two decisions about one purpose the later one then holds. */
export async function moveConsents(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.consentEvent.updateMany({ where: { profileId: from }, data: { profileId: to } });
}
