import { z } from "zod";
import { EventPath } from "@/lib/events/events/schemas";
import { REGISTRATION_STATUSES } from "@/lib/events/registrations/seat-machine";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { PageQuery, pageOf } from "@/lib/platform/pagination";
import { idOf, pathId } from "@/lib/platform/partner-path";

/** Coming events that one person may be registered for at once. */
export const MAX_REGISTRATIONS = 50;
/** Friends who want seats together, the first included. */
export const MAX_FRIENDS = 6;

const event_id = z.uuid("Must be a UUID.").toLowerCase();
const checked = z.preprocess((value) => value === true || value === "on", z.boolean());
/** Forms send an empty text for a field that was left empty. */
const emptyIsNull = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);

const firstName = humanName(40);
const label = humanLine(50).refine((text) => !text.includes(";"), "Must not contain a semicolon.");
const group = z.preprocess(emptyIsNull, label.nullable());
const seeks = z.preprocess(
  (value) => (value === "" ? [] : typeof value === "string" ? [value] : value),
  z
    .array(label)
    .max(20, "Must name at most 20 groups.")
    .refine((labels) => new Set(labels).size === labels.length, "Must not name a group twice."),
);
const friendsToken = z
  .string("Must be the code of a friend’s link.")
  .max(100, "Must be the code of a friend’s link.");
/** The version of the consent text that the page showed beside the box. */
const consentVersion = z.string().max(40);

export const RegisterForEvent = z.strictObject({
  event_id,
  /** The first name that the organizer and, where agreed, other guests see. */
  name: firstName,
  /** A label that others seek, such as "women". */
  group: group.optional(),
  /** The groups that they want to meet. Empty for everyone. */
  seeks: seeks.optional(),
  /** To that being used at this event. It is needed wherever a group is named. */
  seeks_agreed: checked.optional(),
  /** To be matched at this event by their newest result, and that the organizer sees their pairs in bands. */
  agrees_to_match: checked,
  /** That those whom they are to meet see their first name and why, once pairs are published. */
  agrees_to_preview: checked,
  /** Meeting people at events is for adults. */
  adult: checked,
  consent_version: consentVersion.optional(),
  friends_token: z.preprocess(emptyIsNull, friendsToken.nullable()).optional(),
});
export type RegisterForEvent = z.output<typeof RegisterForEvent>;

export const UpdateRegistration = z.strictObject({
  event_id,
  name: firstName.optional(),
  group: group.optional(),
  seeks: seeks.optional(),
  seeks_agreed: checked.optional(),
  /** Left out: it stays. A form whose box is not checked sends "off". */
  agrees_to_match: z.preprocess(boxOf, z.boolean().optional()),
  agrees_to_preview: z.preprocess(boxOf, z.boolean().optional()),
  consent_version: consentVersion.optional(),
});
export type UpdateRegistration = z.output<typeof UpdateRegistration>;

function boxOf(value: unknown): unknown {
  return value === "on" || value === "true" ? true : value === "off" || value === "false" ? false : value;
}

/** What all that names an event and nothing else takes. */
export const OfEvent = z.strictObject({ event_id });
export type OfEvent = z.output<typeof OfEvent>;

export const JoinFriends = z.strictObject({ event_id, friends_token: friendsToken });
export type JoinFriends = z.output<typeof JoinFriends>;

export const RegistrationPath = EventPath.extend({ registration_id: pathId("registration") });
export type RegistrationPath = z.output<typeof RegistrationPath>;

export const ListRegistrationsQuery = PageQuery.extend({
  status: z
    .enum(REGISTRATION_STATUSES, `Must be one of ${REGISTRATION_STATUSES.join(", ")}.`)
    .optional()
    .meta({ description: "Only registrations in this state." }),
});
export type ListRegistrationsQuery = z.output<typeof ListRegistrationsQuery>;

export const PromoteRegistration = z
  .strictObject({
    add_seats: z.boolean("Must be true or false.").nullish().meta({
      description:
        "Raise the event's capacity by the seats that are missing, in the same step. Default: false, because a seat that you add beforehand is offered to the next in line.",
    }),
  })
  .meta({ id: "PromoteRegistration" });
export type PromoteRegistration = z.output<typeof PromoteRegistration>;

const moment = z.string().meta({ format: "date-time" });
const momentOrNull = z.string().nullable().meta({ format: "date-time" });

/** A registration as the organizer sees it: never an address, an account or a trait. */
export const Registration = z
  .object({
    id: idOf("registration"),
    event_id: idOf("event"),
    status: z.enum(REGISTRATION_STATUSES).meta({
      description:
        "`requested` waits for you to approve it, `waiting` is in line, `offered` has a seat held until `offered_until`, `registered` has a seat, and `confirmed` said that they are coming. It ends as `declined` by you, `cancelled` by the person, or `released`.",
    }),
    name: z.string().meta({ description: "The first name that the person chose." }),
    group: z.string().nullable(),
    seeks: z.array(z.string()).nullable().meta({ description: "Null for everyone." }),
    friends_group_id: z
      .string()
      .nullable()
      .meta({ format: "uuid", description: "Friends who share it want seats together." }),
    friends_in_line: z
      .int()
      .meta({ description: "How many wait together, this person included. 0 for who is not in line." }),
    attendee_id: z
      .string()
      .nullable()
      .meta({ format: "uuid", description: "Their attendee, while they have a seat." }),
    place_in_line: z
      .int()
      .nullable()
      .meta({ description: "1 for the next. Friends who wait together have one place." }),
    offered_until: momentOrNull,
    asked_at: momentOrNull.meta({ description: "When they were asked whether they are coming." }),
    confirm_until: momentOrNull.meta({ description: "Until when they can answer." }),
    confirmed_at: momentOrNull,
    ended_at: momentOrNull,
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: "Registration" });
export type Registration = z.output<typeof Registration>;

export const Registrations = pageOf(Registration).meta({ id: "Registrations" });
