import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Purpose } from "@/lib/platform/purposes";

/** Whose data were read: their answers, or their account. */
export type Subject = { profileId: string } | { userId: string };

interface Access {
  /** What read: `<domain>.<noun>`. */
  reader: string;
  /** The purpose that they agreed to; null where reading rests on something else. */
  purpose: Purpose | null;
  /** Why, in words for them. Never another person's data. */
  why: string;
  people: readonly Subject[];
  /** Readings of one kind in the same UTC day or month are one row that counts. */
  period: "day" | "month";
}

/**
 * Writes down for each person that their data were read, when and why: they see it in their privacy centre. By the admin
 * or the job that acts. Many at a time cost one statement.
 */
export async function recordAccesses(ctx: Context, db: Db, access: Access): Promise<void> {
  if (access.people.length === 0) return;
  const now = ctx.clock.now();
  const byType = ctx.actor.type === "user" ? "admin" : ctx.actor.type;
  const byId = ctx.actor.type === "user" ? (ctx.actor.impersonatorId ?? ctx.actor.id) : null;
  const period = now.toISOString().slice(0, access.period === "day" ? 10 : 7);
  const profiles = access.people.map((subject) => ("profileId" in subject ? subject.profileId : null));
  const users = access.people.map((subject) => ("userId" in subject ? subject.userId : null));
  const ids = access.people.map(() => newId(now));
  const at = now.toISOString();
  // People who were erased meanwhile have no log any more.
  await db.$executeRaw`
    INSERT INTO data_accesses
      (id, key, profile_id, user_id, reader, purpose, why, by_type, by_id, times, first_at, last_at)
    SELECT read.id,
      sha256(convert_to(concat_ws('|', read.profile_id, read.user_id, ${access.reader}::text, ${access.why}::text,
        ${byType}::text, ${byId}::text, ${period}::text), 'UTF8')),
      read.profile_id, read.user_id, ${access.reader}, ${access.purpose}::consent_purpose, ${access.why}, ${byType},
      ${byId}::uuid, 1, ${at}::timestamptz, ${at}::timestamptz
    FROM (SELECT DISTINCT ON (profile_id, user_id) * FROM unnest(${ids}::uuid[], ${profiles}::uuid[], ${users}::uuid[])
      AS given (id, profile_id, user_id)) AS read
    WHERE EXISTS (SELECT FROM profiles WHERE profiles.id = read.profile_id)
      OR EXISTS (SELECT FROM users WHERE users.id = read.user_id)
    ORDER BY 2
    ON CONFLICT (key) DO UPDATE SET times = data_accesses.times + 1, last_at = EXCLUDED.last_at`;
}
