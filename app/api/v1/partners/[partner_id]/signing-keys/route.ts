import { mount, serve } from "@/lib/api/serve";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { createSigningKeyEndpoint, listSigningKeysEndpoint } from "@/lib/partners/api-keys/endpoints";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(createSigningKeyEndpoint, createSigningKey),
  serve(listSigningKeysEndpoint, listSigningKeys),
);
