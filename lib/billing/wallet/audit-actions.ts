import type { AuditActions } from "@/lib/api/domain";

export const walletActions = {
  "wallet.credited": { sentence: "put AI tokens into the wallet", shown: ["tokens"] },
  "wallet.purchase_started": { sentence: "went to the checkout of AI tokens", shown: ["tokens"] },
} as const satisfies AuditActions;
