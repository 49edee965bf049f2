import { z } from "zod";
import { endpoint } from "@/lib/api/endpoint";
import {
  ApiKey,
  ApiKeyPath,
  CreateApiKey,
  CreatePartner,
  CreateSigningKey,
  EmailVerified,
  NewApiKey,
  NewPartner,
  NewSigningKey,
  Partner,
  PartnerPath,
  RotateApiKey,
  SigningKey,
  SigningKeyPath,
  UpdateApiKey,
  UpdatePartner,
  VerifyEmail,
} from "@/lib/partners/schemas";
import { PageQuery, pageOf } from "@/lib/platform/pagination";

const partnerTag = { tag: "Partners" };
const keyTag = { tag: "API keys" };
const signingTag = { tag: "Signed requests" };
const admin = { auth: "partner", scope: "partners:admin" } as const;

export const createPartnerEndpoint = endpoint({
  ...partnerTag,
  method: "POST",
  path: "/v1/partners",
  operationId: "createPartner",
  summary: "Sign up",
  description:
    "Makes a partner and answers with a test key that works at once. A mail asks you to verify your address; live keys need that, and above the free tier an active subscription. Limited by address.",
  auth: "public",
  idempotent: true,
  body: CreatePartner,
  reply: NewPartner,
  status: 201,
  example: { company_name: "Example Dating", email: "dev@example.com", tier: "starter" },
});

export const verifyEmailEndpoint = endpoint({
  ...partnerTag,
  method: "POST",
  path: "/v1/email-verifications",
  operationId: "verifyEmail",
  summary: "Verify an e-mail address",
  description: "Takes the code from the verification mail. The page behind the mail's link does the same.",
  auth: "public",
  idempotent: true,
  body: VerifyEmail,
  reply: EmailVerified,
  status: 200,
});

export const getPartnerEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "GET",
  path: "/v1/partners/{partner_id}",
  operationId: "getPartner",
  summary: "Read your partner",
  params: PartnerPath,
  reply: Partner,
  status: 200,
});

export const updatePartnerEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "PATCH",
  path: "/v1/partners/{partner_id}",
  operationId: "updatePartner",
  summary: "Change your partner",
  params: PartnerPath,
  body: UpdatePartner,
  reply: Partner,
  status: 200,
  example: { company_name: "Example Dating GmbH" },
});

export const resendVerificationEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/email-verification",
  operationId: "resendVerification",
  summary: "Send the verification mail again",
  idempotent: true,
  params: PartnerPath,
  reply: z.object({ email: z.string(), queued: z.literal(true) }).meta({ id: "VerificationQueued" }),
  status: 200,
});

export const createApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/api-keys",
  operationId: "createApiKey",
  summary: "Make a key",
  description: "The reply holds the key itself, this once.",
  idempotent: true,
  params: PartnerPath,
  body: CreateApiKey,
  reply: NewApiKey,
  status: 201,
  example: { name: "Production", mode: "live", scopes: ["compatibility:calculate"] },
});

export const listApiKeysEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "GET",
  path: "/v1/partners/{partner_id}/api-keys",
  operationId: "listApiKeys",
  summary: "List your keys",
  description: "Newest first, revoked and expired ones too.",
  params: PartnerPath,
  query: PageQuery,
  reply: pageOf(ApiKey).meta({ id: "ApiKeys" }),
  status: 200,
});

export const getApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "GET",
  path: "/v1/partners/{partner_id}/api-keys/{key_id}",
  operationId: "getApiKey",
  summary: "Read a key",
  params: ApiKeyPath,
  reply: ApiKey,
  status: 200,
});

export const updateApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "PATCH",
  path: "/v1/partners/{partner_id}/api-keys/{key_id}",
  operationId: "updateApiKey",
  summary: "Change a key",
  description: "In force everywhere within a second.",
  params: ApiKeyPath,
  body: UpdateApiKey,
  reply: ApiKey,
  status: 200,
  example: { ip_allowlist: ["203.0.113.0/24"] },
});

export const revokeApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "DELETE",
  path: "/v1/partners/{partner_id}/api-keys/{key_id}",
  operationId: "revokeApiKey",
  summary: "Revoke a key",
  description: "For good; refused everywhere within a second. Revoking again changes nothing.",
  params: ApiKeyPath,
  reply: z.undefined(),
  status: 204,
});

