import { z } from "zod";
import { humanLine, humanName } from "@/lib/platform/human-text";

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
