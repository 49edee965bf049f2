import type { Db } from "@/lib/platform/db";

/**
 * Whether an address is told: `team` for a member's and the partner's own verified ones, `confirmed` for whoever
 * outside of it has agreed, `waiting` for who has not answered, `declined` for who does not want it.
 */
export const RECIPIENT_STATES = ["team", "confirmed", "waiting", "declined"] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

interface Standing {
  state: RecipientState;
  /** Whether it was asked before. */
  asked: boolean;
}

/** How each of these addresses stands with a partner. */
export async function recipientStates(
  db: Db,
  partnerId: string,
  emails: readonly string[],
): Promise<Map<string, Standing>> {
  if (emails.length === 0) return new Map();
  const rows = await db.$queryRaw<({ email: string } & Standing)[]>`
    SELECT given.email, asked.id IS NOT NULL AS asked, CASE
      WHEN EXISTS (
        SELECT 1 FROM users JOIN partner_members AS member ON member.user_id = users.id
        WHERE users.email = given.email AND users.email_verified_at IS NOT NULL AND users.suspended_at IS NULL
          AND member.partner_id = ${partnerId}::uuid
      ) OR EXISTS (
        SELECT 1 FROM partners
        WHERE id = ${partnerId}::uuid AND lower(partners.email) = given.email AND email_verified_at IS NOT NULL
      ) THEN 'team'
      WHEN asked.declined_at IS NOT NULL THEN 'declined'
      WHEN asked.confirmed_at IS NOT NULL THEN 'confirmed'
      ELSE 'waiting' END AS state
    FROM unnest(${[...emails]}::text[]) AS given(email)
    LEFT JOIN alert_recipients AS asked ON asked.partner_id = ${partnerId}::uuid AND asked.email = given.email`;
  return new Map(rows.map(({ email, state, asked }) => [email, { state, asked }] as const));
}

/** Whether an address that stands so gets mails of alerts. */
export function isTold(standing: Standing | undefined): boolean {
  return standing?.state === "team" || standing?.state === "confirmed";
}
