import type { AuditActions } from "@/lib/api/domain";

export const customActions = {
  "custom_research.requested": { sentence: "asked for custom research", shown: ["title"] },
  "custom_research.quoted": { sentence: "quoted custom research", shown: ["title", "amount_usd"] },
  "custom_research.accepted": {
    sentence: "accepted a quote for custom research",
    shown: ["title", "amount_usd"],
  },
  "custom_research.declined": {
    sentence: "declined a quote for custom research",
    shown: ["title", "amount_usd"],
  },
  "custom_research.delivered": { sentence: "delivered custom research", shown: ["title"] },
} as const satisfies AuditActions;
