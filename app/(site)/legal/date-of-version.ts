const date = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** The day that a version is named after, in words. */
export function dateOfVersion(version: string): string {
  return date.format(new Date(version));
}
