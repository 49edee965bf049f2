import type { Accepted, LaterTerms } from "@/lib/api/replies";
import { findEvent } from "@/lib/events/events/find-event";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { assertNotOver } from "@/lib/events/pairing/lock-event";
import { assertErrorsUsed } from "@/lib/events/pairing/match-event";
import { crowdOf, type KeptSchedule } from "@/lib/events/pairing/match-task";
import { planSchedule } from "@/lib/events/pairing/plan-schedule";
import { assertNoRun, computeFor, queueRun, storeAtOnce } from "@/lib/events/pairing/runs";
import {
  type CreateSchedule,
  MAX_SCHEDULED,
  MAX_SCHEDULED_AT_ONCE,
  type Schedule,
  StoredPlan,
} from "@/lib/events/pairing/schedule-schemas";
import { STORED_MODEL, storedAttendees } from "@/lib/events/pairing/stored-attendees";
import { modelFor } from "@/lib/partners/compatibility/calculate-compatibility";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, type FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

type Input = CreateSchedule & { event_id: string };

/**
 * Plans who meets whom in which round, for attendees of the call or for those that the event has stored. Up to 60 are
 * planned at once, in a thread, unless the caller prefers to be answered later; more by a job.
 *
 * Throws NotFound for another's event; Conflict `event_closed`, `match_in_progress`, `too_few_attendees`,
 * `no_schedule`; Invalid; Unavailable `matching_busy`, `matching_interrupted`.
 */
export async function createSchedule(
  ctx: PartnerContext & LaterTerms & { pinnedModel: string | null },
  input: Input,
): Promise<Schedule | Accepted> {
  assertPermitted(ctx, "events:write");
  const event = await findEvent(ctx, ctx.db, input.event_id);
  assertNotOver(event);
  await assertNoRun(ctx.db, { eventId: event.id, partnerId: ctx.partnerId, kind: "schedule" });
  const given = input.attendee_traits ?? null;
  const model = modelFor(input.model_version ?? ctx.pinnedModel ?? (given === null ? STORED_MODEL : null));
  if (given !== null) assertErrorsUsed(model, given);
  const attendees =
    given ??
    (await storedAttendees(ctx, event.id, {
      takesErrors: model.correctsForError === true,
      most: MAX_SCHEDULED,
    }));
  const errors = ruleErrors(input, new Set(attendees.map(({ id }) => id)));
  if (errors.length > 0) throw invalidInput(errors);
  const call: KeptSchedule = {
    kind: "schedule",
    ...crowdOf(attendees),
    rounds: input.rounds,
    tableSize: input.table_size,
    objective: input.objective,
    seed: input.seed,
    pins: idPairs(input.pins),
    forbids: idPairs(input.forbids),
    planned: input.played_rounds === 0 ? null : await plannedRounds(ctx, input, attendees),
    played: input.played_rounds,
    absent: input.absent ?? [],
  };
  const asked = { eventId: event.id, modelVersion: model.version, call };
  if (ctx.prefersLater || attendees.length > MAX_SCHEDULED_AT_ONCE) return queueRun(ctx, asked);
  const startedAt = ctx.clock.now();
  const found = await planSchedule(call, model.version, computeFor(ctx, false));
  const { runId, units } = await storeAtOnce(ctx, asked, found, startedAt);
  return { ...found.plan(units), event_id: event.id, run_id: runId };
}

function idPairs(pairs: readonly string[][] | null | undefined): [string, string][] {
  return (pairs ?? []).map(([one = "", other = ""]) => [one, other]);
}

/** Every id of a rule that is not among the attendees, and every pin that cannot be. */
function ruleErrors({ pins, forbids, absent }: Input, known: ReadonlySet<string>): FieldError[] {
  const unknown = "Is not the id of one of the attendees.";
  const errors: FieldError[] = [];
  const pairsOf = { pins: pins ?? [], forbids: forbids ?? [] };
  for (const [field, pairs] of Object.entries(pairsOf)) {
    for (const [index, pair] of pairs.entries()) {
      for (const [place, id] of pair.entries())
        if (!known.has(id)) errors.push({ path: `${field}[${index}][${place}]`, message: unknown });
      if (pair[0] === pair[1])
        errors.push({ path: `${field}[${index}]`, message: "Must name two different attendees." });
    }
  }
  const pinned = new Set<string>();
  const forbidden = new Set(pairsOf.forbids.map((pair) => pair.toSorted().join("\n")));
  for (const [index, pair] of pairsOf.pins.entries()) {
    const path = `pins[${index}]`;
    if (pair.some((id) => pinned.has(id)))
      errors.push({ path, message: "Names an attendee who is pinned already." });
    if (forbidden.has(pair.toSorted().join("\n"))) errors.push({ path, message: "Is forbidden as well." });
    for (const id of pair) pinned.add(id);
  }
  for (const [index, id] of (absent ?? []).entries())
    if (!known.has(id)) errors.push({ path: `absent[${index}]`, message: unknown });
  return errors;
}

/** The rounds of the last schedule, as partners by place. Throws Conflict `no_schedule`, Invalid. */
async function plannedRounds(
  ctx: PartnerContext,
  input: Input,
  attendees: readonly MatchAttendee[],
): Promise<number[][]> {
  const last = await findSchedule(ctx, input.event_id);
  const plan = last === null ? null : StoredPlan.parse(last.plan);
  if (plan === null || plan.table_size !== 2) {
    throw new Conflict("no_schedule", "The event has no schedule of pairs that could be planned on.");
  }
  if (plan.rounds.length !== input.rounds) {
    throw invalidInput([
      { path: "rounds", message: `Must be ${plan.rounds.length}, as in the schedule that is planned on.` },
    ]);
  }
  const placeOf = new Map(attendees.map(({ id }, place) => [id, place]));
  const missing = last?.attendeeIds.filter((id) => !placeOf.has(id)) ?? [];
  if (missing.length > 0) {
    const message = `Must include everyone of the schedule that is planned on, also who is absent: ${missing.slice(0, 5).join(", ")}.`;
    throw invalidInput([{ path: "attendee_traits", message }]);
  }
  return plan.rounds.map(({ tables }) => {
    const mates = Array<number>(attendees.length).fill(-1);
    for (const [one = "", other = ""] of tables) {
      const [i, j] = [placeOf.get(one) ?? -1, placeOf.get(other) ?? -1];
      mates[i] = j;
      mates[j] = i;
    }
    return mates;
  });
}
