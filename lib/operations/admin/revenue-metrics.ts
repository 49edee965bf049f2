import type { TierName } from "@/lib/plans/tiers";

/** A change of what a partner brings in a month, in US cents. */
export interface Movement {
  partnerId: string;
  kind: "new" | "expansion" | "contraction" | "churn" | "reactivation";
  /** The plan after it. */
  tier: TierName;
  beforeMinor: number;
  afterMinor: number;
  occurredAt: Date;
}

/** From one moment to another, the end not counted itself. */
export interface Period {
  from: Date;
  to: Date;
}

/** A period's monthly recurring revenue (MRR), in US cents. Opening + gained - lost = closing, always. */
export interface MrrOfPeriod {
  openingMinor: number;
  newMinor: number;
  reactivationMinor: number;
  expansionMinor: number;
  /** Not below zero, as the next. */
  contractionMinor: number;
  churnMinor: number;
  closingMinor: number;
  /** Partners who paid at its beginning, and at its end. */
  openingPartners: number;
  closingPartners: number;
  /** Who paid at its beginning and not at its end. */
  lostPartners: number;
  /** Lost partners as a share of those at the beginning; null where there was none. */
  logoChurn: number | null;
  /** What those who paid at the beginning brought less at the end, each for itself, as a share of the opening MRR. */
  revenueChurn: number | null;
  /** What those who paid at the beginning bring at the end, as a share of the opening MRR. */
  netRetention: number | null;
}

/** What each partner brings in a month, and on which plan; only those who bring anything. */
export type Standing = ReadonlyMap<string, { minor: number; tier: TierName }>;

/** Who brought what just before a moment: the sum of all changes before it. */
export function standingAt(movements: readonly Movement[], at: Date): Standing {
  const sums = new Map<string, { minor: number; tier: TierName }>();
  for (const { partnerId, tier, beforeMinor, afterMinor } of inOrder(movements, at)) {
    const minor = (sums.get(partnerId)?.minor ?? 0) + afterMinor - beforeMinor;
    sums.set(partnerId, { minor, tier });
  }
  return new Map([...sums].filter(([, { minor }]) => minor > 0));
}

/** By when it happened; of one moment, as they were given. */
function inOrder(movements: readonly Movement[], before: Date): Movement[] {
  return movements
    .filter(({ occurredAt }) => occurredAt < before)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
}

/** The MRR of a period: where it began, what moved it, where it ended, and what became of those who paid before. */
export function mrrOfPeriod(movements: readonly Movement[], { from, to }: Period): MrrOfPeriod {
  const opening = standingAt(movements, from);
  const closing = standingAt(movements, to);
  const moved = { new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0 };
  for (const { kind, beforeMinor, afterMinor, occurredAt } of movements) {
    if (occurredAt >= from && occurredAt < to) moved[kind] += Math.abs(afterMinor - beforeMinor);
  }
  const openingMinor = totalOf(opening);
  const { lostPartners, lostMinor, keptMinor } = cohortOf(opening, closing);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    openingMinor,
    newMinor: moved.new,
    reactivationMinor: moved.reactivation,
    expansionMinor: moved.expansion,
    contractionMinor: moved.contraction,
    churnMinor: moved.churn,
    closingMinor: totalOf(closing),
    openingPartners: opening.size,
    closingPartners: closing.size,
    lostPartners,
    logoChurn: share(lostPartners, opening.size),
    revenueChurn: share(lostMinor, openingMinor),
    netRetention: share(keptMinor, openingMinor),
  };
}

/** What became of those who paid: how many no longer do, what they bring less, and what they bring. */
function cohortOf(opening: Standing, closing: Standing) {
  let [lostPartners, lostMinor, keptMinor] = [0, 0, 0];
  for (const [partnerId, { minor }] of opening) {
    const now = closing.get(partnerId)?.minor ?? 0;
    if (now === 0) lostPartners += 1;
    lostMinor += Math.max(0, minor - now);
    keptMinor += now;
  }
  return { lostPartners, lostMinor, keptMinor };
}

export function totalOf(standing: Standing): number {
  return [...standing.values()].reduce((sum, { minor }) => sum + minor, 0);
}

/** MRR and partners by plan, the largest first. */
export function byTier(standing: Standing): { tier: TierName; mrrMinor: number; partners: number }[] {
  const tiers = new Map<TierName, { mrrMinor: number; partners: number }>();
  for (const { tier, minor } of standing.values()) {
    const { mrrMinor, partners } = tiers.get(tier) ?? { mrrMinor: 0, partners: 0 };
    tiers.set(tier, { mrrMinor: mrrMinor + minor, partners: partners + 1 });
  }
  return [...tiers]
    .map(([tier, sums]) => ({ tier, ...sums }))
    .sort((a, b) => b.mrrMinor - a.mrrMinor || (a.tier < b.tier ? -1 : 1));
}

/** A year of the revenue that recurs, if nothing changed. */
export function yearly(mrrMinor: number): number {
  return mrrMinor * 12;
}

/** The last `count` UTC months up to a moment, oldest first; the last one ends there and is not over. */
export function monthsTo(now: Date, count: number): (Period & { month: string })[] {
  const first = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const from = first(back);
    return { month: from.toISOString().slice(0, 7), from, to: back === 0 ? now : first(back - 1) };
  });
}

/** The twelve months up to a moment: from the same day of the year before, or its month's last. */
export function yearTo(to: Date): Period {
  const from = new Date(to);
  from.setUTCFullYear(to.getUTCFullYear() - 1);
  // The 29th of February has no such day in another year.
  if (from.getUTCMonth() !== to.getUTCMonth()) from.setUTCDate(0);
  return { from, to };
}
