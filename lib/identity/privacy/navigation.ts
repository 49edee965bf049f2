import type { NavigationEntry } from "@/lib/catalog/shapes";

export const privacyNavigation: readonly NavigationEntry[] = [
  {
    area: "account",
    href: "/privacy",
    label: "Data and privacy",
    icon: "LockKeyhole",
    keywords: "consent export download delete account my data gdpr",
    order: 80,
  },
  { area: "site", href: "/privacy", label: "Your data and privacy", order: 40 },
];
