// Written by scripts/write-routes.ts from lib/partners/api-keys/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { apiKeys } from "@/lib/partners/api-keys/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  apiKeys,
  "/v1/partners/{partner_id}/api-keys/{key_id}",
);
