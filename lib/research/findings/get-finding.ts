import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import type { Answered } from "@/lib/research/exports/describe-data";
import { type Finding, presentFinding } from "@/lib/research/findings/present-finding";
import { CITE } from "@/lib/research/findings/schemas";
import { readAnswer } from "@/lib/research/insights/read-answer";

/** A finding as everyone may read it. */
export interface PublicFinding extends Omit<Finding, "id" | "query_id"> {
  /** Null once it was withdrawn. */
  readonly answer: Answered | null;
  readonly synthetic: boolean;
}

/**
 * A published finding by what it is cited by. One that was withdrawn says so, without its figures; one that an admin withdrew also
 * without its title and author, as these may be why. Throws NotFound.
 */
export async function getFinding(ctx: Context, { cite }: { cite: string }): Promise<PublicFinding> {
  if (!CITE.test(cite)) throw new NotFound("finding");
  const row = await ctx.db.insightPublication.findUnique({
    where: { cite },
    include: {
      query: {
        include: { release: { include: { edition: { select: { quarter: true, synthetic: true } } } } },
      },
    },
  });
  if (row === null) throw new NotFound("finding");
  const { id: _, query_id: __, ...shown } = presentFinding(row);
  const { synthetic } = row.query.release.edition;
  if (row.withdrawnByStaff) {
    return { ...shown, title: "Withdrawn finding", author: "", summary: "", answer: null, synthetic };
  }
  if (row.withdrawnAt !== null) return { ...shown, summary: "", answer: null, synthetic };
  const { result, ...asked } = readAnswer(row.query);
  if (result === null) throw new Error("A stored question has an answer.");
  return { ...shown, answer: { ...asked, result }, synthetic };
}
