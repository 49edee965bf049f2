import { ScoringError } from "./scoring-error";

const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a string is 'YYYY-MM-DD' and a day that exists (Gregorian, years 0001 to 9999). */
export function isCalendarDate(date: string): boolean {
  const parts = CALENDAR_DATE.exec(date);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= days;
}

/** Throws ScoringError("invalid_date") unless `isCalendarDate(date)`. */
export function assertCalendarDate(date: string, field: string): void {
  if (!isCalendarDate(date)) {
    throw new ScoringError("invalid_date", field, `${field} must be a date that exists, as YYYY-MM-DD.`);
  }
}
