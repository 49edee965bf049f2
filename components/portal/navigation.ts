import type { ReactNode } from "react";

export interface NavigationItem {
  href: string;
  label: string;
  /** A lucide icon, as an element: functions do not travel to the browser. */
  icon: ReactNode;
  /** Other words that the command menu finds it by. */
  keywords?: string;
}

export interface NavigationGroup {
  /** Left out for the first, which needs no name. */
  label?: string;
  items: readonly NavigationItem[];
}

/** What the command menu offers besides the navigation. */
export interface CommandEntry {
  label: string;
  href: string;
  keywords?: string;
}

/** The item whose page a path is, or lies below; of several the most exact. */
export function currentHref(groups: readonly NavigationGroup[], path: string): string | null {
  const found = groups
    .flatMap(({ items }) => items.map(({ href }) => href))
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length);
  return found[0] ?? null;
}
