// Written by scripts/write-routes.ts from lib/partners/compatibility/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { compatibility } from "@/lib/partners/compatibility/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  compatibility,
  "/v1/compatibility/rank",
);
