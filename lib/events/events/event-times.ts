import { DEFAULT_HOURS, MAX_EVENT_DAYS } from "@/lib/events/events/schemas";
import { readEventTime, timeZoneNamed } from "@/lib/events/events/zoned-time";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What lies outside is a slip of the hand. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2100];

interface Times {
  /** A text that a caller sent, or the moment that is stored. */
  starts_at: string | Date;
  /** Left out: some hours after the start. */
  ends_at?: string | Date | null | undefined;
  time_zone: string;
}

/** The moments that an event's times name. Throws Invalid with every one that cannot be. */
export function readEventTimes(times: Times): { startsAt: Date; endsAt: Date; timeZone: string } {
  const timeZone = timeZoneNamed(times.time_zone);
  if (timeZone === null) throw new Error(`${times.time_zone} was checked to be a time zone.`);
  const errors: FieldError[] = [];
  const read = (path: "starts_at" | "ends_at", given: string | Date): Date => {
    if (typeof given !== "string") return given;
    const at = readEventTime(given, timeZone);
    if (typeof at === "string") errors.push({ path, message: at });
    else if (at.getUTCFullYear() < FIRST_YEAR || at.getUTCFullYear() > LAST_YEAR)
      errors.push({ path, message: `Must lie between ${FIRST_YEAR} and ${LAST_YEAR}.` });
    return typeof at === "string" ? new Date(0) : at;
  };
  const startsAt = read("starts_at", times.starts_at);
  const endsAt = read("ends_at", times.ends_at ?? new Date(startsAt.getTime() + DEFAULT_HOURS * HOUR_MS));
  if (errors.length === 0) {
    const lasts = endsAt.getTime() - startsAt.getTime();
    if (lasts <= 0) errors.push({ path: "ends_at", message: "Must be after starts_at." });
    if (lasts > MAX_EVENT_DAYS * DAY_MS)
      errors.push({ path: "ends_at", message: `Must be at most ${MAX_EVENT_DAYS} days after starts_at.` });
  }
  if (errors.length > 0) throw invalidInput(errors);
  return { startsAt, endsAt, timeZone };
}
