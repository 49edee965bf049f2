import { mount, serve } from "@/lib/api/serve";
import { createSigningKey } from "@/lib/partners/create-signing-key";
import { createSigningKeyEndpoint, listSigningKeysEndpoint } from "@/lib/partners/endpoints";
import { listSigningKeys } from "@/lib/partners/list-signing-keys";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(createSigningKeyEndpoint, createSigningKey),
  serve(listSigningKeysEndpoint, listSigningKeys),
);
