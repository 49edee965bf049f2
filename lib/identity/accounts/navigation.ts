import type { NavigationEntry } from "@/lib/catalog/shapes";

export const accountNavigation: readonly NavigationEntry[] = [
  {
    area: "account",
    href: "/account",
    label: "Home",
    icon: "House",
    keywords: "start overview",
    order: 10,
  },
  {
    area: "account",
    href: "/account/profile",
    label: "Profile",
    icon: "UserRound",
    keywords: "name e-mail",
    order: 30,
  },
  {
    area: "account",
    href: "/account/security",
    label: "Security",
    icon: "ShieldCheck",
    keywords: "password two-step authenticator recovery",
    order: 40,
  },
  {
    area: "account",
    href: "/account/sessions",
    label: "Sessions",
    icon: "Laptop",
    keywords: "browsers sign out",
    order: 60,
  },
  {
    area: "account",
    href: "/account/tokens",
    label: "Access tokens",
    icon: "KeyRound",
    keywords: "pat",
    order: 70,
  },
];
