import type { ProfileContext } from "@/lib/platform/context";
import { titleOfRelease } from "@/lib/research/exports/answer-words";
import { listOwnReleases } from "@/lib/research/insights/list-own-releases";
import { StoredQuestion } from "@/lib/research/insights/stored-question";

/** Of an edition, at most so many releases are shown. The sums count all. */
export const SHOWN_RELEASES = 100;

/** A release that a person's row went into. */
export interface OwnRelease {
  readonly id: string;
  readonly title: string;
  readonly at: Date;
  /** What it can say about the person at most, in thousandths of epsilon. */
  readonly epsilonMilli: number;
  /** What was published of it. */
  readonly findings: readonly { readonly cite: string; readonly title: string }[];
}

export interface OwnLedgerEdition {
  readonly quarter: string;
  readonly epsilonMilli: number;
  readonly releases: number;
  readonly open: boolean;
  /** How often the person is in it. */
  readonly rows: number;
  readonly shown: readonly OwnRelease[];
}

/** A person's own ledger: what research has released about the editions that they are in. */
export interface OwnLedger {
  readonly editions: readonly OwnLedgerEdition[];
  /** Of the newest edition that they are in. */
  readonly quarterMilli: number;
  readonly yearMilli: number;
  /** The most rows that they have in an edition of that year. */
  readonly yearRows: number;
}

/**
 * In which editions a person is, and every release that their row went into. Each release is about everyone in the edition,
 * also where it counts others only, so each counts in full.
 */
export async function listOwnLedger(ctx: ProfileContext): Promise<OwnLedger> {
  const { editions, yearMilli, yearRows } = await listOwnReleases(ctx);
  const shown = await Promise.all(editions.map(({ quarter }) => releasesOf(ctx, quarter)));
  return {
    editions: editions.map((edition, at) => ({ ...edition, shown: shown[at] ?? [] })),
    quarterMilli: editions[0]?.epsilonMilli ?? 0,
    yearMilli,
    yearRows,
  };
}

async function releasesOf(ctx: ProfileContext, quarter: string): Promise<OwnRelease[]> {
  const taken = await ctx.db.researchParticipation.findFirst({
    where: { profileId: ctx.profileId, edition: { quarter } },
    select: { rows: true },
  });
  const rows = await ctx.db.insightRelease.findMany({
    where: { edition: { quarter } },
    select: {
      id: true,
      question: true,
      epsilonMilli: true,
      createdAt: true,
      queries: {
        where: { publication: { withdrawnAt: null } },
        select: { publication: { select: { cite: true, title: true } } },
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN_RELEASES,
  });
  return rows.map(({ id, question, epsilonMilli, createdAt, queries }) => ({
    id,
    title: titleOfRelease(StoredQuestion.parse(question)),
    at: createdAt,
    epsilonMilli: epsilonMilli * (taken?.rows ?? 1),
    findings: queries.flatMap(({ publication }) => publication ?? []),
  }));
}
