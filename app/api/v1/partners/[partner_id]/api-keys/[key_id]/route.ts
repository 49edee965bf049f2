import { mount, serve } from "@/lib/api/serve";
import {
  getApiKeyEndpoint,
  revokeApiKeyEndpoint,
  updateApiKeyEndpoint,
} from "@/lib/partners/api-keys/endpoints";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(getApiKeyEndpoint, getApiKey),
  serve(updateApiKeyEndpoint, updateApiKey),
  serve(revokeApiKeyEndpoint, revokeApiKey),
);
