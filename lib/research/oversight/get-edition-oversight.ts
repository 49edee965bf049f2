import type { AdminContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import { titleOfRelease } from "@/lib/research/exports/answer-words";
import { StoredQuestion } from "@/lib/research/insights/stored-question";
import type { EditionPath } from "@/lib/research/oversight/schemas";

/** What a partner may spend of an edition, and what it has spent. Thousandths of epsilon. */
export interface PartnerBudget {
  readonly partnerId: string;
  readonly companyName: string;
  readonly shareMilli: number;
  /** Whether it came after the edition was opened. */
  readonly joined: boolean;
  readonly usedMilli: number;
  readonly borrowedMilli: number;
  readonly releases: number;
}

export interface OverseenRelease {
  readonly id: string;
  readonly title: string;
  readonly epsilonMilli: number;
  readonly at: Date;
  /** Who paid; null for what is released of every edition. */
  readonly payer: { readonly id: string; readonly companyName: string } | null;
}

/** What a partner has made public of the edition. */
export interface OverseenFinding {
  readonly id: string;
  readonly cite: string;
  readonly title: string;
  readonly author: string;
  readonly publishedAt: Date;
}

export interface EditionOversight {
  readonly quarter: string;
  readonly state: "frozen" | "open" | "closed";
  readonly synthetic: boolean;
  readonly commitment: string;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly lendingFrom: Date | null;
  readonly budgetMilli: number;
  readonly buildMilli: number;
  readonly chargedMilli: number;
  readonly partners: readonly PartnerBudget[];
  readonly releases: readonly OverseenRelease[];
  readonly releaseCount: number;
  /** Those that are public, whichever release they are of, the newest first. */
  readonly findings: readonly OverseenFinding[];
}

const SHOWN = 200;
const SHOWN_FINDINGS = 1_000;

/** One edition: its budget by partner, its newest releases with who paid, and what is published of it. Throws NotFound. For admins. */
export async function getEditionOversight(
  ctx: AdminContext,
  { quarter }: EditionPath,
): Promise<EditionOversight> {
  assertAdmin(ctx);
  const edition = await ctx.db.researchEdition.findUnique({
    where: { quarter },
    include: { _count: { select: { releases: true } }, shares: true },
  });
  if (edition === null) throw new NotFound("edition");
  const [charges, releases, findings] = await Promise.all([
    ctx.db.insightCharge.groupBy({
      by: ["payerId"],
      where: { editionId: edition.id },
      _sum: { ownMilli: true, loanMilli: true },
      _count: true,
    }),
    ctx.db.insightRelease.findMany({
      where: { editionId: edition.id },
      include: { charges: { select: { payerId: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: SHOWN,
    }),
    ctx.db.insightPublication.findMany({
      where: { withdrawnAt: null, query: { release: { editionId: edition.id } } },
      select: { id: true, cite: true, title: true, author: true, publishedAt: true },
      orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
      take: SHOWN_FINDINGS,
    }),
  ]);
  const payers = [
    ...new Set([
      ...edition.shares.map(({ partnerId }) => partnerId),
      ...charges.flatMap(({ payerId }) => payerId ?? []),
    ]),
  ];
  const companies = await ctx.db.partner.findMany({
    where: { id: { in: payers } },
    select: { id: true, companyName: true },
    orderBy: { companyName: "asc" },
  });
  const names = new Map(companies.map(({ id, companyName }) => [id, companyName]));
  return {
    quarter: edition.quarter,
    state: edition.state,
    synthetic: edition.synthetic,
    commitment: Buffer.from(edition.commitment).toString("hex"),
    openedAt: edition.openedAt,
    closedAt: edition.closedAt,
    lendingFrom: edition.lendingFrom,
    budgetMilli: edition.budgetMilli,
    buildMilli: edition.buildMilli,
    chargedMilli: edition.chargedMilli,
    partners: companies.map(({ id, companyName }) => {
      const share = edition.shares.find(({ partnerId }) => partnerId === id);
      const charge = charges.find(({ payerId }) => payerId === id);
      return {
        partnerId: id,
        companyName,
        shareMilli: share?.shareMilli ?? 0,
        joined: share?.joined ?? false,
        usedMilli: charge?._sum.ownMilli ?? 0,
        borrowedMilli: charge?._sum.loanMilli ?? 0,
        releases: charge?._count ?? 0,
      };
    }),
    releases: releases.map(({ id, question, epsilonMilli, createdAt, charges: paid }) => {
      const payerId = paid[0]?.payerId ?? null;
      return {
        id,
        title: titleOfRelease(StoredQuestion.parse(question)),
        epsilonMilli,
        at: createdAt,
        payer:
          payerId === null ? null : { id: payerId, companyName: names.get(payerId) ?? "A former partner" },
      };
    }),
    releaseCount: edition._count.releases,
    findings,
  };
}
