import { z } from "zod";
import { CONSENTS } from "@/lib/platform/purposes";

/** The pages on which a decision is made. */
export const PLACES = ["assessment", "quest", "results", "privacy", "event"] as const;
export type Place = (typeof PLACES)[number];

const consent = z.enum(CONSENTS, "Choose one of the purposes.");
const checked = z.preprocess((value) => value === true || value === "on", z.boolean());

export const GrantConsent = z.strictObject({
  purpose: consent,
  /** The version of the text that the page showed. */
  version: z.string("Must name the text that was shown.").max(40),
  /** "on" where the box is checked: for purposes that are for adults. */
  adult: checked,
});
export type GrantConsent = z.output<typeof GrantConsent>;

export const WithdrawConsent = z.strictObject({ purpose: consent });
export type WithdrawConsent = z.output<typeof WithdrawConsent>;
