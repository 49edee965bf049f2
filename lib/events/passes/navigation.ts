import type { NavigationEntry } from "@/lib/catalog/shapes";

export const passNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/events/passes",
    label: "Event passes",
    keywords: "buy publish sponsorship price",
    order: 25,
    command: true,
  },
];
