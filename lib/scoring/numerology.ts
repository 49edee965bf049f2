import { assertCalendarDate } from "./calendar-date";

/**
 * Life path number, 1 to 9: the digits of YYYYMMDD summed until one digit is left (specification section 1).
 * For fun, never part of the score. Throws ScoringError("invalid_date").
 */
export function lifePath(date: string): number {
  assertCalendarDate(date, "date");
  let number = digitSum(date.replaceAll("-", ""));
  while (number > 9) number = digitSum(String(number));
  return number;
}

/** 1 for equal life paths, 0.7 where they are at most 2 apart, else 0.3. Throws ScoringError("invalid_date"). */
export function numerologyScore(date1: string, date2: string): number {
  const apart = Math.abs(lifePath(date1) - lifePath(date2));
  if (apart === 0) return 1;
  return apart <= 2 ? 0.7 : 0.3;
}

function digitSum(digits: string): number {
  let sum = 0;
  for (const digit of digits) sum += Number(digit);
  return sum;
}
