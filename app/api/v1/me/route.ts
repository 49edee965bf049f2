// Written by scripts/write-routes.ts from lib/identity/accounts/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { accounts } from "@/lib/identity/accounts/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(accounts, "/v1/me");
