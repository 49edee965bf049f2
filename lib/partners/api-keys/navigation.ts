import type { NavigationEntry } from "@/lib/catalog/shapes";

export const apiKeyNavigation: readonly NavigationEntry[] = [
  {
    area: "partner",
    href: "/partner/keys",
    label: "API keys",
    icon: "KeyRound",
    keywords: "create rotate revoke secret scopes allowlist",
    order: 20,
  },
  {
    area: "partner",
    group: "Account",
    href: "/partner/security",
    label: "Security",
    icon: "ShieldCheck",
    keywords: "signing keys signature checker audit log",
    order: 30,
  },
];
