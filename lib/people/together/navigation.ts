import type { NavigationEntry } from "@/lib/catalog/shapes";

export const togetherNavigation: readonly NavigationEntry[] = [
  {
    area: "account",
    href: "/together",
    label: "Together",
    icon: "HeartHandshake",
    keywords: "friends compare invite",
    order: 25,
  },
  { area: "site", href: "/together", label: "Together", order: 25 },
];
