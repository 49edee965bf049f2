/** Matches the paths of one template such as `/v1/partners/{partner_id}` below `/api`. */
export interface PathTemplate {
  readonly template: string;
  /** The decoded parameters, or null where the path is another. */
  match(pathname: string): Record<string, string> | null;
  readonly parameters: readonly string[];
}

export const API_PREFIX = "/api";

export function compilePath(template: string): PathTemplate {
  const whole = API_PREFIX + template;
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "");
  if (names.length === 0) {
    const none: Record<string, string> = {};
    return { template, parameters: names, match: (pathname) => (pathname === whole ? none : null) };
  }
  const pattern = new RegExp(`^${whole.replace(/\{\w+\}/g, "([^/]+)")}$`);
  return {
    template,
    parameters: names,
    match(pathname) {
      const found = pattern.exec(pathname);
      if (found === null) return null;
      const values: Record<string, string> = {};
      for (const [index, name] of names.entries()) {
        try {
          values[name] = decodeURIComponent(found[index + 1] ?? "");
        } catch {
          return null;
        }
      }
      return values;
    },
  };
}

/** The path of a whole URL, without its query. Cheaper than parsing the URL where no more is needed. */
export function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const end = url.indexOf("?", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}
