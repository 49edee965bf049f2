import { z } from "zod";
import { humanLine } from "@/lib/platform/human-text";
import { idOf, PartnerPath, pathId } from "@/lib/platform/partner-path";
import { SCOPES, type Scope } from "@/lib/platform/scopes";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";

/** What a new key may do when nothing is asked for: the work, not the administration. */
export const DEFAULT_SCOPES: readonly Scope[] = ["compatibility:calculate", "usage:read"];

const timestamp = z.iso.datetime({ error: "Must be an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z." });

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
    id: idOf("key"),
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

export const ApiKeyPath = PartnerPath.extend({ key_id: pathId("key") });

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
    id: idOf("signing key").meta({ description: "What a signature names as its `keyid`." }),
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
