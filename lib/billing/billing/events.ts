import type { EventDescription } from "@/lib/catalog/shapes";

export const billingEvents: Readonly<Record<string, EventDescription>> = {
  "subscription.updated": { group: "Billing", sentence: "Your plan began, changed, fell past due or ended." },
  "invoice.paid": { group: "Billing", sentence: "An invoice was paid, or settled by credit." },
  "invoice.payment_failed": { group: "Billing", sentence: "A payment failed, or needs you to confirm it." },
};
