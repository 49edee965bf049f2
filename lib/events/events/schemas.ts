import { z } from "zod";
import { timeZoneNamed } from "@/lib/events/events/zoned-time";
import { AccountEmail } from "@/lib/identity/accounts/schemas";
import { personFields } from "@/lib/partners/compatibility/schemas";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { idOf, pathId } from "@/lib/platform/partner-path";
import { MIN_KNOWN_TRAITS, TRAITS } from "@/lib/scoring/model";

/** People whom one event can bring together. Specification section 8. */
export const MAX_ATTENDEES = 5_000;
/** Drafts and coming events that a partner may have at once, of each mode. */
export const MAX_OPEN_EVENTS = 200;
export const MAX_CAPACITY = 100_000;
/** From the first minute to the last. */
export const MAX_EVENT_DAYS = 31;
/** How long an event lasts whose end is not said. */
export const DEFAULT_HOURS = 3;

export const EVENT_STATUSES = ["draft", "published", "matched", "finished", "cancelled"] as const;
export const EVENT_VISIBILITIES = ["public", "unlisted", "private"] as const;
/** Who may register on the site. */
export const EVENT_REGISTRATIONS = ["open", "approval", "closed"] as const;
/** How long before the start those with a seat may be asked whether they are coming. */
export const CONFIRM_HOURS = { least: 2, most: 336 } as const;
export const ATTENDEE_POOLS = ["uploaded", "api", "site"] as const;

const eventName = humanName(120).meta({ description: "What it is called, as guests read it." });

const description = z
  .string("Must be text.")
  .transform((text) => text.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .max(5_000, "Must have at most 5,000 characters.")
      .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, "Must be plain text, without control characters."),
  )
  .meta({ description: "Plain text with line breaks, at most 5,000 characters.", maxLength: 5_000 });

/** Which moment it is depends on the zone, so a verb reads it: here it only looks like a time. */
const eventTime = z.iso.datetime({
  offset: true,
  local: true,
  error: "Must be a time such as 2027-02-14T19:30:00 or 2027-02-14T18:30:00Z.",
});
/** Not `date-time`: that has an offset always. */
const documented = (description: string) =>
  eventTime.meta({ override: { type: "string", format: "event-time", description } });
const startsAt = documented(
  "When it starts: RFC 3339 with an offset, or without one what the clocks at the venue show (`2027-02-14T19:30:00`). A time that those clocks skip or show twice needs its offset.",
);
const endsAt = documented(
  `When it ends, written like \`starts_at\`: after the start, and at most ${MAX_EVENT_DAYS} days later. Default: ${DEFAULT_HOURS} hours after the start.`,
);

const timeZone = z
  .string("Must be the name of a time zone, such as Europe/Berlin.")
  .max(64, "Must have at most 64 characters.")
  .superRefine((name, ctx) => {
    if (timeZoneNamed(name) === null)
      ctx.addIssue({ code: "custom", message: "Must be the name of a time zone, such as Europe/Berlin." });
  })
  .meta({
    override: {
      type: "string",
      format: "time-zone",
      maxLength: 64,
      description: "The IANA name of the venue's time zone, such as Europe/Berlin.",
    },
  });

const capacity = z
  .int("Must be a whole number.")
  .min(1, "Must be at least 1.")
  .max(MAX_CAPACITY, `Must be at most ${MAX_CAPACITY}.`)
  .meta({ description: "How many people have room. A draft may leave it open." });

const venue = humanLine(120).meta({ description: "The name of the place. A draft may leave it open." });
const city = humanLine(80).meta({ description: "A draft may leave it open." });
const address = humanLine(200).meta({ description: "Street and number, as guests find it." });
const priceLabel = humanLine(40).meta({ description: 'What its card says about the price: "€15", "Free".' });
const sponsorBadge = humanLine(60).meta({
  description: "Who sponsors it. Its card then says Sponsored and this name.",
});
const visibility = z.enum(EVENT_VISIBILITIES, "Must be public, unlisted or private.").meta({
  description: "Who may find it once it is published: everyone, people with its address, only you.",
});

const registration = z.enum(EVENT_REGISTRATIONS, "Must be open, approval or closed.").meta({
  description:
    "Who may register on the site: everyone, people whom you approve, no one. Default: open. Closing it ends no registration.",
});
const confirmHours = z
  .int("Must be a whole number.")
  .min(CONFIRM_HOURS.least, `Must be at least ${CONFIRM_HOURS.least}.`)
  .max(CONFIRM_HOURS.most, `Must be at most ${CONFIRM_HOURS.most}.`)
  .meta({
    description:
      "So many hours before the start we ask people who registered on the site whether they are coming. Who does not answer in half that time gives the seat to the next in line. Null: they are not asked.",
  });

