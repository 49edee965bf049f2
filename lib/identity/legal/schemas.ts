import { z } from "zod";

/** Which texts a form showed when they were agreed to: `terms@2026-11-30 privacy@2026-11-30`. */
export const AcceptDocuments = z.strictObject({
  accepted: z.string("Agree to these texts to continue.").max(400),
});
export type AcceptDocuments = z.output<typeof AcceptDocuments>;
