import type { NavigationEntry } from "@/lib/catalog/shapes";

export const insightsNavigation: readonly NavigationEntry[] = [
  {
    area: "research",
    href: "/research",
    label: "Overview",
    icon: "LayoutDashboard",
    keywords: "editions budget releases home",
    order: 10,
  },
  {
    area: "research",
    href: "/research/new",
    label: "New query",
    icon: "CircleHelp",
    keywords: "ask question build measure card epsilon",
    order: 20,
  },
  {
    area: "research",
    href: "/research/queries",
    label: "Queries",
    icon: "History",
    keywords: "saved history asked spent",
    order: 30,
  },
  {
    area: "research",
    href: "/research/releases",
    label: "Releases",
    icon: "ChartColumn",
    keywords: "answers charts results free log",
    order: 40,
  },
  {
    area: "research",
    href: "/research/budget",
    label: "Privacy budget",
    icon: "ChartPie",
    keywords: "share epsilon left lending spent",
    order: 50,
  },
];
