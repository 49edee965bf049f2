import type { AuditActions } from "@/lib/api/domain";

export const billingActions = {
  "billing.set_aside_reviewed": {},
  "partner.checkout_started": { sentence: "began to buy a plan", shown: ["tier"] },
  "partner.payment_disputed": { sentence: "recorded news of a disputed payment", shown: ["status"] },
  "partner.plan_cancelled": { sentence: "cancelled the plan", shown: ["tier"] },
  "partner.plan_change_requested": {
    sentence: "asked for another plan, which waits for the bank's consent",
    shown: ["tier"],
  },
  "partner.plan_change_withdrawn": {
    sentence: "withdrew the change of plan that waited for the bank's consent",
    shown: ["tier"],
  },
  "partner.plan_changed": { sentence: "changed the plan", shown: ["tier"] },
  "partner.plan_resumed": { sentence: "resumed the plan", shown: ["tier"] },
  "partner.subscription_changed": {
    sentence: "took over what Stripe says of the subscription",
    shown: ["tier", "subscription_status"],
  },
  "partner.credit_given_back": {
    sentence: "gave back credit, as the payment it came from counts again",
    shown: ["amount_minor"],
  },
  "partner.credit_taken_back": {
    sentence: "took back credit, as the payment it came from was refunded or disputed",
    shown: ["amount_minor"],
  },
} as const satisfies AuditActions;
