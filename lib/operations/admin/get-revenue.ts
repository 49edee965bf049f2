import {
  type AccountName,
  accountId,
  credits,
  HOUSE,
  otherRevenue,
  refunds,
  subscriptionRevenue,
  usageRevenue,
} from "@/lib/billing/ledger/accounts";
import {
  byTier,
  type Movement,
  type MrrOfPeriod,
  monthsTo,
  mrrOfPeriod,
  standingAt,
  totalOf,
  yearly,
  yearTo,
} from "@/lib/operations/admin/revenue-metrics";
import type { RevenueQuery } from "@/lib/operations/admin/schemas";
import type { TierName } from "@/lib/plans/tiers";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

const CURRENCY = "USD";
const MONTHS: Record<RevenueQuery["range"], number> = { "6m": 6, "12m": 12, "24m": 24, "36m": 36 };

/** What the books say was earned, in US cents. `netMinor` is the first four less the last two. */
export interface Earned {
  /** Plans by the days that are over, less what was voided, given up or left unpaid when a plan ended. */
  subscriptionMinor: number;
  /** Live calls on invoices that were made final, less the same. */
  usageMinor: number;
  /** AI tokens that were used; bought ones are not earned before. */
  tokensMinor: number;
  /** Event passes, the days of event partnerships that are over, and what else was invoiced by hand. */
  otherMinor: number;
  /** What coupons took off. */
  discountsMinor: number;
  /** What was refunded or lost in disputes, less what of it was for time or AI tokens that were not used yet. */
  refundsMinor: number;
  netMinor: number;
}

export interface RevenueMonth extends MrrOfPeriod, Earned {
  /** What was paid or invoiced ahead, for plans and event partnerships, and still to be earned at its end. */
  deferredMinor: number;
  /** `2026-03`, UTC. */
  month: string;
  /** Over the twelve months to its end; null where nobody paid then. */
  yearNetRetention: number | null;
  /** MRR at its end by plan. */
  tiers: { tier: TierName; mrrMinor: number; partners: number }[];
}

export interface PartnerRevenue extends Earned {
  id: string;
  companyName: string;
  /** The plan it pays for now; null for none. */
  tier: TierName | null;
  mrrMinor: number;
  /** What it paid or was invoiced ahead, for plans and event partnerships, and is still to be earned now. */
  deferredMinor: number;
}

export interface Revenue {
  asOf: Date;
  /** Whether the local stand-in takes Stripe's place, so that nothing here is real money. */
  standIn: boolean;
  /** Of now. */
  mrrMinor: number;
  arrMinor: number;
  partnersPaying: number;
  /** The same of all partners: a liability. */
  deferredMinor: number;
  yearNetRetention: number | null;
  /** Oldest first; the last is not over. */
  months: RevenueMonth[];
  /** Of now, the largest first, with what the books say of the range. */
  tiers: { tier: TierName; mrrMinor: number; partners: number; netMinor: number }[];
  /** Who brings in anything now or did in the range, the most first. */
  partners: PartnerRevenue[];
  /** Of the whole range. */
  total: Earned;
  /** What of it is no one partner's: refunds from before their partners were written down. */
  unattributed: Earned;
  /** Whether anything was ever earned or is paid for. */
  any: boolean;
}

/**
 * What the installation earns, by UTC month, plan and partner: what recurs, from the changes of what each partner
 * brings in a month, and what was earned, from the ledger alone. US cents. For admins.
 */
