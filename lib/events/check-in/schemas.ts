import { z } from "zod";
import { MAX_CHECK_INS } from "@/lib/events/check-in/limits";
import type { EVENT_STATUSES } from "@/lib/events/events/schemas";
import { EventPath } from "@/lib/events/events/schemas";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";
import { idOf, pathId } from "@/lib/platform/partner-path";

export const CHECK_IN_KINDS = ["in", "out", "undone"] as const;
export const CHECK_IN_METHODS = ["list", "scan", "number", "api", "page"] as const;

export interface Ticket {
  /** What the QR code says. It opens the door, so it stands in no log and no address. */
  text: string;
  /** The code as an SVG document, black on white. */
  svg: string;
  /** What can be typed in instead, such as K7QM-2F9X. */
  number: string;
  /** Whom it is for, where the organizer knows a name. */
  name: string | null;
  event: {
    id: string;
    name: string;
    starts_at: string;
    ends_at: string;
    time_zone: string;
    venue: string | null;
    address: string | null;
    city: string | null;
    status: (typeof EVENT_STATUSES)[number];
  };
}

export const CreateDoor = z.strictObject({ event_id: pathId("event"), name: humanName(60) });
export type CreateDoor = z.output<typeof CreateDoor>;
export const DoorPath = EventPath.extend({ door_id: pathId("door") });
export type DoorPath = z.output<typeof DoorPath>;
export const CheckInPath = EventPath.extend({ check_in_id: pathId("check-in") });
export type CheckInPath = z.output<typeof CheckInPath>;

const timeMessage = "Must be an RFC 3339 time in UTC, such as 2027-02-14T18:45:00Z.";
/** RFC 3339 has a year 0000, which Postgres has not. */
const moment = z.iso
  .datetime({ error: timeMessage })
  .refine((value) => !value.startsWith("0000"), timeMessage);
const kind = z.enum(CHECK_IN_KINDS, "Must be in, out or undone.");
const ticket = z.string().max(300, "Must have at most 300 characters.");

const WHO = ["attendee_id", "external_id", "ticket"] as const;

export const NewCheckIn = z
  .strictObject({
    id: z.uuid("Must be a UUID.").toLowerCase().nullish().meta({
      description: "Your own id of this check-in: sent again, it counts once. Default: a new one.",
    }),
    attendee_id: idOf("attendee").toLowerCase().nullish(),
    external_id: humanLine(200).nullish().meta({ description: "Your own id of the attendee." }),
    ticket: ticket.nullish().meta({ description: "What the QR code of the attendee's ticket says." }),
    kind: kind.default("in").meta({
      description: "`in` arrives, `out` leaves, `undone` takes back the check-in that `undoes` names.",
    }),
    at: moment.nullish().meta({
      description: "When it happened. A time in the future counts as now. Default: now.",
    }),
    undoes: z.uuid("Must be a UUID.").toLowerCase().nullish().meta({
      description:
        "The id of the check-in that is taken back. With `undone` alone, which then names no attendee.",
    }),
  })
  .superRefine((item, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
    const named = WHO.filter((name) => item[name] != null);
    if (item.kind === "undone") {
      if (item.undoes == null) refuse("undoes", "Name the check-in that is taken back.");
      for (const name of named) refuse(name, "Leave this out: the check-in says who it is.");
      return;
    }
    if (item.undoes != null) refuse("undoes", "Goes with the kind undone only.");
    if (named.length !== 1) refuse(named[1] ?? "attendee_id", "Name one attendee_id, external_id or ticket.");
  })
  .meta({ id: "NewCheckIn" });
export type NewCheckIn = z.output<typeof NewCheckIn>;

export const RecordCheckIns = z
  .strictObject({
    check_ins: z
      .array(NewCheckIn, "Must be an array of check-ins.")
      .min(1, "Must hold at least one check-in.")
      .max(MAX_CHECK_INS, `Must hold at most ${MAX_CHECK_INS} check-ins.`),
  })
  .meta({ id: "RecordCheckIns" });
export type RecordCheckIns = z.output<typeof RecordCheckIns>;

export const REFUSALS = [
  "unknown_attendee",
  "invalid_ticket",
  "unknown_check_in",
  "id_taken",
  "closed",
] as const;

export const CheckInResult = z
  .object({
    id: idOf("check-in"),
    attendee_id: z.string().nullable(),
    result: z.enum(["recorded", "known", "refused"]).meta({
      description: "`known`: it was sent before, and counts once.",
    }),
    reason: z.enum(REFUSALS).nullable().meta({ description: "Why it was refused." }),
  })
  .meta({ id: "CheckInResult" });
export type CheckInResult = z.output<typeof CheckInResult>;

export const RecordedCheckIns = z
  .object({
    data: z.array(CheckInResult).meta({ description: "One for each that was sent, in that order." }),
  })
  .meta({ id: "RecordedCheckIns" });
