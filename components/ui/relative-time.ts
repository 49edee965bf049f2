const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on a date says more than a number of days. */
const DATED_FROM = 14 * DAY;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** "14 Mar", in UTC. Written out because server and browser may abbreviate by different books. */
export function shortDate(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
}

/** "Mar 2026", in UTC. */
export function monthOfYear(at: Date): string {
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** "09:30", in UTC. */
export function shortTime(at: Date): string {
  return at.toISOString().slice(11, 16);
}

/** "14 Mar, 09:30:12", in UTC: what a line of a log begins with. */
export function logTime(at: Date): string {
  return `${shortDate(at)}, ${at.toISOString().slice(11, 19)}`;
}

/** "3 minutes ago", "in 2 days", "14 Mar". Times in milliseconds since 1970. */
export function relativeTime(at: number, now: number): string {
  const difference = at - now;
  const size = Math.abs(difference);
  if (size < MINUTE) return difference > 0 ? "in less than a minute" : "just now";
  if (size < HOUR) return relative.format(Math.trunc(difference / MINUTE), "minute");
  if (size < DAY) return relative.format(Math.trunc(difference / HOUR), "hour");
  if (size < DATED_FROM) return relative.format(Math.trunc(difference / DAY), "day");
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return year === new Date(now).getUTCFullYear() ? shortDate(date) : `${shortDate(date)} ${year}`;
}

/** "14 Mar 2026, 09:30:12 UTC". */
export function absoluteTime(at: number): string {
  const date = new Date(at);
  return `${shortDate(date)} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}
