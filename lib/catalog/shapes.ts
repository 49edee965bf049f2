/** One `code` of a problem document, for the developer who meets it. */
export interface ProblemCode {
  code: string;
  status: number;
  title: string;
  /** What has happened. */
  meaning: string;
  /** What the caller can do about it. */
  fix: string;
}

/** An event that partners can hear of by webhook. */
export interface EventDescription {
  /** The heading under which it is chosen; null for one that cannot be subscribed to. */
  group: string | null;
  /** When it happens, in a sentence. */
  sentence: string;
}

/** The parts of the product with a navigation of their own. The site's is its footer. */
export type Area = "partner" | "research" | "admin" | "account" | "site";

/** A page that its area leads to. */
export interface NavigationEntry {
  area: Area;
  href: string;
  label: string;
  /** The name of an icon of lucide-react. The footer and the command menu's own entries show none. */
  icon?: string;
  /** The heading it stands under. Left out for the first group, which has none. */
  group?: string;
  /** The lowest comes first within its group. */
  order: number;
  /** Other words that the command menu finds it by. */
  keywords?: string;
  /** Only the command menu offers it. */
  command?: true;
}
