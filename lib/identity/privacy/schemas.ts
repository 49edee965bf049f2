import { z } from "zod";

/** How long a person may change their mind. Specification section 7. */
export const GRACE_DAYS = 14;

const checked = (message: string) =>
  z.preprocess((value) => value === true || value === "on", z.literal(true, message));

export const RequestDeletion = z.strictObject({
  sure: checked("Confirm that you want everything deleted."),
  /** Of people with a password: that it is them. */
  current_password: z
    .string()
    .max(1_000, "Must have at most 200 characters.")
    .transform((text) => (text === "" ? undefined : text))
    .optional(),
});
export type RequestDeletion = z.output<typeof RequestDeletion>;

export const DeletionToken = z.strictObject({
  token: z.string("Paste the code from your link.").trim().min(1, "Paste the code from your link.").max(200),
});
export type DeletionToken = z.output<typeof DeletionToken>;
