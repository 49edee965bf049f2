import type { NavigationEntry } from "@/lib/catalog/shapes";

export const meetingsNavigation: readonly NavigationEntry[] = [
  {
    area: "admin",
    group: "Customers",
    href: "/admin/reports",
    label: "Reports",
    icon: "ShieldAlert",
    keywords: "guests events harassment safety block",
    order: 35,
  },
];
