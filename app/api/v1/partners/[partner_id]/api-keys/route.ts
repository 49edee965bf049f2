import { mount, serve } from "@/lib/api/serve";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createApiKeyEndpoint, listApiKeysEndpoint } from "@/lib/partners/api-keys/endpoints";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(createApiKeyEndpoint, createApiKey),
  serve(listApiKeysEndpoint, listApiKeys),
);
