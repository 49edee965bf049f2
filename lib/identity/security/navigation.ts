import type { NavigationEntry } from "@/lib/catalog/shapes";

export const securityNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/security/events",
    label: "Security events",
    keywords: "attacks refused credentials exports staff",
    order: 20,
    command: true,
  },
  {
    area: "admin",
    group: "Installation",
    href: "/admin/security",
    label: "Security events",
    icon: "ShieldAlert",
    keywords: "attacks failed sign-ins refused throttled exports credentials",
    order: 40,
  },
  {
    area: "account",
    href: "/account/security/events",
    label: "Security events",
    icon: "ShieldAlert",
    keywords: "failed sign-ins attacks new browser",
    order: 50,
  },
];
