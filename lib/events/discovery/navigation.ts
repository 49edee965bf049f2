import type { NavigationEntry } from "@/lib/catalog/shapes";

export const discoveryNavigation: readonly NavigationEntry[] = [
  { area: "site", href: "/events", label: "Events", order: 22 },
  {
    area: "account",
    href: "/your-events",
    label: "Your events",
    icon: "CalendarHeart",
    keywords: "seat ticket registered waitlist qr calendar",
    order: 22,
  },
  {
    area: "account",
    href: "/events",
    label: "Find events",
    keywords: "discover meet city register",
    order: 22,
    command: true,
  },
];
