import type { Db } from "@/lib/platform/db";

/** Two guests who must not meet, by their seats and by the organizer's ids. */
export interface ApartPair {
  readonly seats: readonly [string, string];
  readonly externalIds: readonly [string, string];
}

/**
 * The guests of an event of whom one has blocked the other, at this or an earlier event. People are known again by their
 * account, or by the address of the invitation. The organizer does not get this list.
 */
export async function apartPairs(db: Db, eventId: string): Promise<ApartPair[]> {
  const rows = await db.$queryRaw<{ one: string; other: string; oneId: string; otherId: string }[]>`
    WITH person AS (
      SELECT attendee.id, attendee.external_id, coalesce(account.id, known.id) AS user_id,
        coalesce(account.email, lower(attendee.email)) AS email
      FROM event_attendees attendee
      LEFT JOIN registrations registration ON registration.attendee_id = attendee.id
      LEFT JOIN users account ON account.id = registration.user_id
      LEFT JOIN users known ON account.id IS NULL AND known.email = lower(attendee.email)
        AND known.email_verified_at IS NOT NULL
      WHERE attendee.event_id = ${eventId}::uuid
    )
    SELECT DISTINCT least(blocker.id, blocked.id)::text AS one, greatest(blocker.id, blocked.id)::text AS other,
      CASE WHEN blocker.id < blocked.id THEN blocker.external_id ELSE blocked.external_id END AS "oneId",
      CASE WHEN blocker.id < blocked.id THEN blocked.external_id ELSE blocker.external_id END AS "otherId"
    FROM person_blocks block
    JOIN person blocker ON blocker.user_id = block.blocker_user_id OR blocker.email = block.blocker_email
      OR blocker.id = block.attendee_id
    JOIN person blocked ON blocked.user_id = block.blocked_user_id OR blocked.email = block.blocked_email
      OR blocked.id = block.other_id
    WHERE blocker.id <> blocked.id`;
  return rows.map(({ one, other, oneId, otherId }) => ({
    seats: [one, other],
    externalIds: [oneId, otherId],
  }));
}
