import type { NavigationEntry } from "@/lib/catalog/shapes";

export const findingNavigation: readonly NavigationEntry[] = [
  {
    area: "research",
    href: "/research/findings",
    label: "Findings",
    icon: "BookMarked",
    keywords: "publish public cite citation withdraw",
    order: 45,
  },
];
