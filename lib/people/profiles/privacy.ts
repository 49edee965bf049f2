import { z } from "zod";
import { findStatement } from "@/lib/people/assessments/statements";
import { StoredTraits } from "@/lib/people/results/schemas";
import { byProfile, privacyPart, through } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";
import { TRAITS } from "@/lib/scoring/model";

const id = z.uuid();
const SELF = "You";
const UNCLAIMED = "90 days without an account, else until you delete them";
const intimacy = z.enum(["undecided", "declined", "agreed"]);
const perTrait = z.strictObject(Object.fromEntries(TRAITS.map((trait) => [trait, z.number().nullable()])));

function named(values: readonly (number | null)[]): Record<string, number | null> {
  return Object.fromEntries(TRAITS.map((trait, index) => [trait, values[index] ?? null]));
}

/** What a person answered and what follows from it: assessments, stories and results belong to the profile. */
export const profilesPrivacy = privacyPart(
  [
    {
      table: "assessment_answers",
      holds: "Your answers to the statements, and how long each took",
      purpose: "Working out your traits, and how sure we are",
      kept: UNCLAIMED,
      readers: SELF,
      rowsOf: through("assessment_id", "assessments", byProfile()),
      exported: {
        columns: ["assessment_id", "statement_id", "value", "took_ms", "answered_at"],
        row: z.strictObject({
          assessment_id: id,
          statement_id: z.string(),
          statement: z
            .string()
            .nullable()
            .describe("The statement in words; null for one that is no longer asked."),
          value: z.int().min(1).max(5),
          took_ms: z.int().nullable(),
          answered_at: exportedTime,
        }),
        present: ({ assessment_id, statement_id, ...rest }) => ({
          assessment_id,
          statement_id,
          statement: findStatement(String(statement_id))?.text ?? null,
          ...rest,
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "trait_results",
      holds: "Your traits with their errors, worked out from your answers",
      purpose: "Your result, and what you agreed to",
      kept: UNCLAIMED,
      readers: `${SELF}, and readers for the purposes that you agreed to`,
      rowsOf: byProfile(),
      exported: {
        columns: [
          "id",
          "source",
          "assessment_id",
          "quest_run_id",
          "model_version",
          "questionnaire_version",
          "quality",
          "quality_signs",
          "doubtful_statement_ids",
          "answer_count",
          "traits",
          "standard_errors",
          "created_at",
          "revised_at",
        ],
        row: z.strictObject({
          id,
          source: z.enum(["assessment", "quest"]),
          assessment_id: id.nullable(),
          quest_run_id: id.nullable(),
          model_version: z.string(),
          questionnaire_version: z.string(),
          quality: z.string(),
          quality_signs: z.array(z.string()),
          doubtful_statement_ids: z.array(z.string()),
          answer_count: z.int(),
          traits: perTrait,
          standard_errors: perTrait,
          created_at: exportedTime,
          revised_at: exportedTime,
        }),
        present: (row) => {
          const { traits, standardErrors } = StoredTraits.parse({
            traits: row.traits,
            standardErrors: row.standard_errors,
          });
          return { ...row, traits: named(traits), standard_errors: named(standardErrors) };
        },
      },
      onErasure: { does: "delete" },
    },
    {
      table: "assessments",
      holds: "Your assessments: form, times, and whether you agreed to be asked about intimacy",
      purpose: "Going on where you left off",
      kept: UNCLAIMED,
      readers: SELF,
      rowsOf: byProfile(),
      exported: {
        row: z.strictObject({
          id,
          form: z.enum(["short", "long"]),
          questionnaire_version: z.string(),
          intimacy,
          intimacy_decided_at: exportedTime.nullable(),
          extra_statement_ids: z.array(z.string()).nullable(),
          started_at: exportedTime,
          finished_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "quest_runs",
      holds: "Your ways through the story, with every choice",
      purpose: "Going on where you left off, and working out your traits",
      kept: UNCLAIMED,
      readers: SELF,
      rowsOf: byProfile(),
      exported: {
        row: z.strictObject({
          id,
          quest_version: z.string(),
          intimacy,
          intimacy_decided_at: exportedTime.nullable(),
          choices: z.record(z.string(), z.int()),
          started_at: exportedTime,
          finished_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "profile_tokens",
      holds: "Hashes of the cookies and links that open your answers",
      purpose: "Opening your answers without an account",
      kept: "90 days; links 7 days",
      readers: "The pages that show your answers",
      rowsOf: byProfile(),
      exported: {
        row: z.strictObject({
          kind: z.enum(["browser", "link"]),
          created_at: exportedTime,
          expires_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "profile_claims",
      holds: "Which sign-up will bring your answers into an account",
      purpose: "Keeping your answers when you sign up on another device",
      kept: "Until the sign-up ends",
      readers: "The sign-up page",
      rowsOf: byProfile(),
      onErasure: { does: "delete" },
    },
    {
      table: "profiles",
      holds: "Birth year, country and gender, where you gave them",
      purpose: "Age limits, averages and research, where you agreed",
      kept: UNCLAIMED,
      readers: `${SELF}, and readers for the purposes that you agreed to`,
      rowsOf: byProfile("id"),
      exported: {
        row: z.strictObject({
          id,
          user_id: id.nullable(),
          birth_year: z.int().nullable(),
          region: z.string().nullable(),
          gender: z.string().nullable(),
          created_at: exportedTime,
          expires_at: exportedTime.nullable(),
          restricted_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
  ],
  { stage: "profile" },
);