export const rotateApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/api-keys/{key_id}/rotate",
  operationId: "rotateApiKey",
  summary: "Rotate a key",
  description: "Makes a key with the same settings. The old one works until the overlap ends.",
  idempotent: true,
  params: ApiKeyPath,
  body: RotateApiKey,
  reply: NewApiKey,
  status: 201,
  example: { overlap_seconds: 86_400 },
});

/** How to sign, for the reference page. */
const howToSign = `A signing key makes calls that cannot be changed on their way or sent twice: HTTP Message Signatures (RFC 9421), with \`Content-Digest\` (RFC 9530) for the body. For the enterprise and white-label tiers. Once a partner has a signing key, any of its calls that carries \`Signature-Input\` is checked, with whatever API key; an API key with \`signature_required\` takes signed calls only.

A signed call, which still carries its API key:

\`\`\`http
POST /api/v1/compatibility/calculate HTTP/1.1
Host: api.example.com
X-API-Key: sk_live_…
Content-Type: application/json
Content-Digest: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
Signature-Input: sig=("@method" "@target-uri" "content-digest");created=1767225600;keyid="0197…";nonce="b3k2pp5k7z-50gnwp"
Signature: sig=:base64 of the signature:

{"hello": "world"}
\`\`\`

What is signed is this text, its lines joined by a line feed, none at the end:

\`\`\`text
"@method": POST
"@target-uri": https://api.example.com/api/v1/compatibility/calculate
"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
"@signature-params": ("@method" "@target-uri" "content-digest");created=1767225600;keyid="0197…";nonce="b3k2pp5k7z-50gnwp"
\`\`\`

- **Cover** \`"@method"\`; \`"@target-uri"\`, or \`"@authority"\` and \`"@path"\` and, where there is a query, \`"@query"\`; \`"content-digest"\` where there is a body; \`"idempotency-key"\` where you send one. More header fields are welcome; components take no parameters.
- **Parameters**: \`keyid\`, the signing key's id; \`created\`, within 300 seconds of our clock; \`nonce\`, 1 to 255 characters, new with every request, retries included; \`expires\` and \`alg\` if you like.
- **hmac-sha256**: the HMAC key is \`secret\` as it stands, in ASCII. **ed25519**: you make the pair and send us the public key.
- **Content-Digest** is made of the very bytes of the body, with \`sha-256\` or \`sha-512\`.

A refusal is a 401 whose \`code\` is \`signature_missing\`, \`signature_invalid\` (its \`detail\` shows the text we expected), \`signature_expired\`, \`content_digest_mismatch\` or \`signature_replayed\`.`;

export const createSigningKeyEndpoint = endpoint({
  ...signingTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/signing-keys",
  operationId: "createSigningKey",
  summary: "Make a signing key",
  description: `The reply holds the HMAC secret, this once; for Ed25519 you send a public key and there is none.\n\n${howToSign}`,
  idempotent: true,
  params: PartnerPath,
  body: CreateSigningKey,
  reply: NewSigningKey,
  status: 201,
  example: { name: "Payments service", algorithm: "hmac-sha256" },
});

export const listSigningKeysEndpoint = endpoint({
  ...signingTag,
  ...admin,
  method: "GET",
  path: "/v1/partners/{partner_id}/signing-keys",
  operationId: "listSigningKeys",
  summary: "List your signing keys",
  description: "Newest first, revoked ones too.",
  params: PartnerPath,
  query: PageQuery,
  reply: pageOf(SigningKey).meta({ id: "SigningKeys" }),
  status: 200,
});

export const revokeSigningKeyEndpoint = endpoint({
  ...signingTag,
  ...admin,
  method: "DELETE",
  path: "/v1/partners/{partner_id}/signing-keys/{key_id}",
  operationId: "revokeSigningKey",
  summary: "Revoke a signing key",
  description:
    "For good; its signatures are refused everywhere within a second. Make its successor first: API keys with `signature_required` go on asking for a signature. Revoking again changes nothing.",
  params: SigningKeyPath,
  reply: z.undefined(),
  status: 204,
});
