import type { Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/**
 * Locks a person's answers until the transaction ends, before any sheet, story, pair or result of theirs is locked. Throws NotFound where another
 * tab or device deleted them, or brought them into an account, a moment ago.
 */
export async function lockProfile(tx: Transaction, profileId: string): Promise<{ birthYear: number | null }> {
  const [profile] = await tx.$queryRaw<{ birthYear: number | null }[]>`
    SELECT birth_year AS "birthYear" FROM profiles WHERE id = ${profileId}::uuid FOR NO KEY UPDATE`;
  if (profile === undefined) throw new NotFound("profile");
  return profile;
}
