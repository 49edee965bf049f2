import { mount, serve } from "@/lib/api/serve";
import { rotateApiKeyEndpoint } from "@/lib/partners/api-keys/endpoints";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(rotateApiKeyEndpoint, rotateApiKey),
);
