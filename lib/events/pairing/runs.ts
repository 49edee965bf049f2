import { Accepted, type LaterTerms } from "@/lib/api/replies";
import { assertOpen } from "@/lib/events/events/find-event";
import { findSchedule } from "@/lib/events/pairing/find-schedule";
import type { Compute, Found } from "@/lib/events/pairing/found";
import { lockEvent } from "@/lib/events/pairing/lock-event";
import type { KeptCall } from "@/lib/events/pairing/match-task";
import { recordMatch } from "@/lib/events/pairing/record-match";
import { sealCall } from "@/lib/events/pairing/seal-call";
import { findRunningPartnerships } from "@/lib/events/partnerships/find-running";
import { MatchingError } from "@/lib/matching/matching-error";
import { runMatchingTask } from "@/lib/matching/matching-task";
import type { PartnerContext } from "@/lib/platform/context";
import { type Db, type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound, Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { runMatching } from "@/lib/platform/matching-thread";

export const RUN_MATCH_JOB = "pairing.run-match";
const RETRY_AFTER_SECONDS = 2;
/** The runs of partners with an event partnership begin before others that wait, however many of their own there are. */
const FIRST_IN_QUEUE = -10_000;

/** A call whose input is checked and whose event is open. */
export interface Asked {
  readonly eventId: string;
  readonly modelVersion: string;
  readonly call: KeptCall;
  /** The run of the schedule that this one is planned on, which must be the last one still when it is stored. */
  readonly plannedOn?: string | null;
}

function runPath(eventId: string, runId: string): `/v1/${string}` {
  return `/v1/events/${eventId}/runs/${runId}`;
}

/** Throws Conflict `match_in_progress` where a run of the kind works on the event or waits. */
export async function assertNoRun(
  db: Db,
  { eventId, partnerId, kind }: { eventId: string; partnerId: string; kind: KeptCall["kind"] },
): Promise<void> {
  const run = await db.matchRun.findFirst({
    where: { eventId, partnerId, kind, status: { in: ["queued", "running"] } },
    select: { id: true },
  });
  if (run === null) return;
  throw new Conflict(
    "match_in_progress",
    `This event is being worked on by another call. See /api${runPath(eventId, run.id)}.`,
  );
}

/** On this thread where that is as quick as reading the call was, else in a thread that ends when the client leaves. */
export function computeFor(
  { signal, partnerId }: LaterTerms & Pick<PartnerContext, "partnerId">,
  isQuick: boolean,
): Compute {
  return async (task) => {
    if (isQuick) return runMatchingTask(task);
    try {
      return await runMatching(task, { signal, owner: partnerId });
    } catch (error) {
      if (!(error instanceof MatchingError) || (error.code !== "cancelled" && error.code !== "interrupted"))
        throw error;
      throw new Unavailable("matching_interrupted", "The matching was interrupted. Try again.", {
        cause: error,
      });
    }
  };
}

/** How many units a run charges for: none for tests and people, nor where the event was paid for already. */
export async function unitsOf(
  tx: Transaction,
  run: { eventId: string; partnerId: string; mode: "live" | "test"; apiKeyId: string | null },
  scoredPairs: number,
): Promise<number> {
  const { eventId, partnerId, mode, apiKeyId } = run;
  if (apiKeyId === null || mode === "test") return 0;
  return (await tx.eventPass.count({ where: { eventId, partnerId } })) > 0 ? 0 : scoredPairs;
}

/** Locks an open event on which no other run of the kind works. Throws NotFound, Conflict. */
async function lockForRun(
  ctx: PartnerContext,
  tx: Transaction,
  { eventId, call, plannedOn = null }: Pick<Asked, "eventId" | "call" | "plannedOn">,
): Promise<void> {
  const { partnerId } = ctx;
  const event = await lockEvent(tx, { eventId, partnerId });
  if (event === null) throw new NotFound("event");
  assertOpen(event);
  await assertNoRun(tx, { eventId, partnerId, kind: call.kind });
  if (plannedOn === null) return;
  const last = await findSchedule({ db: tx, partnerId }, eventId);
  if (last?.runId === plannedOn) return;
  throw new Conflict(
    "schedule_changed",
    "This schedule was changed while it was being planned again. Load it, then plan again.",
  );
}

const keyOf = ({ actor }: PartnerContext) => (actor.type === "api_key" ? actor.id : null);

/** Stores what was found at once as a run that has finished. Throws NotFound, Conflict. */
export async function storeAtOnce(
  ctx: PartnerContext,
  asked: Asked,
  found: Found,
  startedAt: Date,
): Promise<{ runId: string; units: number }> {
  const { eventId, modelVersion, call } = asked;
  const { partnerId, mode } = ctx;
  const runId = newId(startedAt);
  const apiKeyId = keyOf(ctx);
  const attendees = call.people.length;
  return transaction(ctx, async (tx) => {
    await lockForRun(ctx, tx, asked);
    const units = await unitsOf(tx, { eventId, partnerId, mode, apiKeyId }, found.scoredPairs);
    await tx.matchRun.create({
      data: {
        id: runId,
        eventId,
        partnerId,
        mode,
        apiKeyId,
        kind: call.kind,
        status: "finished",
        attendees,
        modelVersion,
        attempts: 1,
        progress: 1,
        summary: found.summary(units),
        billableUnits: units,
        createdAt: startedAt,
        startedAt,
        finishedAt: ctx.clock.now(),
      },
    });
    await found.store(tx, runId, units);
    await recordMatch(
      ctx,
      tx,
      { eventId, partnerId, mode, runId, attendees, modelVersion, kind: call.kind },
      found,
    );
    return { runId, units };
  });
}

/** Queues a call as a run that a job works off. Throws NotFound, Conflict. */
export async function queueRun(ctx: PartnerContext, asked: Asked): Promise<Accepted> {
  const { eventId, modelVersion, call } = asked;
  const { partnerId, mode } = ctx;
  const now = ctx.clock.now();
  const runId = newId(now);
  const sealedInput = await sealCall(runId, call);
  await transaction(ctx, async (tx) => {
    await lockForRun(ctx, tx, asked);
    await tx.matchRun.create({
      data: {
        id: runId,
        eventId,
        partnerId,
        mode,
        apiKeyId: keyOf(ctx),
        kind: call.kind,
        status: "queued",
        attendees: call.people.length,
        modelVersion,
        sealedInput,
        createdAt: now,
      },
    });
    // The first run of each partner comes before the second of any: one with many holds up no one else.
    const own = await tx.matchRun.count({
      where: { partnerId, status: { in: ["queued", "running"] }, id: { not: runId } },
    });
    // What is sold is the place of live events. Test ones cost nothing, so anyone could have as many as they like.
    const isPartnership = mode === "live" && (await findRunningPartnerships(ctx, tx, partnerId)).length > 0;
    await addJob(
      tx,
      RUN_MATCH_JOB,
      { run_id: runId },
      { key: `${RUN_MATCH_JOB}:${runId}`, priority: (isPartnership ? FIRST_IN_QUEUE : 0) + own },
    );
  });
  return new Accepted(runPath(eventId, runId), RETRY_AFTER_SECONDS);
}
