const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** "Germany (DE)" of "DE"; what is no code of a country stays as it is. ZZ is where none is known. */
export function countryLabel(code: string): string {
  if (code === "ZZ") return "Unknown";
  return /^[A-Z]{2}$/.test(code) ? `${names.of(code) ?? code} (${code})` : code;
}
