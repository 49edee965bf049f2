import { peopleFor, type Readable, readPeople } from "@/lib/identity/consent/read-people";
import {
  FORMS,
  type Form,
  INTIMACY_TRAITS,
  QUESTIONNAIRE_VERSION,
} from "@/lib/people/assessments/statements";
import { StoredTraits } from "@/lib/people/results/schemas";
import { MIN_NORM_PEOPLE, quantilesOf } from "@/lib/people/results/trait-norms";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { PurposeReader } from "@/lib/platform/purposes";
import { TRAITS } from "@/lib/scoring/model";

interface NormRow {
  profileId: string;
  form: Form;
  traits: unknown;
  standardErrors: unknown;
  synthetic: boolean;
}

export const normsReader: PurposeReader = {
  name: "results.norms",
  purpose: "norms",
  does: "Your traits counted in the averages that results are compared with.",
  afterWithdrawal: "results.compute-norms",
  people: async (ctx) => {
    const rows = await rowsThatCount(ctx.db, peopleFor(ctx, "norms"));
    return [...new Set(rows.map(({ profileId }) => profileId))];
  },
};

/** How many people the norms of each form rest on; 0 where there are too few for norms. */
export type NormPeople = Record<Form, number>;

/**
 * Computes how traits spread among people who agreed to count, for each form by itself: one statement a trait spreads
 * more than the mean of two. A person counts once in each form that they took, with their newest sheet of this
 * questionnaire version, if it is complete and not of low quality. Intimacy does not count. People who were drawn by
 * chance for the demo count only while there are too few others. Under 200 people a form has no norms, and those it
 * had are removed, so that withdrawn consent counts.
 */
export async function computeNorms(ctx: Context): Promise<{ people: NormPeople }> {
  return readPeople(ctx, normsReader, async (tx, readable) => {
    const rows = await rowsThatCount(tx, readable);
    const now = ctx.clock.now();
    const value: { people: NormPeople } = { people: { short: 0, long: 0 } };
    const read = new Set<string>();
    const computed = FORMS.flatMap((form) => {
      const sheets = sheetsThatCount(rows.filter((row) => row.form === form));
      if (sheets.length < MIN_NORM_PEOPLE) return [];
      value.people[form] = sheets.length;
      for (const { profileId } of sheets) read.add(profileId);
      const syntheticPeople = sheets.filter(({ synthetic }) => synthetic).length;
      return {
        id: newId(now),
        form,
        people: sheets.length,
        synthetic: syntheticPeople > 0,
        syntheticPeople,
        quantiles: TRAITS.map((trait, index) =>
          // Intimacy was agreed to for one's own result only.
          INTIMACY_TRAITS.has(trait)
            ? null
            : quantilesOf(sheets.flatMap(({ traits }) => traits[index] ?? [])),
        ),
        createdAt: now,
      };
    });
    await tx.traitNorms.deleteMany({});
    await tx.traitNorms.createMany({ data: computed });
    return { value, people: [...read] };
  });
}

interface Sheet {
  profileId: string;
  traits: readonly (number | null)[];
  synthetic: boolean;
}

/** Complete sheets, so that the number of people holds for every trait; of real people as soon as they are enough. */
function sheetsThatCount(rows: readonly NormRow[]): Sheet[] {
  const complete = rows
    .map((row) => ({ ...row, traits: StoredTraits.parse(row).traits }))
    .filter(({ traits }) =>
      TRAITS.every((trait, index) => INTIMACY_TRAITS.has(trait) || (traits[index] ?? null) !== null),
    );
  const real = complete.filter(({ synthetic }) => !synthetic);
  return real.length >= MIN_NORM_PEOPLE ? real : complete;
}

function rowsThatCount(db: Db, { sql }: Readable): Promise<NormRow[]> {
  return db.$queryRaw<NormRow[]>`
    SELECT DISTINCT ON (consenting.id, sheet.form) consenting.id::text AS "profileId", sheet.form, result.traits,
      result.standard_errors AS "standardErrors", consenting.synthetic
    FROM ${sql} consenting
      JOIN trait_results result ON result.profile_id = consenting.id
      JOIN assessments sheet ON sheet.id = result.assessment_id
    WHERE result.source = 'assessment' AND result.quality <> 'low'
      AND result.questionnaire_version = ${QUESTIONNAIRE_VERSION}
    ORDER BY consenting.id, sheet.form, result.created_at DESC`;
}
