const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** Unix seconds as a day of UTC: 5 Mar 2027. */
export function formatDay(seconds: number): string {
  return DAY.format(new Date(seconds * 1_000));
}
