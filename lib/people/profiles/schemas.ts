import { z } from "zod";

export const GENDERS = ["woman", "man", "non_binary", "other"] as const;

const emptyAsNull = (value: unknown) => (value === "" || value === undefined ? null : value);

/** What a person may say of themselves: all of it optional, for norms and research only. */
export const UpdateAbout = z.strictObject({
  birth_year: z.preprocess(
    emptyAsNull,
    z.coerce
      .number("Enter a year, such as 1994.")
      .int("Enter a year, such as 1994.")
      .min(1900, "Enter a year from 1900 on.")
      .nullable(),
  ),
  region: z.preprocess(
    emptyAsNull,
    z
      .string()
      .regex(/^[A-Z]{2}$/, "Choose a country from the list.")
      .nullable(),
  ),
  gender: z.preprocess(emptyAsNull, z.enum(GENDERS, "Choose one of the options.").nullable()),
  norms_consent: z.preprocess((value) => value === true || value === "on", z.boolean()),
});
export type UpdateAbout = z.output<typeof UpdateAbout>;
