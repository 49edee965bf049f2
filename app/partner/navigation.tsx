import { BellRing, LifeBuoy, Webhook } from "lucide-react";
import type { NavigationGroup } from "@/components/portal/navigation";

/** The pages of the portal, in this order. */
export const PARTNER_NAVIGATION: readonly NavigationGroup[] = [
  {
    items: [
      {
        href: "/partner/webhooks",
        label: "Webhooks",
        icon: <Webhook />,
        keywords: "endpoints events deliveries signing secret replay",
      },
      {
        href: "/partner/alerts",
        label: "Alerts",
        icon: <BellRing />,
        keywords: "threshold spend limit errors hard cap mail",
      },
      {
        href: "/partner/support",
        label: "Support",
        icon: <LifeBuoy />,
        keywords: "tickets help questions",
      },
    ],
  },
];
