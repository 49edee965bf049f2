/** ISO 3166-1 alpha-2 codes of the countries that people may choose from. */
const CODES =
  "AE AR AT AU BE BG BR CA CH CL CN CO CR CY CZ DE DK EC EE EG ES FI FR GB GE GH GR HK HR HU ID IE IL IN IS IT JM JP KE KR KZ LB LK LT LU LV MA MD ME MK MT MX MY NG NL NO NP NZ PA PE PH PK PL PT PY QA RO RS SA SE SG SI SK TH TN TR TT TW TZ UA UG US UY VN ZA";

/** Countries by their English names, in order. */
export function countryOptions(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  return CODES.split(" ")
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}
