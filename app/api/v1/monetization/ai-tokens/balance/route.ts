// Written by scripts/write-routes.ts from lib/billing/wallet/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { wallet } from "@/lib/billing/wallet/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  wallet,
  "/v1/monetization/ai-tokens/balance",
);
