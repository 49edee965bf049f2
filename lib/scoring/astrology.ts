import { assertCalendarDate } from "./calendar-date";

export type Element = "fire" | "earth" | "air" | "water";

export type SunSign =
  | "aries"
  | "taurus"
  | "gemini"
  | "cancer"
  | "leo"
  | "virgo"
  | "libra"
  | "scorpio"
  | "sagittarius"
  | "capricorn"
  | "aquarius"
  | "pisces";

/** First day of each sign as MM-DD, in calendar order; days before the first belong to Capricorn. */
const SIGN_STARTS: readonly (readonly [string, SunSign])[] = [
  ["01-20", "aquarius"],
  ["02-19", "pisces"],
  ["03-21", "aries"],
  ["04-20", "taurus"],
  ["05-21", "gemini"],
  ["06-21", "cancer"],
  ["07-23", "leo"],
  ["08-23", "virgo"],
  ["09-23", "libra"],
  ["10-23", "scorpio"],
  ["11-22", "sagittarius"],
  ["12-22", "capricorn"],
];

const ELEMENTS: Readonly<Record<SunSign, Element>> = {
  aries: "fire",
  leo: "fire",
  sagittarius: "fire",
  taurus: "earth",
  virgo: "earth",
  capricorn: "earth",
  gemini: "air",
  libra: "air",
  aquarius: "air",
  cancer: "water",
  scorpio: "water",
  pisces: "water",
};

/** The one other element each goes with: fire and air, earth and water. */
const FRIENDLY: Readonly<Record<Element, Element>> = {
  fire: "air",
  air: "fire",
  earth: "water",
  water: "earth",
};

/** Western sun sign of a 'YYYY-MM-DD' date, by date alone. Throws ScoringError("invalid_date"). */
export function sunSign(date: string): SunSign {
  assertCalendarDate(date, "date");
  const day = date.slice(5);
  let sign: SunSign = "capricorn";
  for (const [start, starting] of SIGN_STARTS) if (day >= start) sign = starting;
  return sign;
}

/** The element a sign belongs to. */
export function element(sign: SunSign): Element {
  return ELEMENTS[sign];
}

/**
 * 1 for the same element, 0.7 for fire with air and earth with water, else 0.4 (specification section 1).
 * For fun, never part of the score. Throws ScoringError("invalid_date").
 */
export function astrologyScore(date1: string, date2: string): number {
  const element1 = element(sunSign(date1));
  const element2 = element(sunSign(date2));
  if (element1 === element2) return 1;
  return FRIENDLY[element1] === element2 ? 0.7 : 0.4;
}
