import type { Form } from "@/lib/people/assessments/statements";
import { presentResult, type Result } from "@/lib/people/results/present-result";
import { type Change, compareTraits } from "@/lib/people/results/reliable-change";
import { type OneResult, StoredQuantiles } from "@/lib/people/results/schemas";
import { percentileOf } from "@/lib/people/results/trait-norms";
import type { ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";

export interface Norms {
  /** The form that all of them took. */
  form: Form;
  people: number;
  /** How many of them were drawn by chance for the demo. */
  syntheticPeople: number;
  date: Date;
  /** For each trait how many percent of those people have less of it; null where it is unknown. */
  percentiles: (number | null)[];
}

export interface ShownResult extends Result {
  /** The result before this one, and what changed since; null for the first. */
  before: {
    id: string;
    createdAt: Date;
    traits: readonly (number | null)[];
    changes: (Change | null)[];
  } | null;
  /** Null until enough people have agreed to count. */
  norms: Norms | null;
  /** Statements that wait to be answered: a top-up or answers to give again. */
  waiting: number;
  /** Whether intimacy was asked about. */
  intimacyAsked: boolean;
}

/** One of the person's own results, compared with the one before and with the norms. Throws NotFound. */
export async function getResult(ctx: ProfileContext, { result_id }: OneResult): Promise<ShownResult> {
  if (!isId(result_id)) throw new NotFound("result");
  const row = await ctx.db.traitResult.findUnique({
    where: { id: result_id, profileId: ctx.profileId },
    include: {
      assessment: { select: { form: true, extraStatementIds: true, intimacy: true } },
      questRun: { select: { intimacy: true } },
    },
  });
  if (row === null) throw new NotFound("result");
  const [earlier, norms] = await Promise.all([
    ctx.db.traitResult.findFirst({
      where: { profileId: ctx.profileId, source: row.source, createdAt: { lt: row.createdAt } },
      orderBy: { createdAt: "desc" },
    }),
    // Norms are of one form: a short sheet's traits spread more than a long one's, and a story's otherwise.
    row.assessment === null
      ? null
      : ctx.db.traitNorms.findFirst({
          where: { form: row.assessment.form },
          orderBy: { createdAt: "desc" },
        }),
  ]);
  const result = presentResult(row);
  const before = earlier === null ? null : presentResult(earlier);
  const quantiles = norms === null ? null : StoredQuantiles.parse(norms.quantiles);
  return {
    ...result,
    before:
      before === null
        ? null
        : {
            id: before.id,
            createdAt: before.createdAt,
            traits: before.traits,
            changes: compareTraits(before, result),
          },
    norms:
      norms === null || norms.form === null || quantiles === null
        ? null
        : {
            form: norms.form,
            people: norms.people,
            syntheticPeople: norms.syntheticPeople,
            date: norms.createdAt,
            percentiles: result.traits.map((trait, index) => {
              const own = quantiles[index];
              return trait === null || own === null || own === undefined ? null : percentileOf(trait, own);
            }),
          },
    waiting: row.assessment?.extraStatementIds.length ?? 0,
    intimacyAsked: (row.assessment ?? row.questRun)?.intimacy === "agreed",
  };
}
