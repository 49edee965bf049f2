import type { NavigationEntry } from "@/lib/catalog/shapes";

export const teamNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    group: "Account",
    href: "/partner/team",
    label: "Team",
    icon: "Users",
    keywords: "members invite roles colleagues",
    order: 20,
  },
];
