// Written by scripts/write-routes.ts from lib/research/insights/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { insights } from "@/lib/research/insights/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(insights, "/v1/insights/budget");
