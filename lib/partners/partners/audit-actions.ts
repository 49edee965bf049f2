import type { AuditActions } from "@/lib/api/domain";

export const partnerActions = {
  "member.added": { sentence: "became the owner", shown: ["role"] },
  "partner.claimed": { sentence: "took this account over by its address" },
  // The admin who gives the reason is warned that the partner can read it.
  "partner.contract_changed": {
    sentence: "changed the contract",
    shown: ["tier", "subscription_status", "suspended", "email_verified", "per_minute", "per_day", "reason"],
  },
  "partner.created": { sentence: "signed up", shown: ["tier"] },
  "partner.email_verified": { sentence: "verified the e-mail address" },
  "partner.onboarded": { sentence: "put the first steps away" },
  "partner.suspended": { sentence: "suspended this account", shown: ["reason"] },
  "partner.unsuspended": { sentence: "lifted the suspension of this account", shown: ["reason"] },
  "partner.updated": { sentence: "changed the settings", shown: ["fields"] },
} as const satisfies AuditActions;
