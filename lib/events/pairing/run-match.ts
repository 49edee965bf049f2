import { findMatches } from "@/lib/events/pairing/find-matches";
import type { Compute, Found } from "@/lib/events/pairing/found";
import { isOver, lockEvent } from "@/lib/events/pairing/lock-event";
import { planForAll } from "@/lib/events/pairing/plan-for-all";
import { recordMatch } from "@/lib/events/pairing/record-match";
import { unitsOf } from "@/lib/events/pairing/runs";
import { LONGEST_RUN_MINUTES } from "@/lib/events/pairing/schemas";
import { unsealCall } from "@/lib/events/pairing/seal-call";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { type MatchingRun, runMatching } from "@/lib/platform/matching-thread";
import type { MatchRun as MatchRunRow } from "@/lib/platform/prisma/client";

/** How often a run is begun before it is given up: each time its process or thread died. */
export const MAX_ATTEMPTS = 5;
/** How often a run writes down how far it is, and asks whether it is still wanted. */
const LOOK_MS = 500;
/** Durations are kept in 32 bits of microseconds. */
const LONGEST_US = 2_147_483_647;

type Claimed = MatchRunRow & { sealedInput: Uint8Array };

/**
 * Does a queued run, or one whose process died: matches in a thread, writes down the progress, and stores everything
 * in one transaction. Cancelling the event or the run ends it. Does nothing for a run that has ended. `thread` is how
 * the thread is started and how long it may
 * work, for tests. Throws what broke the thread, to be tried again, until MAX_ATTEMPTS.
 */
export async function runMatch(
  ctx: Context,
  { run_id }: { run_id: string },
  {
    longestMs = LONGEST_RUN_MINUTES * 60_000,
    ...thread
  }: Pick<MatchingRun, "start"> & { longestMs?: number } = {},
): Promise<void> {
  const run = await claimRun(ctx, run_id);
  if (run === null) return;
  const call = await unsealCall(run.id, run.sealedInput);
  if (call === null) return endRun(ctx, run, "failed", "input_unreadable");
  const watch = watchRun(ctx, run, longestMs);
  const { signal, onProgress, onStart } = watch;
  // Jobs are as many as there are threads, so each may wait for its turn behind calls that wait for an answer.
  const compute: Compute = (task) =>
    runMatching(task, { ...thread, signal, onProgress, onStart, owner: run.partnerId, isPatient: true });
  let found: Found;
  try {
    found =
      call.kind === "match"
        ? await findMatches(ctx, run, { call, modelVersion: run.modelVersion }, compute)
        : await planForAll(ctx, run, { call, modelVersion: run.modelVersion }, compute);
  } catch (error) {
    const why = watch.unwanted();
    if (why !== null) return endRun(ctx, run, why === "matching_too_long" ? "failed" : "cancelled", why);
    if (run.attempts < MAX_ATTEMPTS) throw error;
    ctx.log.error({ err: error, runId: run.id }, "a matching was given up");
    return endRun(ctx, run, "failed", "matching_interrupted");
  } finally {
    await watch.stop();
  }
  await storeRun(ctx, run, found);
}

/** Takes a run up. What it did before is worth nothing, as nothing was stored. */
async function claimRun(ctx: Context, runId: string): Promise<Claimed | null> {
  const now = ctx.clock.now();
  const [run] = await ctx.db.matchRun.updateManyAndReturn({
    where: { id: runId, status: { in: ["queued", "running"] }, sealedInput: { not: null } },
    data: { status: "running", attempts: { increment: 1 }, startedAt: now, progress: 0 },
  });
  return run === undefined || run.sealedInput === null ? null : { ...run, sealedInput: run.sealedInput };
}

/** The run as this attempt may change it: another attempt has another number, and then this one is too late. */
function ownAttempt({ id, partnerId, attempts }: MatchRunRow) {
  return { id, partnerId, attempts, status: "running" as const };
}

