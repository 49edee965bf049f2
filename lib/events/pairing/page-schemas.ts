import { z } from "zod";
import { eventId } from "@/lib/events/pairing/attendee-schemas";
import { CreateSchedule } from "@/lib/events/pairing/schedule-schemas";
import { MatchEvent, type MatchRun, type StoredMatch } from "@/lib/events/pairing/schemas";

/** What a person at the page of matches asks for: attendees are those of the event. */
export const StartMatch = MatchEvent.refine(({ attendee_traits }) => attendee_traits === undefined, {
  path: ["attendee_traits"],
  message: "Leave this out: the event's attendees are matched.",
});
export type StartMatch = z.output<typeof StartMatch>;

/** The same at the page of rounds. */
export const StartSchedule = CreateSchedule.safeExtend({ event_id: eventId }).refine(
  ({ attendee_traits }) => attendee_traits == null,
  { path: ["attendee_traits"], message: "Leave this out: the plan is for the event's attendees." },
);
export type StartSchedule = z.output<typeof StartSchedule>;

export interface StartedRun {
  run_id: string;
  /** False where a job works on it. */
  is_finished: boolean;
}

/** How far a run is, without what it found. */
export type RunProgress = Pick<
  MatchRun,
  "id" | "kind" | "status" | "progress" | "attendees" | "created_at" | "finished_at" | "error_code"
>;

/** One page of pairs: all, or those with an attendee whose name or id has these letters. */
export const ListPairs = z.strictObject({
  event_id: eventId,
  name: z.string().trim().max(200, "Must have at most 200 characters.").optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});
export type ListPairs = z.output<typeof ListPairs>;

export interface NamedPair extends z.output<typeof StoredMatch> {
  attendee1_name: string | null;
  attendee2_name: string | null;
}

/** Two who answered for themselves, with the five points in which their score lies. */
export interface NamedBand {
  attendee1_id: string;
  attendee2_id: string;
  attendee1_name: string | null;
  attendee2_name: string | null;
  band: { low: number; high: number };
}

export const CardKind = z.enum(["tables", "guests"]);
export type CardKind = z.output<typeof CardKind>;
