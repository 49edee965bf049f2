import type { Accepted, LaterTerms } from "@/lib/api/replies";
import { assertOpen, findEvent } from "@/lib/events/events/find-event";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import { assertErrorsUsed } from "@/lib/events/pairing/match-event";
import { crowdOf, type KeptSchedule } from "@/lib/events/pairing/match-task";
import { mixedPins, ownRules } from "@/lib/events/pairing/own-rules";
import { planForAll } from "@/lib/events/pairing/plan-for-all";
import { withOwnTables } from "@/lib/events/pairing/present-own";
import { ruleErrors } from "@/lib/events/pairing/rule-errors";
import { idPairs, rulesFor } from "@/lib/events/pairing/rules-for";
import { assertNoRun, computeFor, queueRun, storeAtOnce } from "@/lib/events/pairing/runs";
import {
  type CreateSchedule,
  MAX_SCHEDULED,
  MAX_SCHEDULED_AT_ONCE,
  type Schedule,
  StoredPlan,
} from "@/lib/events/pairing/schedule-schemas";
import { idsOfOwnAnswers, STORED_MODEL, storedAttendees } from "@/lib/events/pairing/stored-attendees";
import { modelFor } from "@/lib/partners/compatibility/calculate-compatibility";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { TRAIT_COUNT } from "@/lib/scoring/model";

/** Of people who were planned for and are no longer attendees: no score is known of them. */
const NO_TRAITS = Array.from({ length: TRAIT_COUNT }, () => null);

const NO_ONE: ReadonlySet<string> = new Set();

type Input = CreateSchedule & { event_id: string };

/**
 * Plans who meets whom in which round, for attendees of the call or for those that the event has stored. Up to 60 are
 * planned at once, in a thread, unless the caller prefers to be answered later; more by a job.
 *
 * Throws NotFound for another's event; Conflict `event_closed`, `match_in_progress`, `too_few_attendees`,
 * `no_schedule`, `schedule_changed`, `pin_without_score`; Invalid; Unavailable `matching_busy`, `matching_interrupted`.
 */
export async function createSchedule(
  ctx: PartnerContext & LaterTerms & { pinnedModel: string | null },
  input: Input,
): Promise<Schedule | Accepted> {
  assertPermitted(ctx, "events:write");
  const event = await findEvent(ctx, ctx.db, input.event_id);
  assertOpen(event);
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
  const last = input.replan === true || input.played_rounds > 0 ? await plannedRounds(ctx, input) : null;
  const gone = last === null ? [] : missingOf(last, attendees);
  if (given !== null && gone.length > 0) {
    const message = `Must include everyone of the schedule that is planned on, also who is absent: ${gone.slice(0, 5).join(", ")}.`;
    throw invalidInput([{ path: "attendee_traits", message }]);
  }
  const own = given === null ? await idsOfOwnAnswers(ctx, event.id) : NO_ONE;
  const errors = [
    ...ruleErrors(input, new Set([...attendees.map(({ id }) => id), ...gone, ...own])),
    ...mixedPins(input, own),
  ];
  if (errors.length > 0) throw invalidInput(errors);
  const absent = new Set([...(input.absent ?? []).filter((id) => !own.has(id)), ...gone]);
  // A new plan is for those who are there. One that is planned on keeps the places of all.
  const planned =
    last === null
      ? attendees.filter(({ id }) => !absent.has(id))
      : [...attendees, ...gone.map((id) => ({ id, traits: NO_TRAITS }))];
  if (planned.length - (last === null ? 0 : absent.size) < 2 && own.size < 2) {
    throw new Conflict("too_few_attendees", "A plan needs two attendees who are there.");
  }
  const asksFor = { pins: idPairs(input.pins), forbids: idPairs(input.forbids) };
  const places = new Set(planned.map(({ id }) => id));
  // Neither rules of the other crowd, nor of people who are absent from a new plan.
  const areHere = (pair: readonly string[]) => pair.every((id) => places.has(id));
  const rules = { pins: asksFor.pins.filter(areHere), forbids: asksFor.forbids.filter(areHere) };
  const { pins, forbids } = await rulesFor(ctx, event.id, planned, rules);
  const call: KeptSchedule = {
    kind: "schedule",
    ...crowdOf(planned),
    rounds: input.rounds,
    tableSize: input.table_size,
    objective: input.objective,
    seed: input.seed,
    // Tables know no pins.
    pins: input.table_size > 2 ? [] : pins,
    forbids,
    planned: last === null ? null : matesOf(last, planned),
    played: input.played_rounds,
    absent: [...absent],
    controlRound: last === null ? (input.control_round ?? null) : last.control_round,
    own:
      given !== null
        ? null
        : {
            ...(await ownRules(ctx, event.id, asksFor, own)),
            absent: (input.absent ?? []).filter((id) => own.has(id)),
            planned: last?.runId ?? null,
          },
  };
  const asked = { eventId: event.id, modelVersion: model.version, call, plannedOn: last?.runId ?? null };
  const isLarge = planned.length + own.size > MAX_SCHEDULED_AT_ONCE;
  if (ctx.prefersLater || isLarge) return queueRun(ctx, asked);
  const startedAt = ctx.clock.now();
  const found = await planForAll(
    ctx,
    { eventId: event.id, partnerId: ctx.partnerId },
    { call, modelVersion: model.version },
    computeFor(ctx, false),
  );
  const { runId, units } = await storeAtOnce(ctx, asked, found, startedAt);
  return withOwnTables(ctx, { ...found.plan(units), event_id: event.id, run_id: runId });
}

/** The last schedule, to be planned on. Throws Conflict `no_schedule`, Invalid. */
async function plannedRounds(ctx: PartnerContext, input: Input): Promise<StoredPlan & { runId: string }> {
  const last = await findSchedule(ctx, input.event_id);
  const plan = last === null ? null : StoredPlan.parse(last.plan);
  if (last === null || plan === null || plan.table_size !== 2) {
    throw new Conflict("no_schedule", "The event has no schedule of pairs that could be planned on.");
  }
  if (plan.rounds.length !== input.rounds) {
    throw invalidInput([
      { path: "rounds", message: `Must be ${plan.rounds.length}, as in the schedule that is planned on.` },
    ]);
  }
  return { ...plan, runId: last.runId };
}

/** Who was planned for and is not among the attendees. */
function missingOf({ guests }: StoredPlan, attendees: readonly MatchAttendee[]): string[] {
  const known = new Set(attendees.map(({ id }) => id));
  return guests.map(({ id }) => id).filter((id) => !known.has(id));
}

/** By round: the partner of each attendee by place, or -1. */
function matesOf({ rounds }: StoredPlan, attendees: readonly { id: string }[]): number[][] {
  const placeOf = new Map(attendees.map(({ id }, place) => [id, place]));
  return rounds.map(({ tables }) => {
    const mates = Array<number>(attendees.length).fill(-1);
    for (const [one = "", other = ""] of tables) {
      const [i, j] = [placeOf.get(one) ?? -1, placeOf.get(other) ?? -1];
      mates[i] = j;
      mates[j] = i;
    }
    return mates;
  });
}
