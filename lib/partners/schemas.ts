import { z } from "zod";
import { TIERS, type TierName } from "@/lib/billing/tiers";
import { CURRENT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";

/** What a key may do. */
export const SCOPES = ["compatibility:calculate", "usage:read", "partners:admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** What a member of a team may be, from most to least. */
export const MEMBER_ROLES = ["owner", "admin", "developer", "viewer"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What a new key may do when nothing is asked for: the work, not the administration. */
export const DEFAULT_SCOPES: readonly Scope[] = ["compatibility:calculate", "usage:read"];

const id = (what: string) => z.uuid("Must be a UUID.").meta({ description: `The ${what}'s id.` });
const timestamp = z.iso.datetime({ error: "Must be an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z." });

const companyName = z
  .string()
  .trim()
  .min(1, "Must not be empty.")
  .max(200, "Must have at most 200 characters.")
  .meta({ description: "The company's name, as it stands on invoices." });
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
    tier: tier
      .default("free")
      .meta({ description: "The tier you want. Above free it starts with a subscription." }),
  })
  .meta({ id: "CreatePartner" });
export type CreatePartner = z.output<typeof CreatePartner>;

export const Partner = z
  .object({
    id: id("partner"),
    company_name: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    use_case: z.string().nullable(),
    tier,
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

const keyName = z
  .string()
  .trim()
  .min(1, "Must not be empty.")
  .max(100, "Must have at most 100 characters.")
  .meta({ description: "What you call it." });
const scopes = z
  .array(z.enum(SCOPES))
  .min(1, "Must name at least one scope.")
  .max(SCOPES.length)
  .refine((names) => new Set(names).size === names.length, "Must not name a scope twice.");
const cidr = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: "Must be an IPv4 or IPv6 address, or a CIDR range such as 203.0.113.0/24.",
});
const ipAllowlist = z
  .array(cidr)
  .max(100, "Must have at most 100 entries.")
  .meta({ description: "Addresses and CIDR ranges that may use the key; empty for any." });
const pinnedModel = z
  .enum(MODEL_VERSIONS as readonly [string, ...string[]])
  .nullable()
  .meta({
    description: `The model this key always gets; null for the newest (now ${CURRENT_MODEL_VERSION}).`,
  });
const signatureRequired = z.boolean("Must be true or false.").meta({
  description:
    "Whether calls with this key must be signed (enterprise and white label; needs a signing key). Replaying a captured call, or changing it on its way, is then refused.",
});
const expiresAt = timestamp.nullable().meta({ description: "When the key stops working; null for never." });

export const CreateApiKey = z
  .strictObject({
    name: keyName,
    mode: z.enum(["live", "test"]).default("test"),
    scopes: scopes.default([...DEFAULT_SCOPES]),
    expires_at: expiresAt.default(null),
    ip_allowlist: ipAllowlist.default([]),
    pinned_model: pinnedModel.default(null),
    signature_required: signatureRequired.default(false),
  })
  .meta({ id: "CreateApiKey" });
export type CreateApiKey = z.output<typeof CreateApiKey>;

export const UpdateApiKey = z
  .strictObject({
    name: keyName.optional(),
    scopes: scopes.optional(),
    expires_at: expiresAt.optional(),
    ip_allowlist: ipAllowlist.optional(),
    pinned_model: pinnedModel.optional(),
    signature_required: signatureRequired.optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, "Must change at least one field.")
  .meta({ id: "UpdateApiKey" });
export type UpdateApiKey = z.output<typeof UpdateApiKey>;

/** A week: longer, and a rotation is no rotation. */
export const MAX_OVERLAP_SECONDS = 604_800;

export const RotateApiKey = z
  .strictObject({
    overlap_seconds: z
      .int("Must be a whole number.")
      .min(0, "Must be from 0 to 604800.")
      .max(MAX_OVERLAP_SECONDS, "Must be from 0 to 604800.")
      .default(0)
      .meta({ description: "How long the old key goes on working." }),
  })
  .meta({ id: "RotateApiKey" });
export type RotateApiKey = z.output<typeof RotateApiKey>;

export const ApiKey = z
  .object({
    id: id("key"),
    name: z.string(),
    mode: z.enum(["live", "test"]),
    prefix: z.string().meta({ description: "The key's first characters." }),
    scopes: z.array(z.enum(SCOPES)),
    status: z.enum(["active", "expired", "revoked"]),
    ip_allowlist: z.array(z.string()),
    pinned_model: z.string().nullable(),
    signature_required: z.boolean(),
    expires_at: z.string().nullable().meta({ format: "date-time" }),
    revoked_at: z.string().nullable().meta({ format: "date-time" }),
    replaced_by: z
      .string()
      .nullable()
      .meta({ description: "The key that took over when this one was rotated." }),
    last_used_at: z.string().nullable().meta({ format: "date-time", description: "Up to ten seconds late." }),
    last_used_ip: z.string().nullable(),
    created_at: z.string().meta({ format: "date-time" }),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.output<typeof ApiKey>;

/** A key with its secret: only ever the reply to making it. */
export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: "The key itself. It is shown this once and cannot be read again." }),
}).meta({ id: "NewApiKey" });
export type NewApiKey = z.output<typeof NewApiKey>;

