import type { NavigationEntry } from "@/lib/catalog/shapes";

export const partnershipNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/events/analytics",
    label: "Analytics of all events",
    keywords: "partnership compare attendance mutual yes ratings figures",
    order: 26,
    command: true,
  },
];
