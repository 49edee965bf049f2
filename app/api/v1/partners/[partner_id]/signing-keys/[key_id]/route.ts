import { mount, serve } from "@/lib/api/serve";
import { revokeSigningKeyEndpoint } from "@/lib/partners/endpoints";
import { revokeSigningKey } from "@/lib/partners/revoke-signing-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(revokeSigningKeyEndpoint, revokeSigningKey),
);
