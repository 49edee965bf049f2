import {
  BookOpen,
  Braces,
  FlaskConical,
  Gauge,
  LayoutDashboard,
  Microscope,
  ShieldCheck,
  Sigma,
  UserCog,
} from "lucide-react";
import type { ReactNode } from "react";
import { type AreaPerson, areasOf, type OwnArea } from "@/app/areas";
import { NAVIGATION_ICONS } from "@/app/navigation-icons";
import type { CommandEntry, NavigationGroup, NavigationItem } from "@/components/portal/navigation";
import { NAVIGATION } from "@/lib/catalog/navigation";

/** The documentation belongs to no domain, and partners read it beside their work. */
const DOCUMENTATION: NavigationGroup = {
  label: "Documentation",
  items: [
    {
      href: "/docs",
      label: "Guides",
      icon: <BookOpen />,
      keywords: "documentation quickstart help errors limits",
    },
    {
      href: "/docs/playground",
      label: "Playground",
      icon: <FlaskConical />,
      keywords: "try send call test snippets",
    },
    {
      href: "/docs/reference",
      label: "API reference",
      icon: <Braces />,
      keywords: "endpoints fields openapi",
    },
  ],
};

const RESEARCH_DOCUMENTATION: NavigationGroup = {
  label: "Documentation",
  items: [
    {
      href: "/docs/research",
      label: "Researcher guide",
      icon: <BookOpen />,
      keywords: "documentation guaranteed cite help",
    },
    {
      href: "/docs/research-method",
      label: "Method",
      icon: <Sigma />,
      keywords: "differential privacy epsilon noise formula laplace",
    },
  ],
};

const AREA_LINKS: Readonly<Record<OwnArea, { href: string; label: string; icon: ReactNode }>> = {
  account: { href: "/account", label: "Your account", icon: <UserCog /> },
  partner: { href: "/partner", label: "Partner portal", icon: <LayoutDashboard /> },
  research: { href: "/research", label: "Research", icon: <Microscope /> },
  admin: { href: "/admin", label: "Admin", icon: <Gauge /> },
};

/** The pages of an area as the domains declare them. Entries without a group come first. */
export function navigationOf(area: OwnArea): NavigationGroup[] {
  const groups = new Map<string | undefined, NavigationItem[]>([[undefined, []]]);
  for (const entry of NAVIGATION) {
    if (entry.area !== area || entry.command === true) continue;
    const { group, href, label, icon = "", keywords } = entry;
    const items = groups.get(group) ?? [];
    items.push({
      href,
      label,
      icon: NAVIGATION_ICONS[icon],
      ...(keywords === undefined ? {} : { keywords }),
    });
    groups.set(group, items);
  }
  const found = [...groups].map(([label, items]) => (label === undefined ? { items } : { label, items }));
  if (area === "partner") return [...found, DOCUMENTATION];
  return area === "research" ? [...found, RESEARCH_DOCUMENTATION] : found;
}

/** What the command menu offers besides an area's pages: what domains declare, and the person's other areas. */
export function commandsOf(area: OwnArea, person: AreaPerson): CommandEntry[] {
  return [
    ...NAVIGATION.filter((entry) => entry.area === area && entry.command === true).map(
      ({ href, label, keywords }) => ({ href, label, ...(keywords === undefined ? {} : { keywords }) }),
    ),
    ...otherAreas(area, person).map(({ href, label }) => ({ href, label, keywords: "home" })),
  ];
}

/** The links to the areas that a person may enter, but for the one they are in. */
export function otherAreas(area: OwnArea, person: AreaPerson) {
  return areasOf(person)
    .filter((other) => other !== area)
    .map((other) => AREA_LINKS[other]);
}

/** What the person's menu leads to: their other areas, and how they sign in. */
export function userLinksOf(area: OwnArea, person: AreaPerson) {
  const security = { href: "/account/security", label: "Security", icon: <ShieldCheck /> };
  return [...otherAreas(area, person), ...(person.isImpersonated || area === "account" ? [] : [security])];
}
