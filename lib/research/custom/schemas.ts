import { z } from "zod";
import { humanLine, humanName } from "@/lib/platform/human-text";

export const MAX_QUESTION = 5_000;
/** What custom research costs in a year, in US dollars. Specification section 9. */
export const QUOTE_USD = { least: 50_000, most: 200_000 } as const;
/** What a partner may say that it would spend. */
export const BUDGETS_USD = [50_000, 100_000, 150_000, 200_000] as const;

const text = (most: number) =>
  z
    .string("Must be text.")
    .transform((value) => value.replace(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .min(1, "Must not be empty.")
        .max(most, `Must have at most ${most.toLocaleString("en-US")} characters.`)
        .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, "Must be plain text, without control characters."),
    );

const researchId = z.uuid("Must be the id of a request.");

export const RequestResearch = z.strictObject({
  title: humanName(120),
  question: text(MAX_QUESTION),
  budget_usd: z
    .int()
    .refine((value) => BUDGETS_USD.some((budget) => budget === value), "Choose one of the list.")
    .nullable(),
});
export type RequestResearch = z.output<typeof RequestResearch>;

export const QuoteResearch = z.strictObject({
  research_id: researchId,
  amount_usd: z
    .int("Must be a whole number of dollars.")
    .min(QUOTE_USD.least, "Must be at least $50,000.")
    .max(QUOTE_USD.most, "Must be at most $200,000."),
  valid_days: z.int("Must be a whole number.").min(7, "Must be at least 7.").max(90, "Must be at most 90."),
  text: text(MAX_QUESTION),
});
export type QuoteResearch = z.output<typeof QuoteResearch>;

/** An answer names the quote that it is for, so that a newer one is never accepted unseen. */
export const AnswerQuote = z.strictObject({
  research_id: researchId,
  accept: z.boolean(),
  quote_usd: z.int("Must be a whole number of dollars."),
  updated_at: z.iso.datetime("Must be a time."),
});
export type AnswerQuote = z.output<typeof AnswerQuote>;

export const DeliverResearch = z.strictObject({ research_id: researchId, note: humanLine(500) });
export type DeliverResearch = z.output<typeof DeliverResearch>;
