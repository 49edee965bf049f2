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
  const email = user?.email.toLowerCase() ?? null;
  const formerEmails = email === null ? [] : await findFormerEmails(db, userId, email);
  return { userId, profileId: profile?.id ?? profileId, email, formerEmails };
}

/** Addresses that an account had before and no other account has now. */
async function findFormerEmails(db: Db, userId: string, email: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ email: string }[]>`
    SELECT DISTINCT lower(details->>'email') AS email FROM audit_events
    WHERE target_type = 'user' AND target_id = ${userId} AND action = 'email.changed'
      AND lower(details->>'email') NOT IN (SELECT email FROM users) AND lower(details->>'email') <> ${email}
      AND strpos(details->>'email', '@') > 0`;
  return rows.map(({ email }) => email);
}
