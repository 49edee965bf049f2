import { z } from "zod";
import { rowsOfGuest } from "@/lib/events/events/rows-of-guest";
import { Prisma } from "@/lib/platform/prisma/client";
import { anyOf, byEmail, byUser, type PersonRef, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

/** What names the person goes from a report: as who made it, with their words, or as whom it is about. */
function clearedReport({ userId, email }: PersonRef): Prisma.Sql {
  const isOne = (side: "reporter" | "reported") =>
    Prisma.sql`(${Prisma.raw(`"${side}_user_id"`)} = ${userId}::uuid OR lower(${Prisma.raw(`"${side}_email"`)}) = ${email}) IS TRUE`;
  const without = (side: "reporter" | "reported", name: string) => {
    const column = Prisma.raw(`"${name}"`);
    return Prisma.sql`${column} = CASE WHEN ${isOne(side)} THEN NULL ELSE ${column} END`;
  };
  return Prisma.join(
    [
      ...["reporter_user_id", "reporter_email", "reporter_name", "details"].map((name) =>
        without("reporter", name),
      ),
      ...["reported_user_id", "reported_email", "reported_name"].map((name) => without("reported", name)),
    ],
    ", ",
  );
}

/** What one guest says of another is exported to the one who said it alone, and goes with either. */
export const meetingsPrivacy = privacyPart([
  {
    table: "guest_choices",
    holds:
      "Whether other guests of an event may see your first name before it, and which contact you give on a double yes",
    purpose: "Letting you decide what others see",
    kept: "As long as your seat at the event",
    readers: "You. The contact: those with whom you both said yes",
    rowsOf: rowsOfGuest(["attendee_id"]),
    exported: {
      row: z.strictObject({
        attendee_id: id,
        agrees_to_preview: z.boolean(),
        contact_kind: z.enum(["email", "line"]).nullable(),
        contact_line: z.string().nullable(),
        updated_at: exportedTime,
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "guest_checks",
    holds: "How many guests of an event fit you closely, as you were shown it",
    purpose: "Showing you the same number until the crowd has changed",
    kept: "As long as your seat at the event",
    readers: "You",
    rowsOf: rowsOfGuest(["attendee_id"]),
    exported: { row: z.strictObject({ close: z.number(), others: z.number(), computed_at: exportedTime }) },
    onErasure: { does: "delete" },
  },
  {
    table: "meeting_answers",
    holds: "Whether you want to see people again whom you met at an event, and whether they want to see you",
    purpose:
      "Finding out where a yes is mutual. Without names they count in the figures of the event and of the scorecard",
    kept: "90 days after the event",
    readers: "No one but you. A double yes is shown to the two",
    rowsOf: rowsOfGuest(["attendee_id"]),
    rowsAbout: rowsOfGuest(["other_id"]),
    exported: { row: z.strictObject({ event_id: id, yes: z.boolean(), answered_at: exportedTime }) },
    onErasure: { does: "delete" },
  },
  {
    table: "mutual_yeses",
    holds: "That you and another guest of an event both said yes",
    purpose: "Giving you each other’s contact",
    kept: "90 days after the event",
    readers: "The two of you",
    rowsOf: rowsOfGuest(["attendee1_id", "attendee2_id"]),
    exported: { row: z.strictObject({ event_id: id, created_at: exportedTime }) },
    onErasure: { does: "delete" },
  },
  {
    table: "event_ratings",
    holds: "How you rated an event",
    purpose: "Telling the organizer how it was",
    kept: "As long as your seat at the event",
    readers: "Members of the company that runs the event, without your name and from five ratings on",
    rowsOf: rowsOfGuest(["attendee_id"]),
    exported: {
      row: z.strictObject({
        event_id: id,
        stars: z.number(),
        sentence: z.string().nullable(),
        rated_at: exportedTime,
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "person_reports",
    holds: "What you told us about another guest of an event, and what others told us about you",
    purpose: "Keeping guests safe",
    kept: "Two years",
    readers: "Admins of this installation",
    rowsOf: anyOf(byUser("reporter_user_id"), byEmail("reporter_email")),
    rowsAbout: anyOf(byUser("reported_user_id"), byEmail("reported_email")),
    exported: {
      row: z.strictObject({
        id,
        event_id: id,
        reported_name: z.string().nullable(),
        reason: z.string(),
        details: z.string().nullable(),
        state: z.string(),
        created_at: exportedTime,
      }),
    },
    onErasure: {
      does: "clear",
      set: clearedReport,
      why: "That there was a report stays, so that a pattern can be seen. Your name goes, and what you wrote.",
    },
  },
  {
    table: "person_blocks",
    holds: "Whom you do not want to meet at events, and who does not want to meet you",
    purpose: "Keeping the two of you apart",
    kept: "Until you take it back or one of you leaves",
    readers: "The one who does not want to meet the other",
    rowsOf: anyOf(byUser("blocker_user_id"), byEmail("blocker_email"), rowsOfGuest(["attendee_id"])),
    rowsAbout: anyOf(byUser("blocked_user_id"), byEmail("blocked_email"), rowsOfGuest(["other_id"])),
    exported: { row: z.strictObject({ id, blocked_name: z.string().nullable(), created_at: exportedTime }) },
    onErasure: { does: "delete" },
  },
]);
