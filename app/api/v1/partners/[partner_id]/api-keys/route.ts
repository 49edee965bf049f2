import { mount, serve } from "@/lib/api/serve";
import { createApiKey } from "@/lib/partners/create-api-key";
import { createApiKeyEndpoint, listApiKeysEndpoint } from "@/lib/partners/endpoints";
import { listApiKeys } from "@/lib/partners/list-api-keys";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(createApiKeyEndpoint, createApiKey),
  serve(listApiKeysEndpoint, listApiKeys),
);
