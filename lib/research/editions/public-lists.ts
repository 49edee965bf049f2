/**
 * The values that a person's age and place can have in an edition. The lists are public and fixed before any data are
 * looked at: a grid that followed the data would tell of them. A code is never used for anything else.
 */
export interface ListedValue {
  readonly code: number;
  readonly name: string;
}

const UNKNOWN: ListedValue = { code: 0, name: "unknown" };

/** Of a pair whose two people differ. */
export const MIXED: ListedValue = { code: 99, name: "mixed" };

const YOUNGEST = 16;
const BAND_YEARS = 5;

/** Ages in bands of five years. The first ends at 19, because the minimum age is 16. */
export const AGE_BANDS: readonly ListedValue[] = [
  UNKNOWN,
  { code: 1, name: "16-19" },
  ...Array.from({ length: 11 }, (_, band) => {
    const from = 20 + band * BAND_YEARS;
    return { code: band + 2, name: `${from}-${from + BAND_YEARS - 1}` };
  }),
  { code: 13, name: "75+" },
];

/** The band of an age in years: the code. Unknown for none, and for one that cannot be. */
export function ageBandOf(age: number | null): number {
  if (age === null || age < YOUNGEST || age > 120) return UNKNOWN.code;
  if (age < 20) return 1;
  return Math.min(13, 2 + Math.floor((age - 20) / BAND_YEARS));
}

/** Regions of the world by the United Nations' M49, with the countries that people may choose from. */
const COUNTRIES_OF: Readonly<Record<string, string>> = {
  africa: "EG GH KE MA NG TN TZ UG ZA",
  northern_america: "CA US",
  latin_america: "AR BR CL CO CR EC JM MX PA PE PY TT UY",
  eastern_asia: "CN HK JP KR TW",
  southern_asia: "IN LK PK",
  south_eastern_asia: "ID MY PH SG TH VN",
  western_asia: "AE CY IL KZ LB QA SA TR",
  eastern_europe: "BG CZ HU MD PL RO SK UA",
  northern_europe: "DK EE FI GB IE IS LT LV NO SE",
  southern_europe: "ES GR HR IT ME MK MT PT RS SI",
  western_europe: "AT BE CH DE FR LU NL",
  oceania: "AU NZ",
};

export const REGIONS: readonly ListedValue[] = [
  UNKNOWN,
  ...Object.keys(COUNTRIES_OF).map((name, at) => ({ code: at + 1, name })),
];

/** Each country and the code of its region. */
export const REGION_OF_COUNTRY: ReadonlyMap<string, number> = new Map(
  Object.values(COUNTRIES_OF).flatMap((countries, at) =>
    countries.split(" ").map((country): [string, number] => [country, at + 1]),
  ),
);