export const CreateEvent = z
  .strictObject({
    name: eventName,
    starts_at: startsAt,
    ends_at: endsAt.nullish(),
    time_zone: timeZone,
    description: description.nullish(),
    venue: venue.nullish(),
    address: address.nullish(),
    city: city.nullish(),
    capacity: capacity.nullish(),
    price_label: priceLabel.nullish(),
    sponsor_badge: sponsorBadge.nullish(),
    visibility: visibility.nullish(),
    registration: registration.nullish(),
    confirm_hours: confirmHours.nullish(),
  })
  .meta({ id: "CreateEvent" });
export type CreateEvent = z.output<typeof CreateEvent>;

export const UpdateEvent = z
  .strictObject({
    name: eventName.optional(),
    starts_at: startsAt.optional(),
    ends_at: endsAt.optional(),
    time_zone: timeZone.optional(),
    description: description.nullable().optional(),
    venue: venue.nullable().optional(),
    address: address.nullable().optional(),
    city: city.nullable().optional(),
    capacity: capacity.nullable().optional(),
    price_label: priceLabel.nullable().optional(),
    sponsor_badge: sponsorBadge.nullable().optional(),
    visibility: visibility.optional(),
    registration: registration.optional(),
    confirm_hours: confirmHours.nullable().optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, "Must change at least one field.")
  .meta({ id: "UpdateEvent" });
export type UpdateEvent = z.output<typeof UpdateEvent>;

export const CancelEvent = z
  .strictObject({
    reason: humanLine(300).nullish().meta({ description: "What guests may read about why." }),
  })
  .meta({ id: "CancelEvent" });
export type CancelEvent = z.output<typeof CancelEvent>;

const moment = z.string().meta({ format: "date-time" });
const momentOrNull = z.string().nullable().meta({ format: "date-time" });

export const Event = z
  .object({
    id: idOf("event"),
    mode: z.enum(["live", "test"]),
    name: z.string(),
    description: z.string().nullable(),
    starts_at: moment,
    ends_at: moment,
    time_zone: z.string(),
    local_starts_at: z.string().meta({ description: "What the clocks at the venue show at the start." }),
    local_ends_at: z.string().meta({ description: "What they show at the end." }),
    venue: z.string().nullable(),
    address: z.string().nullable(),
    city: z.string().nullable(),
    capacity: z.int().nullable(),
    price_label: z.string().nullable(),
    sponsor_badge: z.string().nullable(),
    visibility: z.enum(EVENT_VISIBILITIES),
    registration: z
      .enum(EVENT_REGISTRATIONS)
      .meta({ description: "Who may register on the site: everyone, people whom you approve, no one." }),
    confirm_hours: z
      .int()
      .nullable()
      .meta({ description: "So many hours before the start people are asked whether they are coming." }),
    status: z.enum(EVENT_STATUSES),
    attendee_count: z.int(),
    attendees_with_traits: z.int().meta({ description: "Attendees who can be matched already." }),
    published_at: momentOrNull,
    matched_at: momentOrNull,
    finished_at: momentOrNull,
    cancelled_at: momentOrNull,
    cancel_reason: z.string().nullable(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: "Event" });
export type Event = z.output<typeof Event>;

export const Events = pageOf(Event).meta({ id: "Events" });

const timeMessage = "Must be an RFC 3339 time in UTC, such as 2027-01-31T12:00:00Z.";
/** RFC 3339 has a year 0000, which Postgres has not. */
const time = z.iso.datetime({ error: timeMessage }).refine((value) => !value.startsWith("0000"), timeMessage);

export const ListEventsQuery = PageQuery.extend({
  status: z
    .enum(EVENT_STATUSES, "Must be draft, published, matched, finished or cancelled.")
    .optional()
    .meta({ description: "Only events in this state." }),
  city: city.optional().meta({ description: "Only events in this city, in letters of any case." }),
  from: time.optional().meta({ description: "Only events that start then or later." }),
  to: time.optional().meta({ description: "Only events that start before then." }),
});
export type ListEventsQuery = z.output<typeof ListEventsQuery>;

export const EventPath = z.strictObject({ event_id: pathId("event") });
export const AttendeePath = EventPath.extend({ attendee_id: pathId("attendee") });

const externalId = humanLine(200).meta({
  description: "Your own id of this person, once in each event. Default: the attendee's `id`.",
});
const attendeeName = humanName(120);
/** Tables list the groups in one cell, so a semicolon ends one. */
const groupLabel = humanLine(50).refine((label) => !label.includes(";"), "Must not contain a semicolon.");
const group = groupLabel.meta({ description: "A label of your choosing that `seeks` of others refers to." });
const seeks = z
  .array(groupLabel)
  .min(1, "Must name at least one group. Leave it out for everyone.")
  .max(20, "Must name at most 20 groups.")
  .refine((labels) => new Set(labels).size === labels.length, "Must not name a group twice.")
  .meta({ description: "The groups this person wants to meet. Default: everyone." });

interface Measured {
  traits?: readonly (number | null)[] | null | undefined;
  standard_errors?: readonly (number | null)[] | null | undefined;
}

function checkMeasured({ traits, standard_errors }: Measured, ctx: z.RefinementCtx): void {
  const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
  if (standard_errors != null && traits == null) refuse("standard_errors", "Needs traits that they are of.");
  if (traits != null && traits.filter((trait) => trait !== null).length < MIN_KNOWN_TRAITS)
    refuse("traits", `At least ${MIN_KNOWN_TRAITS} traits must be known.`);
}

function checkNamed(
  person: { external_id?: unknown; email?: unknown; name?: unknown },
  ctx: z.RefinementCtx,
): void {
  if (person.external_id != null || person.email != null || person.name != null) return;
  ctx.addIssue({ code: "custom", message: "Needs an external_id, a name or an email." });
}

const attendeeFields = {
  external_id: externalId.nullish(),
  name: attendeeName.nullish(),
  email: AccountEmail.nullish(),
  group: group.nullish(),
  seeks: seeks.nullish(),
};

export const NewAttendee = z
  .strictObject({
    ...attendeeFields,
    traits: personFields.traits.nullish(),
    standard_errors: personFields.standard_errors,
  })
  .superRefine(checkMeasured)
  .superRefine(checkNamed)
  .meta({ id: "NewAttendee" });
export type NewAttendee = z.output<typeof NewAttendee>;

const attendees = z
  .array(NewAttendee, "Must be an array of attendees.")
  .min(1, "Must hold at least one attendee.")
  .max(MAX_ATTENDEES, `Must hold at most ${MAX_ATTENDEES.toLocaleString("en-US")} attendees.`);

/** Either form. The endpoint says that a bare array stands for `attendees`, which is how the verb always gets it. */
export const CreateAttendees = z
  .union([z.strictObject({ attendees }), attendees], {
    error: 'Must be {"attendees": […]} or an array of attendees.',
  })
  .meta({ id: "CreateAttendees" }) as unknown as z.ZodType<{ attendees: NewAttendee[] }>;

const cellNumber = "Must be a number from 0 to 1, written with a point, or empty where unknown.";
const traitCell = z
  .string()
  .trim()
  // One and a fraction is only ever one: the pattern leaves no number above it.
  .regex(/^(?:0|1|0?\.\d+|1\.0+|)$/, cellNumber);

/** A row of an uploaded table: one column for each trait that is known. */
export const AttendeeRow = z
  .object({
    external_id: externalId.optional(),
    name: attendeeName.optional(),
    email: AccountEmail.optional(),
    group: group.optional(),
    seeks: z
      .string()
      .max(1_100, "Must have at most 1,100 characters.")
      .optional()
      .meta({ description: "Groups, separated by semicolons. Empty: everyone." }),
    ...(Object.fromEntries(TRAITS.map((trait) => [trait, traitCell.optional()])) as Record<
      (typeof TRAITS)[number],
      z.ZodOptional<typeof traitCell>
    >),
  })
  .superRefine(checkNamed)
  .meta({ id: "AttendeeRow" });
export type AttendeeRow = z.output<typeof AttendeeRow>;

/** The groups that a cell of a table lists. */
export const SeeksCell = z
  .string()
  .transform((text) =>
    text
      .split(";")
      .map((label) => label.trim())
      .filter((label) => label !== ""),
  )
  .pipe(seeks);

/** One person who is added by hand. */
export const CreateAttendee = EventPath.extend({ attendee: NewAttendee });
export type CreateAttendee = z.output<typeof CreateAttendee>;

/** How large a table may be as a browser sends it. */
export const MAX_TABLE_BYTES = 8 * 1_048_576;
const TABLE_COLUMNS = Object.keys(AttendeeRow.shape);

/** A table as a browser has read and mapped it: JSON, because lists of many values travel as text. */
const Table = z
  .string("Must be a table.")
  .max(MAX_TABLE_BYTES, "Must have at most 8 MB.")
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: "custom", message: "Must be JSON." });
      return z.NEVER;
    }
  })
  .pipe(
    z.strictObject(
      {
        columns: z
          .array(z.enum(TABLE_COLUMNS, "Is not a known column."))
          .min(1, "Must name at least one column.")
          .refine((names) => new Set(names).size === names.length, "Must not name a column twice."),
        rows: z
          .array(z.array(z.string("Must be text.").max(2_000, "Must have at most 2,000 characters.")))
          .min(1, "Must hold at least one person.")
          .max(MAX_ATTENDEES, `Must hold at most ${MAX_ATTENDEES.toLocaleString("en-US")} people.`),
      },
      "Must hold columns and rows.",
    ),
  );

