import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { apiKeyActions } from "@/lib/partners/api-keys/audit-actions";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import {
  createApiKeyEndpoint,
  createSigningKeyEndpoint,
  getApiKeyEndpoint,
  listApiKeysEndpoint,
  listSigningKeysEndpoint,
  revokeApiKeyEndpoint,
  revokeSigningKeyEndpoint,
  rotateApiKeyEndpoint,
  updateApiKeyEndpoint,
} from "@/lib/partners/api-keys/endpoints";
import { apiKeyEvents } from "@/lib/partners/api-keys/events";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { apiKeyJobs } from "@/lib/partners/api-keys/jobs";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";
import { apiKeyNavigation } from "@/lib/partners/api-keys/navigation";
import { apiKeysPrivacy } from "@/lib/partners/api-keys/privacy";
import { apiKeyProblems } from "@/lib/partners/api-keys/problems";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";

export const apiKeys: Domain = {
  name: "partners/api-keys",
  privacy: apiKeysPrivacy,
  tags: {
    "API keys": "Make, narrow, rotate and revoke keys.",
    "Signed requests": "Prove that a request is yours and unchanged, by RFC 9421.",
  },
  routes: [
    route(createApiKeyEndpoint, createApiKey),
    route(listApiKeysEndpoint, listApiKeys),
    route(getApiKeyEndpoint, getApiKey),
    route(updateApiKeyEndpoint, updateApiKey),
    route(rotateApiKeyEndpoint, rotateApiKey),
    route(revokeApiKeyEndpoint, revokeApiKey),
    route(createSigningKeyEndpoint, createSigningKey),
    route(listSigningKeysEndpoint, listSigningKeys),
    route(revokeSigningKeyEndpoint, revokeSigningKey),
  ],
  jobs: apiKeyJobs,
  problems: apiKeyProblems,
  auditActions: apiKeyActions,
  auditKinds: { api_key: "API keys", signing_key: "Signing keys" },
  events: apiKeyEvents,
  navigation: apiKeyNavigation,
};
