import type { NavigationEntry } from "@/lib/catalog/shapes";

export const customNavigation: readonly NavigationEntry[] = [
  {
    area: "research",
    href: "/research/custom",
    label: "Custom research",
    icon: "MessageSquareQuote",
    keywords: "quote order request price",
    order: 70,
  },
];
