import { z } from "zod";
import { rowsOfGuest } from "@/lib/events/events/rows-of-guest";
import { Prisma } from "@/lib/platform/prisma/client";
import { privacyPart, type RowsOf } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

/** Pairs name people by the organizer's ids. Whose they are, the event's attendees say. */
const ofAttendee: RowsOf = ({ email }) =>
  email === null
    ? null
    : Prisma.sql`EXISTS (
        SELECT FROM match_runs run JOIN event_attendees guest ON guest.event_id = run.event_id
        WHERE run.id = "row"."run_id" AND lower(guest.email) = ${email}
          AND guest.external_id IN ("row"."attendee1_id", "row"."attendee2_id"))`;

const inSchedule: RowsOf = ({ email }) =>
  email === null
    ? null
    : Prisma.sql`EXISTS (
        SELECT FROM match_runs run JOIN event_attendees guest ON guest.event_id = run.event_id
        WHERE run.id = "row"."run_id" AND lower(guest.email) = ${email}
          AND guest.external_id = ANY("row"."attendee_ids"))`;

const inRule: RowsOf = ({ email }) =>
  email === null
    ? null
    : Prisma.sql`EXISTS (
        SELECT FROM event_attendees guest WHERE lower(guest.email) = ${email}
          AND guest.id IN ("row"."attendee1_id", "row"."attendee2_id"))`;

export const pairingPrivacy = privacyPart([
  {
    table: "match_pairs",
    holds: "How well you and another guest of an event fit",
    purpose: "Finding out whom you should meet there",
    kept: "90 days after the event, or 30 days where a later match replaced it",
    readers: "Members of the company that runs the event",
    rowsOf: ofAttendee,
    exported: {
      row: z.strictObject({
        run_id: z.uuid(),
        score: z.number(),
        alignments: z.array(z.number().nullable()),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "event_pair_rules",
    holds: "That you and another guest of an event are to meet, or are not to",
    purpose: "Planning who meets whom there",
    kept: "As long as the organizer’s list of guests, a year after the event at most",
    readers: "Members of the company that runs the event",
    rowsOf: inRule,
    exported: {
      row: z.strictObject({ event_id: z.uuid(), kind: z.enum(["pin", "forbid"]), created_at: exportedTime }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "match_schedules",
    holds: "Whom you meet in which round of an event, by the organizer’s ids",
    purpose: "Planning who meets whom there",
    kept: "90 days after the event, or 30 days where a later schedule replaced it",
    readers: "Members of the company that runs the event",
    rowsOf: inSchedule,
    onErasure: {
      does: "keep",
      why: "The plan is of all guests. It names you by the organizer’s id alone, and what told us whose id that is goes.",
    },
  },
  {
    table: "attendee_blurs",
    holds:
      "Numbers, drawn by chance or from your address under a key of ours, that blur your answers before they are compared with those of other guests",
    purpose: "Keeping others from working out your answers",
    kept: "As long as your seat at the event",
    readers: "No one",
    rowsOf: rowsOfGuest(["attendee_id"]),
    onErasure: { does: "delete" },
  },
  {
    table: "own_answers_pairs",
    holds: "In which band you and another guest of an event fit, and in which areas you are close",
    purpose: "Finding out whom you should meet there",
    kept: "90 days after the event, or until you no longer agree to be matched",
    readers:
      "The band: members of the company that runs the event. The areas: you and the other guest, once you both agree",
    rowsOf: rowsOfGuest(["attendee1_id", "attendee2_id"]),
    exported: {
      row: z.strictObject({
        run_id: z.uuid(),
        low: z.number(),
        levels: z.record(z.string(), z.string().nullable()),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "own_answers_seats",
    holds: "At which table you sit in which round of an event",
    purpose: "Planning who meets whom there",
    kept: "90 days after the event, or until you no longer agree to be matched",
    readers: "Members of the company that runs the event, and those at your table",
    rowsOf: rowsOfGuest(["attendee_id"]),
    exported: { row: z.strictObject({ run_id: z.uuid(), round: z.number(), place: z.number().nullable() }) },
    onErasure: { does: "delete" },
  },
]);