/** Writes down how far a run is, and aborts it when it takes too long, its event is over or someone cancelled it. */
function watchRun(ctx: Context, run: MatchRunRow, longestMs: number) {
  // Not while it waits for its turn.
  let startedAt: number | null = null;
  const controller = new AbortController();
  let progress = 0;
  let written = 0;
  let why: string | null = null;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const [row] = await ctx.db.$queryRaw<{ run: string; event: string }[]>`
      SELECT run.status::text AS run, event.status::text AS event
      FROM match_runs run JOIN events event ON event.id = run.event_id WHERE run.id = ${run.id}::uuid`;
    if (row === undefined || row.run !== "running") why = "cancelled_by_request";
    else if (isOver(row.event as "cancelled")) why = "event_closed";
    else if (startedAt !== null && performance.now() - startedAt > longestMs) why = "matching_too_long";
    if (why !== null) controller.abort();
    else if (progress > written) {
      written = progress;
      await ctx.db.matchRun.updateMany({ where: ownAttempt(run), data: { progress } });
    }
  };
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => ctx.log.warn({ err: error, runId: run.id }, "a run could not be watched"));
  }, LOOK_MS);
  return {
    signal: controller.signal,
    onProgress: (done: number, total: number) => {
      progress = done / total;
    },
    onStart: () => {
      startedAt ??= performance.now();
    },
    unwanted: () => why,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function endRun(
  ctx: Context,
  run: MatchRunRow,
  status: "failed" | "cancelled",
  errorCode: string,
): Promise<void> {
  await ctx.db.matchRun.updateMany({
    where: ownAttempt(run),
    data: { status, errorCode, sealedInput: null, finishedAt: ctx.clock.now() },
  });
}

/** Stores pairs, the run's end and what it costs together, so that a process that dies leaves all of them or none. */
async function storeRun(ctx: Context, run: MatchRunRow, found: Found): Promise<void> {
  const { id: runId, eventId, partnerId, mode, attendees, modelVersion, kind } = run;
  await transaction(ctx, async (tx) => {
    const event = await lockEvent(tx, { eventId, partnerId });
    if (event === null) return;
    const now = ctx.clock.now();
    if (isOver(event.status)) return endRun({ ...ctx, db: tx }, run, "cancelled", "event_closed");
    const units = await unitsOf(tx, run, found.scoredPairs);
    // Ids of usage rows carry their time, so it is not the run's.
    const chargeId = newId(now);
    const { count } = await tx.matchRun.updateMany({
      where: ownAttempt(run),
      data: {
        status: "finished",
        progress: 1,
        summary: found.summary(units),
        billableUnits: units,
        chargeId: units === 0 ? null : chargeId,
        sealedInput: null,
        finishedAt: now,
      },
    });
    // Cancelled meanwhile, or taken up by another process that thought this one dead.
    if (count === 0) return;
    await found.store(tx, runId, units);
    await chargeRun(tx, run, { requestId: chargeId, units, now });
    await recordMatch(ctx, tx, { eventId, partnerId, mode, runId, attendees, modelVersion, kind }, found);
  });
}

/** The usage row of what a job scored: the call itself ended before anything was known. */
async function chargeRun(
  tx: Transaction,
  run: MatchRunRow,
  { requestId, units, now }: { requestId: string; units: number; now: Date },
): Promise<void> {
  if (units === 0) return;
  const elapsedUs = (now.getTime() - (run.startedAt ?? now).getTime()) * 1_000;
  await tx.apiCall.create({
    data: {
      requestId,
      occurredAt: now,
      partnerId: run.partnerId,
      apiKeyId: run.apiKeyId,
      mode: run.mode,
      endpoint: run.kind === "match" ? "/v1/events/match" : "/v1/events/{event_id}/schedule",
      method: "POST",
      status: 200,
      durationUs: Math.min(LONGEST_US, elapsedUs),
      units,
      billable: true,
    },
  });
}
