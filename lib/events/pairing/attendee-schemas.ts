import { z } from "zod";
import { personFields } from "@/lib/partners/compatibility/schemas";

/** Groups that one attendee can seek at most. */
const MAX_SEEKS = 20;
const MAX_GROUP_LENGTH = 100;
export const USUAL_SEED = 1;

const groupName = z
  .string("Must be the name of a group.")
  .min(1, "Must not be empty.")
  .max(MAX_GROUP_LENGTH, `Must have at most ${MAX_GROUP_LENGTH} characters.`);

const MatchAttendee = z
  .strictObject({
    id: z
      .string("Must be your own id of this attendee.")
      .min(1, "Must not be empty.")
      .max(200, "Must have at most 200 characters.")
      .meta({ description: "Your own id of this attendee, which comes back. Each id once." }),
    ...personFields,
    group: groupName
      .nullable()
      .optional()
      .meta({ description: "The name that `seeks` of others refers to." }),
    seeks: z
      .array(groupName, "Must be an array of groups.")
      .max(MAX_SEEKS, `Must hold at most ${MAX_SEEKS} groups.`)
      .nullable()
      .optional()
      .meta({
        description:
          "The groups this attendee wants to meet. Two may meet if each is in a group that the other seeks. Default: everyone. An empty array means no one.",
      }),
  })
  .meta({ id: "MatchAttendee" });
export type MatchAttendee = z.output<typeof MatchAttendee>;

export const eventId = z.uuid("Must be the id of an event.");

/** Attendees to match, each id once. */
export const attendeesUpTo = (most: number) =>
  z
    .array(MatchAttendee, "Must be an array of attendees.")
    .min(2, "Must hold at least two attendees.")
    .max(most, `Must hold at most ${most.toLocaleString("en-US")} attendees.`)
    .superRefine((list, ctx) => {
      const first = new Map<string, number>();
      for (const [index, { id }] of list.entries()) {
        const before = first.get(id);
        if (before === undefined) first.set(id, index);
        else
          ctx.addIssue({
            code: "custom",
            message: `Is the id of attendee_traits[${before}] too. Each id may be used once.`,
            path: [index, "id"],
          });
      }
    });
