/** What every snippet is written in, in the order of its switch. */
export const LANGUAGES = ["curl", "javascript", "python"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Record<Language, string> = {
  curl: "curl",
  javascript: "JavaScript",
  python: "Python",
};

/** One thing said in each language; what a language cannot say is left out. */
export type Code = { [L in Language]?: string };

/** Where a reader's choice is kept: a cookie, so that the page comes in their language at once. */
export const LANGUAGE_COOKIE = "docs_language";

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}
