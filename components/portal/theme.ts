/** What the reader chose to see by; "system" follows the machine. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "theme";

/** What the browser colours around the page: the token `paper`. */
export const THEME_COLORS = { light: "#faf6f0", dark: "#181216" } as const;

/** The theme that a cookie names; anything else is the system's. */
export function readTheme(cookie: string | undefined): Theme {
  return cookie === "light" || cookie === "dark" ? cookie : "system";
}
