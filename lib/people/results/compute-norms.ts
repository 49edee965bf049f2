import { INTIMACY_TRAITS, QUESTIONNAIRE_VERSION } from "@/lib/people/assessments/statements";
import { StoredTraits } from "@/lib/people/results/schemas";
import { MIN_NORM_PEOPLE, quantilesOf } from "@/lib/people/results/trait-norms";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { TRAITS } from "@/lib/scoring/model";

interface NormRow {
  traits: unknown;
  standardErrors: unknown;
  synthetic: boolean;
}

/**
 * Computes how traits spread among people who agreed to count: each person's newest assessment of this questionnaire
 * version, unless its quality is low. Intimacy does not count. Under 200 people there are no norms, and those there were are removed, so that
 * withdrawn consent counts.
 */
export async function computeNorms(ctx: Context): Promise<{ people: number }> {
  const rows = await ctx.db.$queryRaw<NormRow[]>`
    SELECT DISTINCT ON (profile.id) result.traits, result.standard_errors AS "standardErrors", profile.synthetic
    FROM profiles profile JOIN trait_results result ON result.profile_id = profile.id
    WHERE profile.norms_consent_at IS NOT NULL AND result.source = 'assessment' AND result.quality <> 'low'
      AND result.questionnaire_version = ${QUESTIONNAIRE_VERSION}
    ORDER BY profile.id, result.created_at DESC`;
  if (rows.length < MIN_NORM_PEOPLE) {
    await ctx.db.traitNorms.deleteMany({});
    return { people: rows.length };
  }
  const sheets = rows.map((row) => StoredTraits.parse(row).traits);
  const quantiles = TRAITS.map((trait, index) => {
    // Intimacy was agreed to for one's own result only.
    if (INTIMACY_TRAITS.has(trait)) return null;
    const values = sheets.flatMap((traits) => traits[index] ?? []);
    return values.length < MIN_NORM_PEOPLE ? null : quantilesOf(values);
  });
  const now = ctx.clock.now();
  await ctx.db.traitNorms.create({
    data: {
      id: newId(now),
      people: rows.length,
      synthetic: rows.some(({ synthetic }) => synthetic),
      quantiles,
      createdAt: now,
    },
  });
  await ctx.db.traitNorms.deleteMany({ where: { createdAt: { lt: now } } });
  return { people: rows.length };
}
