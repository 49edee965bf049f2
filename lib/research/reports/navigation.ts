import type { NavigationEntry } from "@/lib/catalog/shapes";

export const reportNavigation: readonly NavigationEntry[] = [
  {
    area: "research",
    href: "/research/reports",
    label: "Reports",
    icon: "Mails",
    keywords: "schedule email webhook pdf quarterly weekly monthly",
    order: 60,
  },
];