export const ImportAttendeeTable = EventPath.extend({ table: Table });
export type ImportAttendeeTable = z.output<typeof ImportAttendeeTable>;

/** What an organizer narrows the list of attendees by. */
export const AttendeeFilter = z.object({
  search: z.string().trim().max(200, "Must have at most 200 characters.").optional(),
  traits: z.enum(["with", "without"]).optional(),
  pool: z.enum(ATTENDEE_POOLS).optional(),
});
export type AttendeeFilter = z.output<typeof AttendeeFilter>;

export const UpdateAttendee = z
  .strictObject({
    name: attendeeName.nullable().optional(),
    email: AccountEmail.nullable().optional(),
    group: group.nullable().optional(),
    seeks: seeks.nullable().optional(),
    traits: personFields.traits.nullable().optional(),
    standard_errors: personFields.standard_errors,
  })
  .superRefine((fields, ctx) => {
    if (fields.traits !== undefined || fields.standard_errors != null) checkMeasured(fields, ctx);
  })
  .refine((fields) => Object.keys(fields).length > 0, "Must change at least one field.")
  .meta({ id: "UpdateAttendee" });
export type UpdateAttendee = z.output<typeof UpdateAttendee>;

export const Attendee = z
  .object({
    id: idOf("attendee"),
    event_id: idOf("event"),
    external_id: z.string(),
    pool: z.enum(ATTENDEE_POOLS).meta({ description: "How the person came to the event." }),
    name: z.string().nullable(),
    email: z.string().nullable(),
    group: z.string().nullable(),
    seeks: z.array(z.string()).nullable().meta({ description: "Null for everyone." }),
    has_traits: z
      .boolean()
      .meta({ description: "Whether the person can be matched. Traits are never shown." }),
    invited_at: momentOrNull.meta({
      description: "When the person was last emailed the short form.",
      format: "date-time",
    }),
    answered_at: momentOrNull.meta({
      description: "When the person answered it. What they answered is never shown.",
      format: "date-time",
    }),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: "Attendee" });
