import type { NavigationEntry } from "@/lib/catalog/shapes";

export const assessmentNavigation: readonly NavigationEntry[] = [
  { area: "site", href: "/assessment", label: "The assessment", order: 10 },
];
