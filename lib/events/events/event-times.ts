import { MAX_EVENT_DAYS } from "@/lib/events/events/schemas";
import { readEventTime, timeZoneNamed } from "@/lib/events/events/zoned-time";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

const DAY_MS = 86_400_000;
/** What lies outside is a slip of the hand. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2100];

interface Times {
  /** A text that a caller sent, or the moment that is stored. */
  starts_at: string | Date;
  ends_at: string | Date;
  time_zone: string;
}

/** The moments that an event's times name. Throws Invalid with every one that cannot be. */
export function readEventTimes(times: Times): { startsAt: Date; endsAt: Date; timeZone: string } {
  const timeZone = timeZoneNamed(times.time_zone);
  if (timeZone === null) throw new Error(`${times.time_zone} was checked to be a time zone.`);
  const errors: FieldError[] = [];
  const read = (path: "starts_at" | "ends_at"): Date => {
    const given = times[path];
    if (typeof given !== "string") return given;
    const at = readEventTime(given, timeZone);
    if (typeof at === "string") errors.push({ path, message: at });
    else if (at.getUTCFullYear() < FIRST_YEAR || at.getUTCFullYear() > LAST_YEAR)
      errors.push({ path, message: `Must lie between ${FIRST_YEAR} and ${LAST_YEAR}.` });
    return typeof at === "string" ? new Date(0) : at;
  };
  const [startsAt, endsAt] = [read("starts_at"), read("ends_at")];
  if (errors.length === 0) {
    const lasts = endsAt.getTime() - startsAt.getTime();
    if (lasts <= 0) errors.push({ path: "ends_at", message: "Must be after starts_at." });
    if (lasts > MAX_EVENT_DAYS * DAY_MS)
      errors.push({ path: "ends_at", message: `Must be at most ${MAX_EVENT_DAYS} days after starts_at.` });
  }
  if (errors.length > 0) throw invalidInput(errors);
  return { startsAt, endsAt, timeZone };
}
