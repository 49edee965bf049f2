import { endpoint } from "@/lib/api/endpoint";
import {
  PurchaseTokens,
  TokenBalance,
  TokenEntryPage,
  TokenPurchase,
  TokenUsageQuery,
} from "@/lib/billing/wallet/schemas";

const common = { tag: "AI tokens", auth: "partner" } as const;

export const purchaseTokensEndpoint = endpoint({
  ...common,
  method: "POST",
  path: "/v1/monetization/ai-tokens/purchase",
  operationId: "purchaseTokens",
  summary: "Buy AI tokens",
  description:
    "Begins a purchase and answers with the address of the page where somebody pays, by card. The tokens are in the wallet once the payment is confirmed, once. Live keys only.",
  scope: "billing:write",
  idempotent: true,
  asksVendor: true,
  body: PurchaseTokens,
  reply: TokenPurchase,
  status: 201,
  example: { tokens: 5_000 },
  problems: ["live_key_required", "stripe_unavailable"],
});

export const tokenBalanceEndpoint = endpoint({
  ...common,
  method: "GET",
  path: "/v1/monetization/ai-tokens/balance",
  operationId: "getTokenBalance",
  summary: "See your AI tokens",
  description: "What you own, what is held for work that runs, and what is free. Live keys only.",
  scope: "billing:read",
  reply: TokenBalance,
  status: 200,
  problems: ["live_key_required"],
});

export const tokenUsageEndpoint = endpoint({
  ...common,
  method: "GET",
  path: "/v1/monetization/ai-tokens/usage",
  operationId: "listTokenUsage",
  summary: "List what became of your AI tokens",
  description:
    "Purchases and uses, newest first, each with the feature and the balance after it. Live keys only.",
  scope: "billing:read",
  query: TokenUsageQuery,
  reply: TokenEntryPage,
  status: 200,
  problems: ["live_key_required"],
});
