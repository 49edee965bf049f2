import type { Context } from "@/lib/platform/context";

/** An invoice whose deferred revenue is not what is left of its time. */
interface DeferredFault {
  invoiceId: string;
  partnerId: string;
  detail: string;
}

/** Faults told at most: enough to find the cause. */
const TOLD = 100;
/** A daily job that did not run for so long is a fault by itself. */
const LATE_HOURS = 36;

/**
 * Counts what must be deferred of each invoice from its lines alone and compares it with the books: what its plans cost,
 * by the share of their days that are not over. Uses nothing that earning itself uses but the moment to which that came.
 * Where money went back for an invoice, or it credits time, no more than what it charges for those days may be deferred,
 * and no less than what it credits for them. Also finds deferred revenue of no invoice, and invoices that nothing was earned of for too long.
 */
export async function checkDeferredRevenue(ctx: Context): Promise<DeferredFault[]> {
  return ctx.db.$queryRaw<DeferredFault[]>`
    WITH booked AS (
      SELECT split_part(posted.key, ':', 2) AS invoice_id, account.owner_id AS partner_id, -sum(entry.amount_minor) AS minor
      FROM ledger_accounts account
      JOIN ledger_entries entry ON entry.account_id = account.id
      JOIN ledger_transactions posted ON posted.id = entry.transaction_id
      WHERE account.kind = 'deferred_revenue'
      GROUP BY 1, 2
    ), timed AS (
      SELECT invoice.id, invoice.partner_id, schedule.settled_at, schedule.done_at,
        line.amount_minor - line.inclusive_tax_minor - line.discount_minor AS minor,
        CASE
          WHEN invoice.status = 'void' THEN 0
          WHEN coalesce(invoice.unearned_at, invoice.marked_uncollectible_at) IS NOT NULL AND invoice.status <> 'paid' THEN 0
          WHEN line.period_end <= schedule.settled_at OR subscription.ended_at <= schedule.settled_at THEN 0
          ELSE least(1, extract(epoch FROM line.period_end - date_trunc('day', schedule.settled_at, 'UTC'))
            / extract(epoch FROM line.period_end - line.period_start))
        END AS share
      FROM revenue_schedules schedule
      JOIN invoices invoice ON invoice.id = schedule.invoice_id
      JOIN invoice_lines line ON line.invoice_id = invoice.id AND line.kind = 'plan'
      LEFT JOIN subscriptions subscription ON subscription.id = invoice.subscription_id AND subscription.id = line.subscription_id
    ), due AS (
      SELECT id, partner_id, settled_at, done_at, sum(minor * share) AS minor, 2 * count(*) AS cents,
        sum(greatest(0, minor * share)) AS most, sum(least(0, minor * share)) AS least, bool_or(minor < 0) AS credits
      FROM timed GROUP BY id, partner_id, settled_at, done_at
    ), compared AS (
      SELECT coalesce(due.id, booked.invoice_id) AS id, coalesce(due.partner_id, booked.partner_id) AS partner_id,
        coalesce(booked.minor, 0) AS booked, coalesce(due.minor, 0) AS due, coalesce(due.cents, 0) AS cents, settled_at, done_at,
        coalesce(due.least, 0) AS least, coalesce(due.most, 0) AS most,
        coalesce(due.credits, false)
          OR EXISTS (SELECT FROM billing_refunds WHERE invoice_id = due.id)
          OR EXISTS (SELECT FROM billing_disputes WHERE invoice_id = due.id) AS given_back
      FROM due FULL JOIN booked ON booked.invoice_id = due.id AND booked.partner_id = due.partner_id
    )
    SELECT id AS "invoiceId", partner_id::text AS "partnerId",
      'deferred are ' || booked || ', by its days ' || round(due, 2) || ', earned to ' || coalesce(settled_at::text, 'nothing') AS detail
    FROM compared
    WHERE (NOT given_back AND abs(booked - due) > cents)
      OR (given_back AND (booked < compared.least - cents OR booked > most + cents))
      OR (done_at IS NULL AND settled_at IS NOT NULL AND settled_at < ${ctx.clock.now()}::timestamptz - make_interval(hours => ${LATE_HOURS}::int))
    ORDER BY 1 LIMIT ${TOLD}`;
}