export const NewPartner = z
  .object({
    partner: Partner,
    test_key: z.string().meta({ description: "A test key, shown this once: test data, never billed." }),
    api_key: ApiKey.meta({ description: "What the test key is and may do." }),
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

/** Ids in paths may be written in capitals, as RFC 9562 lets them be. */
const pathId = (what: string) => id(what).toLowerCase();

export const PartnerPath = z.strictObject({ partner_id: pathId("partner") });
export const ApiKeyPath = PartnerPath.extend({ key_id: pathId("key") });

export const VerifyEmail = z
  .strictObject({ token: z.string().min(20, "Must be the token from the mail.").max(200) })
  .meta({ id: "VerifyEmail" });
export type VerifyEmail = z.output<typeof VerifyEmail>;

export const EmailVerified = z
  .object({ partner_id: z.string(), company_name: z.string(), email_verified: z.literal(true) })
  .meta({ id: "EmailVerified" });
export type EmailVerified = z.output<typeof EmailVerified>;

/** RFC 9421's names of the algorithms that requests may be signed with. */
export const SIGNING_ALGORITHMS = ["hmac-sha256", "ed25519"] as const;

export const CreateSigningKey = z
  .discriminatedUnion(
    "algorithm",
    [
      z.strictObject({ name: keyName, algorithm: z.literal("hmac-sha256") }),
      z.strictObject({
        name: keyName,
        algorithm: z.literal("ed25519"),
        public_key: z
          .string("Must be your Ed25519 public key.")
          .trim()
          .max(1_000, "Must have at most 1,000 characters.")
          .meta({
            description:
              "The public key: base64 of its 32 bytes, or PEM (SPKI). The private key stays with you.",
          }),
      }),
    ],
    { error: "Must be hmac-sha256 or ed25519." },
  )
  .meta({ id: "CreateSigningKey" });
export type CreateSigningKey = z.output<typeof CreateSigningKey>;

export const SigningKey = z
  .object({
    id: id("signing key").meta({ description: "What a signature names as its `keyid`." }),
    name: z.string(),
    algorithm: z.enum(SIGNING_ALGORITHMS),
    public_key: z
      .string()
      .nullable()
      .meta({ description: "Ed25519: base64 of the public key's 32 bytes. Null for HMAC." }),
    status: z.enum(["active", "revoked"]),
    revoked_at: z.string().nullable().meta({ format: "date-time" }),
    created_at: z.string().meta({ format: "date-time" }),
  })
  .meta({ id: "SigningKey" });
export type SigningKey = z.output<typeof SigningKey>;

export const NewSigningKey = SigningKey.extend({
  secret: z.string().nullable().meta({
    description:
      "HMAC: the secret, shown this once. The HMAC key is its ASCII bytes as they stand, prefix and all. Null for Ed25519.",
  }),
}).meta({ id: "NewSigningKey" });
export type NewSigningKey = z.output<typeof NewSigningKey>;

export const SigningKeyPath = PartnerPath.extend({ key_id: pathId("signing key") });
