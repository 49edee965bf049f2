import type { CreateEvent, Event, UpdateEvent } from "@/lib/events/events/schemas";
import { offsetsAt, readEventTime } from "@/lib/events/events/zoned-time";

/** A wall-clock time, and which of the two it is where clocks show it twice. */
export interface LocalTime {
  /** `2027-02-14T19:30`, as a browser's field writes it. */
  local: string;
  offset: string | null;
}

/** An event as its form holds it: texts, empty where nothing is said. */
export interface EventDraft {
  name: string;
  description: string;
  starts: LocalTime;
  ends: LocalTime;
  time_zone: string;
  venue: string;
  address: string;
  city: string;
  capacity: string;
  price_label: string;
  sponsor_badge: string;
  visibility: Event["visibility"];
  registration: Event["registration"];
  confirm_hours: string;
}

/** The fields that a form can show an error at. */
export const PATHS = [
  "name",
  "description",
  "starts_at",
  "ends_at",
  "time_zone",
  "venue",
  "address",
  "city",
  "capacity",
  "price_label",
  "sponsor_badge",
  "visibility",
  "registration",
  "confirm_hours",
] as const;

export const NEW_EVENT: EventDraft = {
  name: "",
  description: "",
  starts: { local: "", offset: null },
  ends: { local: "", offset: null },
  time_zone: "UTC",
  venue: "",
  address: "",
  city: "",
  capacity: "",
  price_label: "",
  sponsor_badge: "",
  visibility: "public",
  registration: "open",
  confirm_hours: "",
};

/** A stored event as a form begins with it. */
export function draftOf(event: Event): EventDraft {
  return {
    name: event.name,
    description: event.description ?? "",
    starts: localOf(event.starts_at, event.local_starts_at, event.time_zone),
    ends: localOf(event.ends_at, event.local_ends_at, event.time_zone),
    time_zone: event.time_zone,
    venue: event.venue ?? "",
    address: event.address ?? "",
    city: event.city ?? "",
    capacity: event.capacity === null ? "" : String(event.capacity),
    price_label: event.price_label ?? "",
    sponsor_badge: event.sponsor_badge ?? "",
    visibility: event.visibility,
    registration: event.registration,
    confirm_hours: event.confirm_hours === null ? "" : String(event.confirm_hours),
  };
}

function localOf(at: string, local: string, zone: string): LocalTime {
  const offsets = offsetsAt(local, zone);
  const offset =
    offsets.length < 2
      ? null
      : (offsets.find((one) => {
          const moment = readEventTime(`${local}${one}`, zone);
          return typeof moment !== "string" && moment.toISOString() === at;
        }) ?? null);
  // Seconds are shown only where there are any.
  return { local: local.endsWith(":00") ? local.slice(0, 16) : local, offset };
}

const timeOf = ({ local, offset }: LocalTime): string =>
  offset === null ? local : `${local.length === 16 ? `${local}:00` : local}${offset}`;

const textOf = (text: string): string | null => (text.trim() === "" ? null : text);

/** What is typed as a whole number, for the schema to judge: a number, null where there is none, else something it refuses. */
const countOf = (text: string): number | null => {
  const plain = text.replaceAll(/[\s,]/g, "");
  return plain === "" ? null : Number(plain);
};

/** What a new event is created from. The schema judges it. */
export function fieldsOf(draft: EventDraft): CreateEvent {
  return {
    name: draft.name,
    description: textOf(draft.description),
    starts_at: timeOf(draft.starts),
    ends_at: draft.ends.local === "" ? null : timeOf(draft.ends),
    time_zone: draft.time_zone,
    venue: textOf(draft.venue),
    address: textOf(draft.address),
    city: textOf(draft.city),
    capacity: countOf(draft.capacity),
    price_label: textOf(draft.price_label),
    sponsor_badge: textOf(draft.sponsor_badge),
    visibility: draft.visibility,
    registration: draft.registration,
    confirm_hours: countOf(draft.confirm_hours),
  };
}

/** Only what differs, so that the history says what was changed. Times go together: the zone says what they mean. */
export function changesOf(before: EventDraft, after: EventDraft): UpdateEvent {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const { starts_at, ends_at, time_zone, ...rest } = is;
  const changed = Object.entries(rest).filter(([name, value]) => value !== was[name as keyof CreateEvent]);
  const moved = starts_at !== was.starts_at || ends_at !== was.ends_at || time_zone !== was.time_zone;
  return {
    ...Object.fromEntries(changed),
    ...(moved ? { starts_at, ends_at: ends_at ?? "", time_zone } : {}),
  };
}
