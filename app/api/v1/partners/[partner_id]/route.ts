// Written by scripts/write-routes.ts from lib/partners/partners/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { partners } from "@/lib/partners/partners/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  partners,
  "/v1/partners/{partner_id}",
);
