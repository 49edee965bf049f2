/** What the clocks at a venue show, as `local_starts_at` says it: `2027-02-14T19:30:00`. */
type Local = string;

const parse = (local: Local) => new Date(`${local}Z`);
const write = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options });
  return (local: Local) => format.format(parse(local));
};

/** "Sun, Feb 14, 2027" */
export const localDay = write({ weekday: "short", month: "short", day: "numeric", year: "numeric" });
/** "Feb 14" */
export const localShortDay = write({ month: "short", day: "numeric" });
/** "7:30 PM" */
export const localClock = write({ hour: "numeric", minute: "2-digit" });

/** "Sun, Feb 14, 2027, 7:30 PM – 10:30 PM", with the day of its end where that is another one more than a night away. */
export function localSpan(start: Local, end: Local): string {
  const longer = parse(end).getTime() - parse(start).getTime() > 18 * 3_600_000;
  const until = longer ? `${localDay(end)}, ${localClock(end)}` : localClock(end);
  return `${localDay(start)}, ${localClock(start)} – ${until}`;
}

/** "Europe/Berlin" as people say it: "Berlin time". */
export function zoneWords(timeZone: string): string {
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return timeZone.includes("/") ? `${place} time` : timeZone;
}

/** "Café Central, Berlin", or what is known of it. */
export function placeWords({ venue, city }: { venue: string | null; city: string | null }): string | null {
  const known = [venue, city].filter((part) => part !== null);
  return known.length === 0 ? null : known.join(", ");
}