export async function getRevenue(ctx: AdminContext, { range }: RevenueQuery): Promise<Revenue> {
  assertAdmin(ctx);
  const now = ctx.clock.now();
  const periods = monthsTo(now, MONTHS[range]);
  const [movements, deferrals, entries, ever] = await Promise.all([
    readMovements(ctx),
    readDeferrals(ctx, now),
    readEntries(ctx, periods[0]?.from ?? now, now),
    ctx.db.ledgerEntry.findFirst({
      where: { accountId: { in: ACCOUNTS.map(({ id }) => id) } },
      select: { accountId: true },
    }),
  ]);
  const owedTime = deferredByPartner(deferrals);
  const standing = standingAt(movements, now);
  const earnedBy = (of: (entry: Entry) => boolean) => earned(entries.filter(of));
  const ids = [
    ...new Set([
      ...standing.keys(),
      ...entries.flatMap(({ partner_id }) => partner_id ?? []),
      ...owedTime.keys(),
    ]),
  ];
  const known = await ctx.db.partner.findMany({
    where: { id: { in: ids } },
    select: { id: true, companyName: true, tier: true },
  });
  const names = new Map(known.map((partner) => [partner.id, partner]));
  const partners = ids
    .map((id): PartnerRevenue => {
      const at = standing.get(id);
      return {
        id,
        companyName: names.get(id)?.companyName ?? id,
        tier: at?.tier ?? null,
        mrrMinor: at?.minor ?? 0,
        deferredMinor: owedTime.get(id) ?? 0,
        ...earnedBy(({ partner_id }) => partner_id === id),
      };
    })
    .sort((a, b) => b.mrrMinor - a.mrrMinor || b.netMinor - a.netMinor || (a.id < b.id ? -1 : 1));
  return {
    asOf: now,
    standIn: usesStripeStandIn(),
    mrrMinor: totalOf(standing),
    arrMinor: yearly(totalOf(standing)),
    partnersPaying: standing.size,
    deferredMinor: deferredSum(deferrals),
    yearNetRetention: mrrOfPeriod(movements, yearTo(now)).netRetention,
    months: periods.map(({ month, from, to }) => ({
      month,
      ...mrrOfPeriod(movements, { from, to }),
      yearNetRetention: mrrOfPeriod(movements, yearTo(to)).netRetention,
      tiers: byTier(standingAt(movements, to)),
      deferredMinor: deferredSum(deferrals.filter((one) => one.month <= month)),
      ...earnedBy((entry) => entry.month === month),
    })),
    tiers: tiersOf(partners, names),
    partners,
    total: earned(entries),
    unattributed: earnedBy(({ partner_id }) => partner_id === null),
    any: movements.length > 0 || ever !== null || deferrals.length > 0,
  };
}

/** A partner that pays counts with its plan, one that only did with its tier of today. */
function tiersOf(
  partners: readonly PartnerRevenue[],
  known: ReadonlyMap<string, { tier: TierName }>,
): Revenue["tiers"] {
  const tiers = new Map<TierName, Revenue["tiers"][number]>();
  for (const { id, tier: plan, mrrMinor, netMinor } of partners) {
    const tier = plan ?? known.get(id)?.tier ?? "free";
    const sum = tiers.get(tier) ?? { tier, mrrMinor: 0, partners: 0, netMinor: 0 };
    tiers.set(tier, {
      tier,
      mrrMinor: sum.mrrMinor + mrrMinor,
      partners: sum.partners + (mrrMinor > 0 ? 1 : 0),
      netMinor: sum.netMinor + netMinor,
    });
  }
  return [...tiers.values()].sort(
    (a, b) => b.mrrMinor - a.mrrMinor || b.netMinor - a.netMinor || (a.tier < b.tier ? -1 : 1),
  );
}

