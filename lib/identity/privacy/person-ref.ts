import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import type { Db } from "@/lib/platform/db";
import type { PersonRef } from "@/lib/platform/privacy";

/** Everything by which a person's rows are found now. */
export async function personRef(
  db: Db,
  { userId, profileId }: Pick<PrivacyContext, "userId" | "profileId">,
): Promise<PersonRef> {
  if (userId === null) return { userId, profileId, email: null };
  const [user, profile] = await Promise.all([
    db.user.findUnique({ where: { id: userId }, select: { email: true } }),
    db.profile.findUnique({ where: { userId }, select: { id: true } }),
  ]);
  return { userId, profileId: profile?.id ?? profileId, email: user?.email.toLowerCase() ?? null };
}
