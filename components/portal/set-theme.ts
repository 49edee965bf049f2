import { THEME_COLORS, THEME_COOKIE, type Theme } from "@/components/portal/theme";

const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Shows a theme at once, and on every page from now on. In the browser only. */
export function setTheme(theme: Theme): void {
  const keepSeconds = theme === "system" ? 0 : A_YEAR_SECONDS;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${keepSeconds}; SameSite=Lax${secure}`;
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content =
      THEME_COLORS[theme === "system" ? (meta.media.includes("dark") ? "dark" : "light") : theme];
  }
}
