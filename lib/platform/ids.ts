import { v7 } from "uuid";

/** A UUIDv7: sorts by the time it was made. `at` sets that time (milliseconds are kept, the rest is chance). */
export function newId(at?: Date): string {
  return at === undefined ? v7() : v7({ msecs: at.getTime() });
}

/** The millisecond that a UUIDv7 carries. */
export function idTime(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/** Whether a text is written as an id is. What comes from an address may be anything, and Postgres refuses the rest. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
