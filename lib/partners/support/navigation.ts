import type { NavigationEntry } from "@/lib/catalog/shapes";

export const supportNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/support",
    label: "Support",
    icon: "LifeBuoy",
    keywords: "tickets help questions",
    order: 70,
  },
  {
    area: "partner",
    href: "/partner/support/new",
    label: "New ticket",
    keywords: "support help question",
    order: 10,
    command: true,
  },
  {
    area: "admin",
    group: "Customers",
    href: "/admin/tickets",
    label: "Tickets",
    icon: "LifeBuoy",
    keywords: "support questions",
    order: 30,
  },
  {
    area: "admin",
    href: "/admin/tickets?status=open",
    label: "Tickets that wait for us",
    order: 30,
    command: true,
  },
];
