import { z } from "zod";
import { TIERS, type TierName } from "@/lib/plans/tiers";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";

/** What a key may do. */
export const SCOPES = [
  "compatibility:calculate",
  "usage:read",
  "billing:read",
  "billing:write",
  "partners:admin",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a member of a team may be, from most to least. */
export const MEMBER_ROLES = ["owner", "admin", "developer", "viewer"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What a new key may do when nothing is asked for: the work, not the administration. */
export const DEFAULT_SCOPES: readonly Scope[] = ["compatibility:calculate", "usage:read"];

const id = (what: string) => z.uuid("Must be a UUID.").meta({ description: `The ${what}'s id.` });
const timestamp = z.iso.datetime({ error: "Must be an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z." });

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
  })
  .meta({ id: "CreatePartner" });
export type CreatePartner = z.output<typeof CreatePartner>;

/** What a person says of a partner of their own, which has their address. */
export const CreateOwnedPartner = z.object({
  company_name: companyName,
  use_case: useCase.transform((text) => (text === "" ? undefined : text)).optional(),
});
export type CreateOwnedPartner = z.output<typeof CreateOwnedPartner>;

export const Partner = z
  .object({
    id: id("partner"),
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

const keyName = humanLine(100).meta({ description: "What you call it.", minLength: 1, maxLength: 100 });
const scopes = z
  .array(z.enum(SCOPES))
  .min(1, "Must name at least one scope.")
  .max(SCOPES.length)
  .refine((names) => new Set(names).size === names.length, "Must not name a scope twice.");
// Said by each alternative: a union tells the fault of the one that came nearest.
const noAddress = { error: "Must be an IPv4 or IPv6 address, or a CIDR range such as 203.0.113.0/24." };
const cidr = z.union(
  [z.cidrv4(noAddress), z.cidrv6(noAddress), z.ipv4(noAddress), z.ipv6(noAddress)],
  noAddress,
);
const ipAllowlist = z
  .array(cidr)
  .max(100, "Must have at most 100 entries.")
  .meta({ description: "Addresses and CIDR ranges that may use the key; empty for any." });
const pinnedModel = z
  .enum(MODEL_VERSIONS as readonly [string, ...string[]])
  .nullable()
  .meta({
    description: `The model for calls with this key that ask for none; null for ${DEFAULT_MODEL_VERSION}.`,
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

const memberRole = z.enum(MEMBER_ROLES, { error: "Must be owner, admin, developer or viewer." });

/** Somebody who works for a partner. */
export const Member = z.object({
  user_id: id("account"),
  name: z.string(),
  email: z.string(),
  role: memberRole,
  /** Whether signing in takes a second factor. */
  two_factor: z.boolean(),
  joined_at: z.string(),
});
export type Member = z.output<typeof Member>;

/** An invitation that was neither accepted nor withdrawn. */
export const Invitation = z.object({
  id: id("invitation"),
  email: z.string(),
  role: memberRole,
  status: z.enum(["open", "expired"]),
  invited_by: z.string().nullable().meta({ description: "The name of who sent it, while that is known." }),
  expires_at: z.string(),
  created_at: z.string(),
});
export type Invitation = z.output<typeof Invitation>;

export const InviteMember = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email("Must be an e-mail address.").max(254, "Must have at most 254 characters.")),
  role: memberRole,
});
export type InviteMember = z.output<typeof InviteMember>;

export const InvitationPath = z.strictObject({ invitation_id: z.uuid().toLowerCase() });
export type InvitationPath = z.output<typeof InvitationPath>;

export const MemberPath = z.strictObject({ user_id: z.uuid().toLowerCase() });
export type MemberPath = z.output<typeof MemberPath>;

export const ChangeMemberRole = MemberPath.extend({ role: memberRole });
export type ChangeMemberRole = z.output<typeof ChangeMemberRole>;

export const InvitationToken = z.strictObject({
  token: z.string().trim().min(20, "This is not a whole code: copy it again.").max(200),
});
export type InvitationToken = z.output<typeof InvitationToken>;

/** What the holder of an invitation's token is told before accepting. */
export interface InvitationOffer {
  company_name: string;
  email: string;
  role: MemberRole;
  invited_by: string | null;
  expires_at: string;
}

/** For how many days a key may learn. */
export const LEARNING_DAYS = [1, 7, 14] as const;

const keyId = z.uuid().toLowerCase();

export const LearnAddresses = z.strictObject({
  key_id: keyId,
  days: z.literal(LEARNING_DAYS, { error: "Must be 1, 7 or 14." }),
});
export type LearnAddresses = z.output<typeof LearnAddresses>;

export const StopLearning = z.strictObject({ key_id: keyId, forget: z.boolean().default(false) });
export type StopLearning = z.output<typeof StopLearning>;

/** What a key learnt. */
export interface KeyLearning {
  /** Null where it does not learn now. */
  learns_until: string | null;
  /** The busiest first. */
  addresses: { address: string; calls: number; first_seen_at: string; last_seen_at: string }[];
  /** An allowlist that lets them in. */
  proposal: string[];
  /** Addresses that the proposal has no room for. */
  uncovered: string[];
}

/** The kinds of things that changes are written down of. */
export const AUDIT_KINDS = [
  "partner",
  "api_key",
  "signing_key",
  "member",
  "invitation",
  "webhook_endpoint",
  "alert",
  "ticket",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AuditQuery = PageQuery.extend({
  kind: z.enum(AUDIT_KINDS).optional(),
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

export const CheckSignature = z.strictObject({
  method: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3,10}$/, "Must be a method, such as POST."),
  url: z
    .string()
    .trim()
    .max(8_192, "Must have at most 8,192 characters.")
    .pipe(z.url({ protocol: /^https?$/, error: "Must be the whole address, beginning with https://." })),
  headers: z.string().max(20_000, "Must have at most 20,000 characters."),
  body: z.string().max(200_000, "Must have at most 200,000 characters.").default(""),
  /** Check as if the signature named this key; empty to go by its `keyid`. */
  signing_key_id: z.union([z.uuid().toLowerCase(), z.literal("")]).default(""),
});
export type CheckSignature = z.output<typeof CheckSignature>;

/** The steps by which a signature is checked, in order. */
export const SIGNATURE_STEPS = [
  "fields",
  "key",
  "coverage",
  "signature",
  "parameters",
  "digest",
  "nonce",
] as const;
export type SignatureStep = (typeof SIGNATURE_STEPS)[number];

/** What was understood of a signed request, step by step. */
export interface SignatureCheck {
  /** Whether a call like this would be taken now. */
  valid: boolean;
  /** The code and words of the refusal that the API would answer with: the first step's that failed. */
  refusal: { code: string; detail: string } | null;
  steps: {
    step: SignatureStep;
    outcome: "passed" | "failed" | "skipped";
    code: string | null;
    detail: string;
  }[];
  key: { id: string; name: string; algorithm: (typeof SIGNING_ALGORITHMS)[number] } | null;
  components: string[];
  parameters: Record<string, string>;
  /** The text that must have been signed, as we make it of the request. */
  base: string | null;
}

/** A request that is signed rightly, to begin with. */
export interface SampleRequest {
  method: string;
  url: string;
  headers: string;
  body: string;
}
