import type { Transaction } from "@/lib/platform/db";

/** Makes publishing a release and withdrawing what was published of it follow one another until the transaction ends. */
export async function lockRelease(tx: Transaction, releaseId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM insight_releases WHERE id = ${releaseId}::uuid FOR NO KEY UPDATE`;
}
