/** Something of the documentation that can be found: a page, a section, an operation, a code. */
export interface DocsEntry {
  title: string;
  /** The page it stands on. */
  page: string;
  path: string;
  /** Other words that it is found by. */
  words?: string;
}

/**
 * The entries that hold every word of the query, best first: those whose title begins with it, then whose title holds
 * it, then the rest, in the order of the documentation.
 */
export function searchDocs(entries: readonly DocsEntry[], query: string, most = 20): DocsEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const asked = words.join(" ");
  return entries
    .flatMap((entry) => {
      const title = entry.title.toLowerCase();
      const all = `${title} ${entry.page} ${entry.path} ${entry.words ?? ""}`.toLowerCase();
      if (!words.every((word) => all.includes(word))) return [];
      const rank = title.startsWith(asked) ? 0 : words.every((word) => title.includes(word)) ? 1 : 2;
      return [{ entry, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ entry }) => entry);
}
