const BASE = "http://own.invalid";

/**
 * Where to go on after signing in: a path of this site. Whatever leads anywhere else (`//evil`, `/\evil`, `https:…`,
 * also encoded) becomes `fallback`.
 */
export function ownPath(next: unknown, fallback = "/partner"): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2_000) return fallback;
  // What browsers read as "//", or drop before they read, has no business in a path of ours.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are looked for
  if (/[\\\u0000-\u0020\u007f]|^\/\/|^\/%(2f|5c)/i.test(next)) return fallback;
  const url = URL.parse?.(next, BASE) ?? (URL.canParse(next, BASE) ? new URL(next, BASE) : null);
  if (url === null || url.origin !== BASE || url.pathname.startsWith("//")) return fallback;
  // A page that signs people in or out would lead back here.
  if (url.pathname === "/sign-in/connect") return url.pathname;
  if (/^\/(api|sign-in|sign-up|sign-out)(\/|$)/.test(url.pathname)) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
