import type { NavigationEntry } from "@/lib/catalog/shapes";

export const webhookNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/webhooks",
    label: "Webhooks",
    icon: "Webhook",
    keywords: "endpoints events deliveries signing secret replay",
    order: 50,
  },
];
