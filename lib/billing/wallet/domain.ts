import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { walletActions } from "@/lib/billing/wallet/audit-actions";
import {
  purchaseTokensEndpoint,
  tokenBalanceEndpoint,
  tokenUsageEndpoint,
} from "@/lib/billing/wallet/endpoints";
import { getBalance } from "@/lib/billing/wallet/get-balance";
import { walletJobs } from "@/lib/billing/wallet/jobs";
import { listTokenUsage } from "@/lib/billing/wallet/list-token-usage";
import { walletProblems } from "@/lib/billing/wallet/problems";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";

export const wallet: Domain = {
  name: "billing/wallet",
  tags: { "AI tokens": "The wallet: what is in it, what became of it, and buying more." },
  routes: [
    route(tokenBalanceEndpoint, getBalance),
    route(tokenUsageEndpoint, listTokenUsage),
    route(purchaseTokensEndpoint, purchaseTokens),
  ],
  jobs: walletJobs,
  problems: walletProblems,
  auditActions: walletActions,
};
