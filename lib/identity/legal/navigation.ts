import type { NavigationEntry } from "@/lib/catalog/shapes";

export const legalNavigation: readonly NavigationEntry[] = [
  { area: "site", href: "/legal", label: "Legal", order: 90 },
];
