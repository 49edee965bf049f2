import type { NavigationEntry } from "@/lib/catalog/shapes";

export const sharingNavigation: readonly NavigationEntry[] = [
  {
    area: "account",
    href: "/sharing",
    label: "Shared links",
    icon: "Share2",
    keywords: "share link revoke public image pdf",
    order: 27,
  },
];
