import type { NavigationEntry } from "@/lib/catalog/shapes";

export const resultNavigation: readonly NavigationEntry[] = [
  {
    area: "account",
    href: "/results",
    label: "Your results",
    icon: "Sparkles",
    keywords: "traits assessment",
    order: 20,
  },
  {
    area: "partner",
    href: "/results",
    label: "Your results",
    keywords: "traits assessment",
    order: 40,
    command: true,
  },
  {
    area: "admin",
    href: "/results",
    label: "Your results",
    keywords: "traits assessment",
    order: 60,
    command: true,
  },
  { area: "site", href: "/results", label: "Your results", order: 30 },
];
