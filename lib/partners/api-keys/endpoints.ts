import { z } from "zod";
import { endpoint } from "@/lib/api/endpoint";
import {
  ApiKey,
  ApiKeyPath,
  CreateApiKey,
  CreateSigningKey,
  NewApiKey,
  NewSigningKey,
  RotateApiKey,
  SigningKey,
  SigningKeyPath,
  UpdateApiKey,
} from "@/lib/partners/api-keys/schemas";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { PartnerPath } from "@/lib/platform/partner-path";

const keyTag = { tag: "API keys" };
const signingTag = { tag: "Signed requests" };
const admin = { auth: "partner", scope: "partners:admin" } as const;

export const createApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/api-keys",
  operationId: "createApiKey",
  summary: "Create a key",
  description:
    "The reply holds the key itself, this once. Live keys are made by a member's session, an access token, or a live key with `partners:admin`; a test key makes test keys. No key makes one that is held less tightly than itself, by signature, allowlist or expiry.",
  idempotent: true,
  params: PartnerPath,
  body: CreateApiKey,
  reply: NewApiKey,
  status: 201,
  example: { name: "Matching service", mode: "test", scopes: ["compatibility:calculate"] },
  problems: [
    "stronger_credential_needed",
    "email_unverified",
    "subscription_inactive",
    "too_many_keys",
    "tier_lacks_signatures",
    "no_signing_key",
  ],
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
  description:
    "In force everywhere within a second. A key tightens other keys of its mode and never loosens them; taking away a live key's signature, addresses of its allowlist or its expiry is for owners and admins, in the portal or with an access token. A key that was rotated can only be tightened.",
  params: ApiKeyPath,
  body: UpdateApiKey,
  reply: ApiKey,
  status: 200,
  example: { ip_allowlist: ["203.0.113.0/24"] },
  problems: [
    "key_inactive",
    "already_rotated",
    "stronger_credential_needed",
    "tier_lacks_signatures",
    "no_signing_key",
  ],
});

export const revokeApiKeyEndpoint = endpoint({
  ...keyTag,
  ...admin,
  method: "DELETE",
  path: "/v1/partners/{partner_id}/api-keys/{key_id}",
  operationId: "revokeApiKey",
  limitClass: "revoke",
  summary: "Revoke a key",
  description:
    "For good; refused everywhere within a second. Revoking again changes nothing, and it works when all your limits are used up.",
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
  problems: ["key_inactive", "already_rotated", "stronger_credential_needed", "too_many_keys"],
});

export const createSigningKeyEndpoint = endpoint({
  ...signingTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/signing-keys",
  operationId: "createSigningKey",
  summary: "Create a signing key",
  description:
    "For the enterprise and white-label tiers. The reply holds the HMAC secret, this once; for Ed25519 you send a public key and there is none. Once there is a signing key, any call that carries `Signature-Input` is checked, with whatever API key. The guide to signed requests, at /docs/signed-requests, shows how to sign.",
  idempotent: true,
  params: PartnerPath,
  body: CreateSigningKey,
  reply: NewSigningKey,
  status: 201,
  example: { name: "Payments service", algorithm: "hmac-sha256" },
  problems: ["tier_lacks_signatures", "stronger_credential_needed", "too_many_keys"],
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
  limitClass: "revoke",
  summary: "Revoke a signing key",
  description:
    "For good; its signatures are refused everywhere within a second. Make its successor first: API keys with `signature_required` go on asking for a signature. Revoking again changes nothing.",
  params: SigningKeyPath,
  reply: z.undefined(),
  status: 204,
});
