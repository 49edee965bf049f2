import { peopleFor, type Readable, readPeople } from "@/lib/identity/consent/read-people";
import { INTIMACY_TRAITS, QUESTIONNAIRE_VERSION } from "@/lib/people/assessments/statements";
import { StoredTraits } from "@/lib/people/results/schemas";
import { MIN_NORM_PEOPLE, quantilesOf } from "@/lib/people/results/trait-norms";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { PurposeReader } from "@/lib/platform/purposes";
import { TRAITS } from "@/lib/scoring/model";

interface NormRow {
  profileId: string;
  traits: unknown;
  standardErrors: unknown;
  synthetic: boolean;
}

export const normsReader: PurposeReader = {
  name: "results.norms",
  purpose: "norms",
  does: "Your traits counted in the averages that results are compared with.",
  afterWithdrawal: "results.compute-norms",
  people: async (ctx) =>
    (await rowsThatCount(ctx.db, peopleFor(ctx, "norms"))).map(({ profileId }) => profileId),
};

/**
 * Computes how traits spread among people who agreed to count: each person's newest assessment of this questionnaire
 * version, unless its quality is low. Intimacy does not count. Under 200 people there are no norms, and those there were are removed, so that
 * withdrawn consent counts.
 */
export async function computeNorms(ctx: Context): Promise<{ people: number }> {
  return readPeople(ctx, normsReader, async (tx, readable) => {
    const rows = await rowsThatCount(tx, readable);
    const people = rows.map(({ profileId }) => profileId);
    const value = { people: rows.length };
    if (rows.length < MIN_NORM_PEOPLE) {
      await tx.traitNorms.deleteMany({});
      return { value, people: [] };
    }
    const sheets = rows.map((row) => StoredTraits.parse(row).traits);
    const quantiles = TRAITS.map((trait, index) => {
      // Intimacy was agreed to for one's own result only.
      if (INTIMACY_TRAITS.has(trait)) return null;
      const values = sheets.flatMap((traits) => traits[index] ?? []);
      return values.length < MIN_NORM_PEOPLE ? null : quantilesOf(values);
    });
    const now = ctx.clock.now();
    await tx.traitNorms.deleteMany({});
    await tx.traitNorms.create({
      data: {
        id: newId(now),
        people: rows.length,
        synthetic: rows.some(({ synthetic }) => synthetic),
        quantiles,
        createdAt: now,
      },
    });
    return { value, people };
  });
}

function rowsThatCount(db: Db, { sql }: Readable): Promise<NormRow[]> {
  return db.$queryRaw<NormRow[]>`
    SELECT DISTINCT ON (consenting.id) consenting.id::text AS "profileId", result.traits,
      result.standard_errors AS "standardErrors", consenting.synthetic
    FROM ${sql} consenting JOIN trait_results result ON result.profile_id = consenting.id
    WHERE result.source = 'assessment' AND result.quality <> 'low'
      AND result.questionnaire_version = ${QUESTIONNAIRE_VERSION}
    ORDER BY consenting.id, result.created_at DESC`;
}