async function readMovements(ctx: AdminContext): Promise<Movement[]> {
  return ctx.db.mrrMovement.findMany({
    select: {
      partnerId: true,
      kind: true,
      tier: true,
      beforeMinor: true,
      afterMinor: true,
      occurredAt: true,
    },
    orderBy: [{ occurredAt: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
  });
}

const accountOf = (name: AccountName) => ({ kind: name.kind, id: accountId(name, CURRENCY) });
const ACCOUNTS = [subscriptionRevenue, usageRevenue, otherRevenue, credits, refunds].map(accountOf);

/** Sums of one account's entries, by month and by whose they are. */
interface Entry {
  month: string;
  kind: string;
  /** Null where the transaction touches no partner's account. */
  partner_id: string | null;
  /** Whether a wallet paid for it. */
  from_wallet: boolean;
  /** Debits positive. */
  amount: bigint;
}

/**
 * What was posted to the accounts that make up revenue, each entry with the partner whose account is the other side
 * of its transaction. An invoice that a coupon paid whole has no such side, but its number; so have refunds, lost
 * disputes and event passes.
 */
function readEntries(ctx: AdminContext, from: Date, to: Date): Promise<Entry[]> {
  const ids = ACCOUNTS.map(({ id }) => id);
  return ctx.db.$queryRaw<Entry[]>`
    SELECT to_char(entry.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, account.kind::text AS kind,
      coalesce(other.owner_id, invoice.partner_id, refund.partner_id, dispute.partner_id, pass.partner_id)::text AS partner_id, coalesce(other.kind = 'wallet_liability', false) AS from_wallet,
      sum(entry.amount_minor)::bigint AS amount
    FROM ledger_entries AS entry
    JOIN ledger_accounts AS account ON account.id = entry.account_id
    JOIN ledger_transactions AS posted ON posted.id = entry.transaction_id
    LEFT JOIN invoices AS invoice ON split_part(posted.key, ':', 1) = 'invoice' AND invoice.id = split_part(posted.key, ':', 2)
    LEFT JOIN billing_refunds AS refund ON split_part(posted.key, ':', 1) = 'refund' AND refund.id = split_part(posted.key, ':', 2)
    LEFT JOIN billing_disputes AS dispute ON split_part(posted.key, ':', 1) = 'dispute' AND dispute.id = split_part(posted.key, ':', 2)
    LEFT JOIN event_pass_purchases AS pass ON split_part(posted.key, ':', 1) = 'event_pass.purchase'
      AND pass.checkout_session_id = split_part(posted.key, ':', 2)
    LEFT JOIN LATERAL (
      SELECT side.owner_id, side.kind FROM ledger_entries AS its JOIN ledger_accounts AS side ON side.id = its.account_id
      WHERE its.transaction_id = entry.transaction_id AND side.owner_id <> ${HOUSE}::uuid
      ORDER BY its.position LIMIT 1
    ) AS other ON true
    WHERE entry.account_id = ANY(${ids}::uuid[]) AND entry.occurred_at >= ${from} AND entry.occurred_at < ${to}
    GROUP BY 1, 2, 3, 4`;
}

/** How a partner's deferred revenue changed in a month: what it grew by is positive. */
interface Deferral {
  month: string;
  partner_id: string;
  amount: bigint;
}

function readDeferrals(ctx: AdminContext, to: Date): Promise<Deferral[]> {
  return ctx.db.$queryRaw<Deferral[]>`
    SELECT to_char(entry.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, account.owner_id::text AS partner_id,
      -sum(entry.amount_minor)::bigint AS amount
    FROM ledger_accounts AS account JOIN ledger_entries AS entry ON entry.account_id = account.id
    WHERE account.kind IN ('deferred_revenue', 'deferred_partnerships') AND account.currency = ${CURRENCY} AND entry.occurred_at < ${to}
    GROUP BY 1, 2`;
}

function deferredSum(deferrals: readonly Deferral[]): number {
  return deferrals.reduce((sum, { amount }) => sum + Number(amount), 0);
}

/** Those who have time that is paid for and still to come. */
function deferredByPartner(deferrals: readonly Deferral[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { partner_id, amount } of deferrals)
    sums.set(partner_id, (sums.get(partner_id) ?? 0) + Number(amount));
  return new Map([...sums].filter(([, minor]) => minor !== 0));
}

function earned(entries: readonly Entry[]): Earned {
  const sum = (of: (entry: Entry) => boolean) =>
    entries.reduce((total, entry) => (of(entry) ? total + Number(entry.amount) : total), 0);
  // Revenue is credited, so its entries are negative; `0 -` keeps nothing from being minus nothing.
  const subscriptionMinor = 0 - sum(({ kind }) => kind === "subscription_revenue");
  const usageMinor = 0 - sum(({ kind, from_wallet }) => kind === "usage_revenue" && !from_wallet);
  const tokensMinor = 0 - sum(({ kind, from_wallet }) => kind === "usage_revenue" && from_wallet);
  const otherMinor = 0 - sum(({ kind }) => kind === "other_revenue");
  const discountsMinor = sum(({ kind }) => kind === "credits");
  const refundsMinor = sum(({ kind }) => kind === "refunds");
  return {
    subscriptionMinor,
    usageMinor,
    tokensMinor,
    otherMinor,
    discountsMinor,
    refundsMinor,
    netMinor: subscriptionMinor + usageMinor + tokensMinor + otherMinor - discountsMinor - refundsMinor,
  };
}
