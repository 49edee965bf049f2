import type { NavigationEntry } from "@/lib/catalog/shapes";

export const oversightNavigation: readonly NavigationEntry[] = [
  {
    area: "admin",
    group: "Installation",
    href: "/admin/research",
    label: "Research",
    icon: "Microscope",
    keywords: "editions privacy budget epsilon releases refusals custom research quotes",
    order: 35,
  },
];