export type Attendee = z.output<typeof Attendee>;

export const Attendees = pageOf(Attendee).meta({ id: "Attendees" });

export const AddedAttendees = z
  .object({
    added: z.int().meta({ description: "How many people were added: all that were sent." }),
    data: z
      .array(z.object({ id: z.string(), external_id: z.string() }).meta({ id: "AddedAttendee" }))
      .meta({ description: "Their ids, in the order in which they were sent." }),
  })
  .meta({ id: "AddedAttendees" });
export type AddedAttendees = z.output<typeof AddedAttendees>;

/** A row of the table that is downloaded. */
export const AttendeeCsvRow = z
  .object({
    id: z.string(),
    external_id: z.string(),
    pool: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    group: z.string().nullable(),
    seeks: z.string().nullable().meta({ description: "Groups, separated by semicolons. Empty: everyone." }),
    has_traits: z.string().meta({ description: "yes or no." }),
    created_at: moment,
  })
  .meta({ id: "AttendeeCsvRow" });
export type AttendeeCsvRow = z.output<typeof AttendeeCsvRow>;

/** What an admin says when giving a partner the right to publish an event. */
export const GrantEventPass = z.strictObject({
  partner_id: z.uuid("Must be a UUID."),
  reason: humanLine(500).refine((text) => text.length >= 10, "Must have at least 10 characters."),
});
export type GrantEventPass = z.output<typeof GrantEventPass>;
