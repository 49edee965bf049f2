import type { NavigationEntry } from "@/lib/catalog/shapes";

export const billingNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    group: "Account",
    href: "/partner/billing",
    label: "Billing",
    icon: "CreditCard",
    keywords: "plan upgrade downgrade cancel invoices payment card subscription tier",
    order: 10,
  },
  {
    area: "admin",
    group: "Installation",
    href: "/admin/billing",
    label: "Billing",
    icon: "Scale",
    keywords: "ledger stripe reconciliation differences webhooks books",
    order: 20,
  },
];
