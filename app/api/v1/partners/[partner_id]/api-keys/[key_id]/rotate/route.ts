import { mount, serve } from "@/lib/api/serve";
import { rotateApiKeyEndpoint } from "@/lib/partners/endpoints";
import { rotateApiKey } from "@/lib/partners/rotate-api-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(rotateApiKeyEndpoint, rotateApiKey),
);
