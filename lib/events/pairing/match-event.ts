import { Accepted, type LaterTerms } from "@/lib/api/replies";
import { assertNotOver, findEvent, lockEvent } from "@/lib/events/pairing/find-event";
import {
  type CrowdResult,
  type CrowdTask,
  crowdTask,
  type KeptCall,
  keptCall,
} from "@/lib/events/pairing/match-task";
import { presentResult } from "@/lib/events/pairing/present-run";
import { recordMatch } from "@/lib/events/pairing/record-match";
import {
  type EventMatch,
  MAX_ATTENDEES_AT_ONCE,
  type MatchEvent,
  USUAL_MATCHES,
} from "@/lib/events/pairing/schemas";
import { sealCall } from "@/lib/events/pairing/seal-call";
import { insertPairs, summaryOf } from "@/lib/events/pairing/store-match";
import { MatchingError } from "@/lib/matching/matching-error";
import { runMatchingTask } from "@/lib/matching/matching-task";
import { modelFor, unusedErrorsMessage } from "@/lib/partners/compatibility/calculate-compatibility";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound, Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { addJob } from "@/lib/platform/jobs";
import { runMatching } from "@/lib/platform/matching-thread";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Model } from "@/lib/scoring/model";

export const RUN_MATCH_JOB = "pairing.run-match";

/**
 * Up to so many attendees are matched on the thread that serves requests: it takes about as long as reading their
 * traits (5 ms for 200), and a thread of its own takes ten times that to start.
 */
const MAX_ATTENDEES_ON_REQUEST_THREAD = 250;
const RETRY_AFTER_SECONDS = 2;

interface Asked {
  readonly eventId: string;
  readonly model: Model;
  readonly call: KeptCall;
  readonly apiKeyId: string | null;
}

/**
 * Finds all pairs of attendees that may meet and score at least the threshold, and stores those that come back. Up to
 * 500 attendees are matched at once unless the caller prefers to be answered later; more are matched by a job.
 *
 * Throws NotFound for another's event; Conflict `event_closed`, `match_in_progress`; Invalid for standard errors that
 * the model does not take; Unavailable `matching_busy`, `matching_interrupted`.
 */
export async function matchEvent(
  ctx: PartnerContext & LaterTerms & { pinnedModel: string | null },
  input: MatchEvent,
): Promise<EventMatch | Accepted> {
  assertPermitted(ctx, "events:write");
  const model = modelFor(input.model_version ?? ctx.pinnedModel);
  assertErrorsUsed(model, input);
  const event = await findEvent(ctx, ctx.db, input.event_id);
  assertNotOver(event);
  await assertNoRun(ctx.db, event.id, ctx.partnerId);
  const asked: Asked = {
    eventId: event.id,
    model,
    call: keptCall(input, input.limit ?? USUAL_MATCHES),
    apiKeyId: ctx.actor.type === "api_key" ? ctx.actor.id : null,
  };
  return ctx.prefersLater || asked.call.people.length > MAX_ATTENDEES_AT_ONCE
    ? queueMatch(ctx, asked)
    : matchNow(ctx, asked);
}

function assertErrorsUsed(model: Model, { attendee_traits }: MatchEvent): void {
  if (model.correctsForError === true) return;
  const errors = attendee_traits.flatMap(({ standard_errors }, index) =>
    standard_errors == null
      ? []
      : [{ path: `attendee_traits[${index}].standard_errors`, message: unusedErrorsMessage(model) }],
  );
  if (errors.length > 0) throw invalidInput(errors);
}

async function assertNoRun(
  db: Pick<Transaction, "matchRun">,
  eventId: string,
  partnerId: string,
): Promise<void> {
  const run = await db.matchRun.findFirst({
    where: { eventId, partnerId, kind: "match", status: { in: ["queued", "running"] } },
    select: { id: true },
  });
  if (run === null) return;
  throw new Conflict(
    "match_in_progress",
    `This event is being matched by another call. See /api${runPath(eventId, run.id)}.`,
  );
}

function runPath(eventId: string, runId: string): `/v1/${string}` {
  return `/v1/events/${eventId}/runs/${runId}`;
}

async function matchNow(ctx: PartnerContext & LaterTerms, asked: Asked): Promise<EventMatch> {
  const { call, eventId, model, apiKeyId } = asked;
  const startedAt = ctx.clock.now();
  const result = await compute(ctx, crowdTask(call, model.version));
  const runId = newId(startedAt);
  const { partnerId, mode } = ctx;
  const ids = call.people.map(({ id }) => id);
  const summary = await transaction(ctx, async (tx) => {
    const event = await lockEvent(tx, { eventId, partnerId });
    if (event === null) throw new NotFound("event");
    assertNotOver(event);
    await assertNoRun(tx, eventId, partnerId);
    const isCharged = apiKeyId !== null && mode === "live" && !(await hasPass(tx, eventId, partnerId));
    const made = summaryOf(result, model.version, isCharged);
    await tx.matchRun.create({
      data: {
        id: runId,
        eventId,
        partnerId,
        mode,
        apiKeyId,
        kind: "match",
        status: "finished",
        attendees: ids.length,
        modelVersion: model.version,
        attempts: 1,
        progress: 1,
        summary: made,
        billableUnits: made.billable_units,
        createdAt: startedAt,
        startedAt,
        finishedAt: ctx.clock.now(),
      },
    });
    await insertPairs(tx, runId, ids, result);
    await recordMatch(ctx, tx, { eventId, partnerId, mode, runId, attendees: ids.length, summary: made });
    return made;
  });
  return { event_id: eventId, run_id: runId, matches: presentResult(ids, result), ...summary };
}

/** On this thread where that is as quick as reading the call was, else in a thread that ends when the client leaves. */
async function compute({ signal }: LaterTerms, task: CrowdTask): Promise<CrowdResult> {
  if (task.crowd.people.length <= MAX_ATTENDEES_ON_REQUEST_THREAD) return runMatchingTask(task);
  try {
    return await runMatching(task, { signal });
  } catch (error) {
    if (!(error instanceof MatchingError) || (error.code !== "cancelled" && error.code !== "interrupted"))
      throw error;
    throw new Unavailable("matching_interrupted", "The matching was interrupted. Try again.", {
      cause: error,
    });
  }
}

/** Whether the event was paid for, so that its pairs cost nothing more. */
export async function hasPass(
  tx: Pick<Transaction, "eventPass">,
  eventId: string,
  partnerId: string,
): Promise<boolean> {
  return (await tx.eventPass.count({ where: { eventId, partnerId } })) > 0;
}

async function queueMatch(ctx: PartnerContext, { call, eventId, model, apiKeyId }: Asked): Promise<Accepted> {
  const now = ctx.clock.now();
  const runId = newId(now);
  const { partnerId, mode } = ctx;
  const sealedInput = await sealCall(runId, call);
  await transaction(ctx, async (tx) => {
    const event = await lockEvent(tx, { eventId, partnerId });
    if (event === null) throw new NotFound("event");
    assertNotOver(event);
    await assertNoRun(tx, eventId, partnerId);
    await tx.matchRun.create({
      data: {
        id: runId,
        eventId,
        partnerId,
        mode,
        apiKeyId,
        kind: "match",
        status: "queued",
        attendees: call.people.length,
        modelVersion: model.version,
        sealedInput,
        createdAt: now,
      },
    });
    await addJob(tx, RUN_MATCH_JOB, { run_id: runId }, { key: `${RUN_MATCH_JOB}:${runId}` });
  });
  return new Accepted(runPath(eventId, runId), RETRY_AFTER_SECONDS);
}
