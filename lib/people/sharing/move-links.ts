import type { Transaction } from "@/lib/platform/db";

/** Gives one profile's links to another of the same person, when an account claims what a browser holds. After their pairs. */
export async function moveLinks(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.shareLink.updateMany({ where: { profileId: from }, data: { profileId: to } });
  await tx.shareLink.updateMany({ where: { friendId: from }, data: { friendId: to } });
}
