import type { Context } from "@/lib/platform/context";

/** A partner whose books owe it other months of partnerships than it has paid for and not been served. */
interface PartnershipFault {
  partnerId: string;
  detail: string;
}

/** Faults told at most: enough to find the cause. */
const TOLD = 100;
/** The job that earns runs each hour: one that did not for so long is a fault by itself. */
const LATE_HOURS = 36;

/**
 * Compares what the books keep as still to be earned of each partner's event partnerships with its purchases: what was
 * paid, less what is earned and what money that went back took. Also finds partnerships that nothing was earned of for too
 * long, and those of which more or less is earned than the share of their days that are over, where no money went back.
 */
export async function checkPartnerships(ctx: Context): Promise<PartnershipFault[]> {
  return ctx.db.$queryRaw<PartnershipFault[]>`
    WITH booked AS (
      SELECT account.owner_id AS partner_id, -sum(entry.amount_minor) AS minor
      FROM ledger_accounts account JOIN ledger_entries entry ON entry.account_id = account.id
      WHERE account.kind = 'deferred_partnerships' GROUP BY 1
    ), due AS (
      SELECT partner_id, sum(price_minor - earned_minor - taken_minor) AS minor
      FROM event_partnerships WHERE paid_at IS NOT NULL GROUP BY 1
    )
    SELECT coalesce(due.partner_id, booked.partner_id)::text AS "partnerId",
      'the books keep ' || coalesce(booked.minor, 0) || ' of its partnerships, its purchases ' || coalesce(due.minor, 0) AS detail
    FROM due FULL JOIN booked ON booked.partner_id = due.partner_id
    WHERE coalesce(booked.minor, 0) <> coalesce(due.minor, 0)
    UNION ALL
    SELECT partner_id::text, 'of the partnership ' || id || ' are earned ' || earned_minor || ' to ' || settled_at
    FROM event_partnerships
    WHERE paid_at IS NOT NULL AND (
      (settled_at < least(ends_at, ${ctx.clock.now()}::timestamptz - make_interval(hours => ${LATE_HOURS}::int))
        AND earned_minor + taken_minor < price_minor)
      OR (NOT EXISTS (SELECT FROM billing_refunds refund WHERE refund.checkout_session_id = event_partnerships.checkout_session_id)
        AND NOT EXISTS (SELECT FROM billing_disputes dispute WHERE dispute.checkout_session_id = event_partnerships.checkout_session_id)
        AND abs(earned_minor - price_minor * extract(epoch FROM settled_at - starts_at) / extract(epoch FROM ends_at - starts_at))
          > 1 + settlements))
    LIMIT ${TOLD}`;
}