export type RecordedCheckIns = z.output<typeof RecordedCheckIns>;

const time = z.string().meta({ format: "date-time" });

export const CheckIn = z
  .object({
    id: idOf("check-in"),
    event_id: idOf("event"),
    attendee_id: idOf("attendee"),
    external_id: z.string(),
    name: z.string().nullable(),
    kind: z.enum(CHECK_IN_KINDS),
    method: z.enum(CHECK_IN_METHODS).meta({
      description:
        "From a door's list, by a scanned ticket, by a typed number, by your system, or on your page.",
    }),
    undoes: z.string().nullable(),
    at: time.meta({
      description: "When it happened, by the device's clock and never later than it arrived.",
    }),
    received_at: time,
    door: z.object({ id: z.string(), name: z.string() }).nullable(),
    is_undone: z.boolean(),
    is_duplicate: z.boolean().meta({ description: "Whether the attendee was there already." }),
  })
  .meta({ id: "CheckIn" });
export type CheckIn = z.output<typeof CheckIn>;

export const CheckIns = z
  .object({ data: z.array(CheckIn), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: "CheckIns" });
export type CheckIns = z.output<typeof CheckIns>;

export const ListCheckIns = EventPath.extend(PageQuery.shape);
export type ListCheckIns = z.output<typeof ListCheckIns>;

/** How many came. */
export interface AttendanceCounts {
  /** Everyone with a seat. */
  expected: number;
  /** Of these, those who came. */
  attended: number;
  /** Of these, those who are there now. */
  present: number;
}

/** A door as its organizer sees it. */
export interface Door {
  id: string;
  name: string;
  created_at: string;
  last_seen_at: string | null;
  revoked_at: string | null;
  /** Guests whom it let in. */
  checked_in: number;
}

export interface CreatedDoor {
  door: Door;
  /** What a phone opens. The secret stands after the #, which browsers send to no server. It is shown this once. */
  link: string;
  /** The link as a QR code: an SVG document, black on white. */
  svg: string;
}

/** Two check-ins of one person without their leaving in between. */
export interface CheckInConflict {
  attendee: { id: string; external_id: string; name: string | null };
  first: CheckIn;
  second: CheckIn;
}

/** What a phone recorded. Its attendee stands in it also where it takes something back, because that may arrive first. */
export const DoorCheckIn = z
  .strictObject({
    id: z.uuid("Must be a UUID.").toLowerCase(),
    attendee_id: z.uuid("Must be a UUID.").toLowerCase(),
    kind,
    method: z.enum(["list", "scan", "number"], "Must be list, scan or number."),
    at: moment,
    undoes: z.uuid("Must be a UUID.").toLowerCase().nullable(),
    /** The ticket that was scanned, which is checked once more. */
    ticket: ticket.nullable(),
  })
  .superRefine(({ kind, undoes }, ctx) => {
    if ((kind === "undone") === (undoes !== null)) return;
    ctx.addIssue({
      code: "custom",
      message: "Goes with the kind undone, and only with it.",
      path: ["undoes"],
    });
  });
export type DoorCheckIn = z.output<typeof DoorCheckIn>;

export const SyncDoor = z.strictObject({
  check_ins: z
    .array(DoorCheckIn, "Must be an array of check-ins.")
    .max(MAX_CHECK_INS, `Must hold at most ${MAX_CHECK_INS} check-ins.`),
  /** What the phone has already; null for nothing. */
  list_version: z.string().max(64).nullable(),
  cursor: z.int().min(0).nullable(),
});
export type SyncDoor = z.output<typeof SyncDoor>;

export const OpenDoor = z.strictObject({ secret: z.string().max(100) });
export type OpenDoor = z.output<typeof OpenDoor>;

/** A guest as doors see them: id, name, group, ticket number. */
export type DoorGuest = readonly [id: string, name: string, group: string | null, number: string];
/** Where a guest is: their id, the state, since when (milliseconds), and the check-in that says so. */
export type DoorStanding = readonly [
  id: string,
  state: "in" | "out" | "absent",
  since: number,
  lastId: string,
];

/** What a phone gets at each contact. */
export interface DoorReply {
  /** The server's clock, which the phone sets its own by. */
  now: string;
  /** Why there is nothing to do here; the phone then forgets its list. */
  closed: "ended" | "cancelled" | "unpublished" | "suspended" | null;
  closes_at: string;
  door: { id: string; name: string };
  event: { id: string; name: string; starts_at: string; ends_at: string; time_zone: string };
  /** What tickets are checked with: an Ed25519 public key in base64url. */
  public_key: string;
  counts: AttendanceCounts;
  list_version: string;
  /** Null where the phone's list is still right. */
  guests: readonly DoorGuest[] | null;
  /** All standings with a new list, else those that changed. */
  standings: readonly DoorStanding[];
  cursor: number;
  results: readonly CheckInResult[];
}
