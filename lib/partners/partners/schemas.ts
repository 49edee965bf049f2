import { z } from "zod";
import { AUDIT_KINDS, type AuditKind } from "@/lib/catalog/audit-actions";
import { ApiKey } from "@/lib/partners/api-keys/schemas";
import { TIERS, type TierName } from "@/lib/plans/tiers";
import { humanName } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";
import { idOf } from "@/lib/platform/partner-path";

const NAME_MOST = 200;

const companyName = humanName(NAME_MOST).meta({
  description: "The company's name, as it stands on invoices. Without a web or mail address.",
  minLength: 1,
  maxLength: NAME_MOST,
});

const email = z
  .email("Must be an e-mail address.")
  .max(254, "Must have at most 254 characters.")
  .meta({ description: "Where verification, warnings and invoices go." });

const useCase = z.string().trim().max(2_000, "Must have at most 2,000 characters.");

const tier = z.enum(Object.keys(TIERS) as [TierName, ...TierName[]]);

export const CreatePartner = z
  .strictObject({
    company_name: companyName,
    email,
    use_case: useCase.optional().meta({ description: "What you want to build." }),
    tier: tier.default("free").meta({
      description:
        "The tier you want. Above free it starts with a subscription; until then the free tier's limits and features hold.",
    }),
    terms_version: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, "Must be a day, such as 2026-11-30.")
      .optional()
      .meta({
        description:
          "The version of the API terms (/legal/api-terms) that you have read. Signing up accepts the version that holds now, together with the data processing agreement; another version here is refused.",
      }),
  })
  .meta({ id: "CreatePartner" });
export type CreatePartner = z.output<typeof CreatePartner>;

/** What a person says of a partner of their own, which has their address. */
export const CreateOwnedPartner = z.object({
  company_name: companyName,
  use_case: useCase.transform((text) => (text === "" ? undefined : text)).optional(),
  /** The texts that the form showed, where the box is checked. */
  accepted: z.string().max(400).optional(),
});
export type CreateOwnedPartner = z.output<typeof CreateOwnedPartner>;

export const Partner = z
  .object({
    id: idOf("partner"),
    company_name: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    use_case: z.string().nullable(),
    tier: tier.meta({ description: "The tier that was bought, agreed, or asked for when signing up." }),
    effective_tier: tier.meta({
      description:
        "The tier whose limits and features are in force: paid for or agreed by contract, else free.",
    }),
    subscription_status: z.enum(["none", "active", "past_due", "cancelled"]),
    limits: z.object({
      per_minute: z.int(),
      per_day: z.int(),
      pairs_per_batch: z.int(),
    }),
    created_at: z.string().meta({ format: "date-time" }),
    updated_at: z.string().meta({ format: "date-time" }),
  })
  .meta({ id: "Partner", description: "A business that calls the API. `limits` are those of live calls." });
export type Partner = z.output<typeof Partner>;

export const NewPartner = z
  .object({
    partner: Partner,
    test_key: z.string().meta({ description: "A test key, shown this once: test data, never billed." }),
    api_key: ApiKey.meta({ description: "What the test key is and may do." }),
    terms_version: z.string().meta({
      description: "The version of the API terms that this sign-up accepted: the day it holds from.",
    }),
    next_steps: z.array(z.string()),
  })
  .meta({ id: "NewPartner" });
export type NewPartner = z.output<typeof NewPartner>;

export const UpdatePartner = z
  .strictObject({
    company_name: companyName.optional(),
    email: email
      .optional()
      .meta({ description: "A new address must be verified before new live keys are made." }),
    use_case: useCase.nullable().optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, "Must change at least one field.")
  .meta({ id: "UpdatePartner" });
export type UpdatePartner = z.output<typeof UpdatePartner>;

export const VerifyEmail = z
  .strictObject({
    token: z.string().min(20, "Must be the token from the mail.").max(200),
    keep: z.array(z.uuid("Must be an id.")).max(500, "Must name at most 500.").default([]).meta({
      description:
        "The ids of what you made yourself before the address was verified, such as `api_key.id` of the sign-up. Everything else that was handed out until now is revoked.",
    }),
  })
  .meta({ id: "VerifyEmail" });
export type VerifyEmail = z.output<typeof VerifyEmail>;

export const EmailVerified = z
  .object({ partner_id: z.string(), company_name: z.string(), email_verified: z.literal(true) })
  .meta({ id: "EmailVerified" });
export type EmailVerified = z.output<typeof EmailVerified>;

export const AuditQuery = PageQuery.extend({
  kind: z.enum(Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]]).optional(),
  target_id: z.uuid().optional(),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/** Who did what, as a partner reads it. */
export interface AuditEvent {
  id: string;
  at: string;
  actor: { type: "person" | "key" | "soulmate" | "nobody"; name: string };
  /** `<noun>.<verb in the past>`. */
  action: string;
  kind: AuditKind | null;
  target_id: string;
  target_name: string | null;
  details: Record<string, string>;
  ip: string | null;
  request_id: string | null;
}
