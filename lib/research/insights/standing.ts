import { JOINERS, lentBy, type Payment, payFrom, type ShareUse } from "@/lib/differential-privacy/budget";
import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import type { Db } from "@/lib/platform/db";
import type { ResearchEdition } from "@/lib/platform/prisma/client";

/** What a partner can spend of an edition now. */
export interface Standing {
  readonly use: ShareUse;
  /** Whether the share is only one that the partner would get with its first question. */
  readonly unclaimed: boolean;
  /** What it has taken of others' shares. */
  readonly borrowed: EpsilonMilli;
  /** What is lent and not taken yet; null while nothing is lent. */
  readonly pool: EpsilonMilli | null;
  readonly left: EpsilonMilli;
}

interface ShareRow {
  partnerId: string;
  share: number;
  joined: boolean;
  used: number;
  usedBefore: number;
  borrowed: number;
}

/** Follows from shares and charges alone: what partners asked and when, never what the data hold. */
export async function standingOf(
  db: Db,
  edition: ResearchEdition,
  partnerId: string,
  now: Date,
): Promise<Standing> {
  const lendingFrom = edition.lendingFrom;
  const shares = await db.$queryRaw<ShareRow[]>`
    SELECT share.partner_id::text AS "partnerId", share.share_milli AS share, share.joined,
      coalesce(sum(charge.own_milli), 0)::int AS used,
      coalesce(sum(charge.own_milli) FILTER (WHERE charge.at < ${lendingFrom}::timestamptz), 0)::int AS "usedBefore",
      coalesce(sum(charge.loan_milli), 0)::int AS borrowed
    FROM insight_shares share
      LEFT JOIN insight_charges charge ON charge.edition_id = share.edition_id AND charge.payer_id = share.partner_id
    WHERE share.edition_id = ${edition.id}::uuid GROUP BY share.partner_id, share.share_milli, share.joined`;
  // Also of a payer that has no share row, so that nothing is lent twice.
  const { _sum: taken } = await db.insightCharge.aggregate({
    where: { editionId: edition.id },
    _sum: { loanMilli: true },
  });
  const lending = lendingFrom !== null && now >= lendingFrom;
  const spendingOf = ({ share, used, usedBefore }: ShareRow): ShareUse => ({
    share,
    used,
    usedBeforeLending: lending ? usedBefore : used,
  });
  const untaken = Math.max(0, JOINERS - shares.filter(({ joined }) => joined).length);
  const slice: ShareUse = { share: edition.joinerShareMilli, used: 0, usedBeforeLending: 0 };
  const pool = lending
    ? edition.restMilli +
      shares.reduce((sum, row) => sum + lentBy(spendingOf(row)), 0) +
      untaken * lentBy(slice) -
      (taken.loanMilli ?? 0)
    : null;
  const own = shares.find((row) => row.partnerId === partnerId);
  const use = own === undefined ? { ...slice, share: untaken > 0 ? slice.share : 0 } : spendingOf(own);
  const kept = use.share - (lending ? lentBy(use) : 0) - use.used;
  const left = Math.max(0, kept) + (pool ?? 0);
  return { use, unclaimed: own === undefined, borrowed: own?.borrowed ?? 0, pool, left };
}

/** How the partner would pay; null where it cannot. */
export function paymentFor({ use, pool }: Standing, cost: EpsilonMilli): Payment | null {
  return payFrom(use, pool, cost);
}
