/** `2027-02-14T19:30`, with or without seconds: what a clock on the wall shows. */
const WALL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;
/** No zone has ever been further from UTC than this. */
const FURTHEST_MS = 26 * 3_600_000;
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** There are about 600 zones. Written in odd letters they are more, and no caller decides how much we keep. */
const MOST_FORMATS = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(zone, format);
  return format;
}

/**
 * The name of an IANA time zone in its usual letters, or null where there is no such zone. A name that the runtime knows
 * under an older one (Asia/Kolkata) stays as it was given.
 */
export function timeZoneNamed(name: string): string | null {
  // Runtimes take offsets such as "+02:00" too, but a place changes its offset and an offset does not.
  if (!NAME.test(name)) return null;
  try {
    const known = formatOf(name).resolvedOptions().timeZone;
    return known.toLowerCase() === name.toLowerCase() ? known : name;
  } catch {
    return null;
  }
}

/** What a clock in the zone shows, as if it were UTC, in milliseconds. */
function wallClock(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / 1_000) * 1_000);
}

/** The wall clock in the zone: `2027-02-14T19:30:00`. */
export function localTime(at: Date, zone: string): string {
  return new Date(wallClock(at.getTime(), zone)).toISOString().slice(0, 19);
}

/** Every moment at which a clock in the zone shows this: none where it is put forward, two where it is put back. */
function momentsOf(wall: number, zone: string): number[] {
  // A change of offset is never more than a day from the moment itself, so these two see every offset in question.
  const offsets = [wall - FURTHEST_MS, wall + FURTHEST_MS].map((near) => wallClock(near, zone) - near);
  const moments = [...new Set(offsets)].map((offset) => wall - offset);
  return moments.filter((at) => wallClock(at, zone) === wall).sort((a, b) => a - b);
}

/**
 * The moment that a text names: RFC 3339 with its offset, or a wall-clock time in `zone`. What cannot be is answered with
 * why: a day that does not exist, a time that is skipped when clocks go forward, or one that comes twice.
 */
export function readEventTime(text: string, zone: string): Date | string {
  if (WITH_OFFSET.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? "Must be a time that exists." : at;
  }
  const parts = WALL.exec(text);
  if (parts === null) return "Must be a time such as 2027-02-14T19:30:00 or 2027-02-14T18:30:00Z.";
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC lets days and hours run over.
  if (!new Date(wall).toISOString().startsWith(text.slice(0, 16))) return "Must be a time that exists.";
  const moments = momentsOf(wall, zone);
  const [at] = moments;
  if (at === undefined) return `Does not exist in ${zone}: clocks skip it when they go forward that day.`;
  if (moments.length > 1) {
    return `Comes twice in ${zone}, because clocks go back that day. Give it with its offset, such as ${text}${offsetText(at, zone)}.`;
  }
  return new Date(at);
}

/**
 * The offsets that a wall-clock time has in a zone: one, two where it comes twice, none where it is skipped or no such
 * time exists.
 */
export function offsetsAt(local: string, zone: string): string[] {
  if (!WALL.test(local)) return [];
  const wall = Date.parse(`${local}Z`);
  return Number.isNaN(wall) ? [] : momentsOf(wall, zone).map((at) => offsetText(at, zone));
}

function offsetText(at: number, zone: string): string {
  const minutes = Math.round((wallClock(at, zone) - at) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
