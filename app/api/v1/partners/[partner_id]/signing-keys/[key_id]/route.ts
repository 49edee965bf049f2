import { mount, serve } from "@/lib/api/serve";
import { revokeSigningKeyEndpoint } from "@/lib/partners/api-keys/endpoints";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(revokeSigningKeyEndpoint, revokeSigningKey),
);
