import { z } from "zod";
import { SECURITY_EVENT_KINDS } from "@/lib/platform/security-events";

const page = {
  limit: z.coerce
    .number()
    .int()
    .min(1, "Must be from 1 to 100.")
    .max(100, "Must be from 1 to 100.")
    .default(25),
  cursor: z.string().max(400).optional(),
};

export const SecurityEventsQuery = z.strictObject({ kind: z.enum(SECURITY_EVENT_KINDS).optional(), ...page });
export type SecurityEventsQuery = z.output<typeof SecurityEventsQuery>;

/** What admins look events up by. `subject` is a person's or partner's id, or a person's address. */
export const SearchSecurityEvents = z.strictObject({
  kind: z.enum(SECURITY_EVENT_KINDS, "Must be a kind of event.").optional(),
  subject: z.string().trim().max(254, "Must have at most 254 characters.").optional(),
  network: z
    .string()
    .trim()
    .regex(/^[0-9a-f.:]{2,45}$|^various$/i, "Must be an address, such as 203.0.113.0.")
    .optional(),
  /** UTC days, both included. */
  from: z.iso.date("Must be a day, such as 2026-01-31.").optional(),
  to: z.iso.date("Must be a day, such as 2026-01-31.").optional(),
  ...page,
});
export type SearchSecurityEvents = z.output<typeof SearchSecurityEvents>;
