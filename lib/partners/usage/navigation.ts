import type { NavigationEntry } from "@/lib/catalog/shapes";

export const usageNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/usage",
    label: "Usage",
    icon: "ChartColumn",
    keywords: "calls errors latency cost forecast limits countries csv",
    order: 30,
  },
  {
    area: "partner",
    href: "/partner/requests",
    label: "Requests",
    icon: "ScrollText",
    keywords: "log calls request id live tail errors",
    order: 40,
  },
];
