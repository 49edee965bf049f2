import type { NavigationEntry } from "@/lib/catalog/shapes";

export const alertNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/alerts",
    label: "Alerts",
    icon: "BellRing",
    keywords: "threshold spend limit errors hard cap mail",
    order: 60,
  },
];
