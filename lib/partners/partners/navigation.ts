import type { NavigationEntry } from "@/lib/catalog/shapes";

export const partnerNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner",
    label: "Dashboard",
    icon: "LayoutDashboard",
    keywords: "overview figures first steps",
    order: 10,
  },
  {
    area: "partner",
    group: "Account",
    href: "/partner/settings",
    label: "Settings",
    icon: "Settings",
    keywords: "company e-mail leave tier limits",
    order: 40,
  },
];
