import type { Accepted, LaterTerms } from "@/lib/api/replies";
import { assertOpen, findEvent } from "@/lib/events/events/find-event";
import type { MatchAttendee } from "@/lib/events/pairing/attendee-schemas";
import { findMatches } from "@/lib/events/pairing/find-matches";
import { crowdOf, type KeptMatch } from "@/lib/events/pairing/match-task";
import { ownRules } from "@/lib/events/pairing/own-rules";
import { ownMatchesOf } from "@/lib/events/pairing/present-own";
import { presentResult } from "@/lib/events/pairing/present-run";
import { rulesFor } from "@/lib/events/pairing/rules-for";
import { assertNoRun, computeFor, queueRun, storeAtOnce } from "@/lib/events/pairing/runs";
import {
  type EventMatch,
  MAX_ATTENDEES,
  MAX_ATTENDEES_AT_ONCE,
  type MatchEvent,
  USUAL_MATCHES,
} from "@/lib/events/pairing/schemas";
import { idsOfOwnAnswers, STORED_MODEL, storedAttendees } from "@/lib/events/pairing/stored-attendees";
import { modelFor, unusedErrorsMessage } from "@/lib/partners/compatibility/calculate-compatibility";
import type { PartnerContext } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Model } from "@/lib/scoring/model";

/**
 * Up to so many attendees are matched on the thread that serves requests: it takes about as long as reading their
 * traits (5 ms for 200), and a thread of its own takes ten times that to start.
 */
const MAX_ATTENDEES_ON_REQUEST_THREAD = 250;

/**
 * Finds all pairs of attendees that may meet and score at least the threshold, and stores those that come back. Without
 * `attendee_traits` it matches those whom the event has stored, and by themselves the guests who answered for themselves. Up to
 * 500 attendees are matched at once unless the caller prefers to be answered later; more are matched by a job.
 *
 * Throws NotFound for another's event; Conflict `event_closed`, `match_in_progress`, `pin_without_score`; Invalid for standard errors that
 * the model does not take; Conflict `too_few_attendees`, `too_many_attendees` for stored ones; Unavailable `matching_busy`, `matching_interrupted`.
 */
export async function matchEvent(
  ctx: PartnerContext & LaterTerms & { pinnedModel: string | null },
  input: MatchEvent,
): Promise<EventMatch | Accepted> {
  assertPermitted(ctx, "events:write");
  const given = input.attendee_traits ?? null;
  const model = modelFor(input.model_version ?? ctx.pinnedModel ?? (given === null ? STORED_MODEL : null));
  if (given !== null) assertErrorsUsed(model, given);
  const event = await findEvent(ctx, ctx.db, input.event_id);
  assertOpen(event);
  await assertNoRun(ctx.db, { eventId: event.id, partnerId: ctx.partnerId, kind: "match" });
  const attendees =
    given ??
    (await storedAttendees(ctx, event.id, {
      takesErrors: model.correctsForError === true,
      most: MAX_ATTENDEES,
    }));
  const ownIds = given === null ? await idsOfOwnAnswers(ctx, event.id) : null;
  const call: KeptMatch = {
    kind: "match",
    ...crowdOf(attendees),
    threshold: input.threshold ?? null,
    thresholdPercentile: input.threshold_percentile ?? null,
    limit: input.limit ?? USUAL_MATCHES,
    ...(await rulesFor(ctx, event.id, attendees)),
    own: ownIds === null ? null : await ownRules(ctx, event.id, undefined, ownIds),
  };
  const asked = { eventId: event.id, modelVersion: model.version, call };
  const size = call.people.length;
  const isLarge = size + (ownIds?.size ?? 0) > MAX_ATTENDEES_AT_ONCE;
  if (ctx.prefersLater || isLarge) return queueRun(ctx, asked);
  const startedAt = ctx.clock.now();
  const compute = computeFor(ctx, size <= MAX_ATTENDEES_ON_REQUEST_THREAD);
  const found = await findMatches(
    ctx,
    { eventId: event.id, partnerId: ctx.partnerId },
    { call, modelVersion: model.version },
    compute,
  );
  const { runId, units } = await storeAtOnce(ctx, asked, found, startedAt);
  const ids = call.people.map(({ id }) => id);
  return {
    event_id: event.id,
    run_id: runId,
    matches: presentResult(ids, found.result),
    own_answers_matches: call.own !== null ? await ownMatchesOf(ctx, { id: runId, eventId: event.id }) : [],
    ...found.summary(units),
  };
}

/** Throws Invalid for standard errors that the model does not take, by name. */
export function assertErrorsUsed(model: Model, attendees: readonly MatchAttendee[]): void {
  if (model.correctsForError === true) return;
  const errors = attendees.flatMap(({ standard_errors }, index) =>
    standard_errors == null
      ? []
      : [{ path: `attendee_traits[${index}].standard_errors`, message: unusedErrorsMessage(model) }],
  );
  if (errors.length > 0) throw invalidInput(errors);
}
