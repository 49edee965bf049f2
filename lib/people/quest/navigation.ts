import type { NavigationEntry } from "@/lib/catalog/shapes";

export const questNavigation: readonly NavigationEntry[] = [
  { area: "site", href: "/quest", label: "The last ferry", order: 20 },
];
