// Written by scripts/write-routes.ts from lib/partners/usage/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { usage } from "@/lib/partners/usage/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(usage, "/v1/usage.csv");
