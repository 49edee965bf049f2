import type { NavigationEntry } from "@/lib/catalog/shapes";

export const eventNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/events",
    label: "Events",
    icon: "CalendarHeart",
    keywords: "attendees guests matching rounds tables doors publish drafts",
    order: 15,
  },
];
