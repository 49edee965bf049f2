import type { ProfileContext } from "@/lib/platform/context";

/** What all answers about an edition together can say about one person in it. */
export interface OwnEdition {
  readonly quarter: string;
  /** What its releases cost so far, times the person's rows in it: thousandths of epsilon. */
  readonly epsilonMilli: number;
  readonly releases: number;
  /** How often they are in it: more than once where an account took over another that took part by itself. */
  readonly rows: number;
  /** Whether it takes new questions, so that this may grow. */
  readonly open: boolean;
}

/** A person's own ledger. */
export interface OwnReleases {
  readonly editions: readonly OwnEdition[];
  /** Of the newest edition and the three quarters before it: at most 10,000 for one row in each. */
  readonly yearMilli: number;
  /** The most rows that they have in one of these. */
  readonly yearRows: number;
}

const EDITIONS_A_YEAR = 4;

/** In which editions the person is, newest first, and how much was released about each. */
export async function listOwnReleases(ctx: ProfileContext): Promise<OwnReleases> {
  const taken = await ctx.db.researchParticipation.findMany({
    where: { profileId: ctx.profileId, edition: { openedAt: { not: null } } },
    include: {
      edition: {
        select: {
          quarter: true,
          startsAt: true,
          chargedMilli: true,
          state: true,
          _count: { select: { releases: true } },
        },
      },
    },
    orderBy: { edition: { startsAt: "desc" } },
  });
  const newest = taken[0]?.edition.startsAt;
  const since = newest === undefined ? null : new Date(newest);
  since?.setUTCMonth(since.getUTCMonth() - 3 * (EDITIONS_A_YEAR - 1));
  const editions = taken.map(({ rows, edition }) => ({
    quarter: edition.quarter,
    epsilonMilli: edition.chargedMilli * rows,
    releases: edition._count.releases,
    rows,
    open: edition.state === "open",
  }));
  const ofYear = editions.filter((_, at) => {
    const startsAt = taken[at]?.edition.startsAt;
    return startsAt !== undefined && since !== null && startsAt >= since;
  });
  return {
    editions,
    yearRows: Math.max(1, ...ofYear.map(({ rows }) => rows)),
    yearMilli: ofYear.reduce((sum, { epsilonMilli }) => sum + epsilonMilli, 0),
  };
}
