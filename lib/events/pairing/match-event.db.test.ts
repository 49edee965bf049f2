import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { Accepted } from "@/lib/api/replies";
import { cancelMatchRun } from "@/lib/events/pairing/cancel-match-run";
import { getMatchRun } from "@/lib/events/pairing/get-match-run";
import { listMatches } from "@/lib/events/pairing/list-matches";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { pairingPrivacy } from "@/lib/events/pairing/privacy";
import { removeOldRuns } from "@/lib/events/pairing/remove-old-runs";
import { MAX_ATTEMPTS, runMatch } from "@/lib/events/pairing/run-match";
import { RUN_MATCH_JOB } from "@/lib/events/pairing/runs";
import { type EventMatch, MatchEvent } from "@/lib/events/pairing/schemas";
import type { MatchingTask } from "@/lib/matching/matching-task";
import type { Mode, PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import { soulmate1, soulmate2 } from "@/lib/scoring/model";
import { scorePair } from "@/lib/scoring/score-pair";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent as createEvent, DAY_MS } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const makeEvent = (partner: TestPartner, data: Partial<Prisma.EventUncheckedCreateInput> = {}) =>
  createEvent(own.database, partner, data);

interface CallTerms {
  mode?: Mode;
  prefersLater?: boolean;
  keyId?: string | null;
  now?: Date;
}

function caller(partner: Pick<TestPartner, "partnerId">, terms: CallTerms = {}) {
  const { mode = "live", prefersLater = false, keyId = newId(), now } = terms;
  const actor = keyId === null ? undefined : ({ type: "api_key", id: keyId } as const);
  const ctx: PartnerContext = own.as(partner, {
    mode,
    ...(actor === undefined ? {} : { actor }),
    ...(now === undefined ? {} : { clock: { now: () => now } }),
  });
  return { ...ctx, pinnedModel: null, prefersLater, signal: new AbortController().signal };
}

/** Attendees of two groups, every seventh of whom left traits out, and every fifth of whom seeks everyone. */
function crowd(size: number, seed = 1) {
  return correlatedCrowd(size, seed).map((traits, i) => ({
    id: `guest-${i}`,
    traits: traits.map((value, k) => (i % 7 === 3 && k < 18 - (i % 4) ? null : value)),
    group: i % 2 === 0 ? "a" : "b",
    ...(i % 5 === 0 ? {} : { seeks: [i % 2 === 0 ? "b" : "a"] }),
  }));
}

const ask = (eventId: string, size: number, more: object = {}) =>
  MatchEvent.parse({ event_id: eventId, attendee_traits: crowd(size), ...more });

async function matchNow(ctx: ReturnType<typeof caller>, input: MatchEvent): Promise<EventMatch> {
  const reply = await matchEvent(ctx, input);
  if (reply instanceof Accepted) throw new Error("It was to be matched at once.");
  return reply;
}

async function queue(ctx: ReturnType<typeof caller>, input: MatchEvent): Promise<string> {
  const reply = await matchEvent(ctx, input);
  if (!(reply instanceof Accepted)) throw new Error("It was to be matched by a job.");
  const runId = reply.path.split("/").at(-1) ?? "";
  expect(reply.path).toBe(`/v1/events/${input.event_id}/runs/${runId}`);
  return runId;
}

/** A thread that does the task right away in this process's memory, or what a test says. */
function thread(code: string): (task: MatchingTask) => Worker {
  return (workerData) => new Worker(code, { eval: true, workerData });
}
const dies = thread("process.exit(7)");
const hangs = thread("setInterval(() => undefined, 1e6)");

describe("matching the attendees of an event", () => {
  it("gives and stores the pairs, order and match rate of a plain double loop", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const guests = crowd(60);
    const pairs: { one: string; other: string; score: number; breakdown: object }[] = [];
    let allowed = 0;
    for (const [i, a] of guests.entries()) {
      for (const b of guests.slice(i + 1)) {
        if ((a.seeks?.includes(b.group) ?? true) && (b.seeks?.includes(a.group) ?? true)) {
          allowed += 1;
          const known = a.traits.filter((value, k) => value !== null && b.traits[k] !== null).length;
          if (known < 16) continue;
          const score = scorePair(soulmate1, { traits1: a.traits, traits2: b.traits });
          pairs.push({
            one: a.id,
            other: b.id,
            score: score.compatibilityScore,
            breakdown: score.dimensionBreakdown,
          });
        }
      }
    }
    const matching = pairs.filter(({ score }) => score >= 0.55).toSorted((x, y) => y.score - x.score);
    expect(matching.length).toBeGreaterThan(20);
    const reply = await matchNow(caller(partner), ask(eventId, 60, { threshold: 0.55 }));
    const expected = matching.map(({ one, other, score, breakdown }) => ({
      attendee1_id: one,
      attendee2_id: other,
      compatibility_score: score,
      dimension_breakdown: breakdown,
    }));
    expect(reply.matches).toEqual(expected);
    expect(reply).toMatchObject({
      event_id: eventId,
      total_matches: matching.length,
      match_rate: matching.length / allowed,
      allowed_pairs: allowed,
      unscored_pairs: allowed - pairs.length,
      threshold: 0.55,
      model_version: "soulmate-1",
    });
    const scores = pairs.map(({ score }) => score).toSorted((x, y) => x - y);
    expect(reply.distribution?.min).toBeCloseTo(scores[0] ?? Number.NaN, 12);
    expect(reply.distribution?.max).toBeCloseTo(scores.at(-1) ?? Number.NaN, 12);

    const stored: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMatches(caller(partner), { event_id: eventId, limit: 7, cursor });
      expect(page).toMatchObject({ run_id: reply.run_id, total_matches: matching.length });
      stored.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(stored).toEqual(expected.map((pair, index) => ({ rank: index + 1, ...pair })));
    const run = await getMatchRun(caller(partner), { event_id: eventId, run_id: reply.run_id });
    expect(run).toMatchObject({ status: "finished", progress: 1, attendees: 60, result: reply });
  });

  it("stores only what comes back, and counts all", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const reply = await matchNow(caller(partner), ask(eventId, 40, { threshold: 0, limit: 3 }));
    expect(reply.matches).toHaveLength(3);
    expect(reply.total_matches).toBe(reply.allowed_pairs - reply.unscored_pairs);
    expect(await own.prisma.matchPair.count({ where: { runId: reply.run_id } })).toBe(3);
  });

  it("takes a percentile of the allowed scores, and standard errors where the model does", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const top = await matchNow(caller(partner), ask(eventId, 40, { threshold_percentile: 90 }));
    const scored = top.allowed_pairs - top.unscored_pairs;
    expect(Math.abs(top.total_matches - scored / 10)).toBeLessThanOrEqual(1);
    expect(top.matches.at(-1)?.compatibility_score).toBe(top.threshold);
    const guests = crowd(10).map((one) => ({ ...one, standard_errors: one.traits.map(() => 0.1) }));
    const input = MatchEvent.parse({ event_id: eventId, attendee_traits: guests, threshold: 0 });
    await expect(matchEvent(caller(partner), input)).rejects.toMatchObject({
      code: "invalid_input",
      errors: expect.arrayContaining([
        expect.objectContaining({ path: "attendee_traits[9].standard_errors" }),
      ]),
    });
    const corrected = await matchNow(caller(partner), { ...input, model_version: "soulmate-2" });
    const [best] = corrected.matches;
    const of = (id: string | undefined) => guests.find((guest) => guest.id === id)?.traits ?? [];
    const [traits1, traits2] = [of(best?.attendee1_id), of(best?.attendee2_id)];
    const standardErrors = traits1.map(() => 0.1);
    expect(best?.compatibility_score).toBe(
      scorePair(soulmate2, {
        traits1,
        traits2,
        standardErrors1: standardErrors,
        standardErrors2: standardErrors,
      }).compatibilityScore,
    );
  });

  it("answers with no matches where no pair may meet", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const attendee_traits = crowd(6).map((guest) => ({ ...guest, seeks: [] }));
    const input = MatchEvent.parse({ event_id: eventId, attendee_traits });
    expect(await matchNow(caller(partner), input)).toMatchObject({
      matches: [],
      total_matches: 0,
      match_rate: 0,
      allowed_pairs: 0,
      distribution: null,
      billable_units: 0,
    });
  });

  it("charges live keys for scored pairs, but nobody for an event with a pass, tests or people", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const input = ask(eventId, 20, { threshold: 1 });
    const first = await matchNow(caller(partner), input);
    expect(first.billable_units).toBe(first.allowed_pairs - first.unscored_pairs);
    expect(first.price_micro_usd).toBe(first.billable_units * 50);
    expect((await matchNow(caller(partner, { keyId: null }), input)).billable_units).toBe(0);
    await own.prisma.eventPass.create({
      data: { id: newId(), partnerId: partner.partnerId, eventId, reason: "test", createdAt: new Date() },
    });
    expect((await matchNow(caller(partner), input)).billable_units).toBe(0);
    const tried = await makeEvent(partner, { mode: "test" });
    const test = await matchNow(caller(partner, { mode: "test" }), { ...input, event_id: tried });
    expect(test.billable_units).toBe(0);
  });

  it("makes a published event matched, leaves a draft one, and says so by webhook and in the audit log", async () => {
    const partner = await makePartner({}, own.database);
    const draft = await makeEvent(partner);
    const published = await makeEvent(partner, { status: "published" });
    for (const id of [draft, published]) await matchNow(caller(partner), ask(id, 10));
    const statusOf = async (id: string) =>
      (await own.prisma.event.findUniqueOrThrow({ where: { id } })).status;
    expect(await Promise.all([draft, published].map(statusOf))).toEqual(["draft", "matched"]);
    const events = await own.prisma.partnerEvent.findMany({ where: { partnerId: partner.partnerId } });
    expect(events.map(({ type }) => type)).toEqual(["event.matched", "event.matched"]);
    const audited = await own.prisma.auditEvent.findMany({
      where: { partnerId: partner.partnerId, action: "event.matched" },
    });
    expect(audited.map(({ targetId }) => targetId).sort()).toEqual([draft, published].sort());
  });

  it("answers for another partner's event, a test one and none the same, and refuses one that is over", async () => {
    const [partner, neighbour] = [await makePartner({}, own.database), await makePartner({}, own.database)];
    const theirs = await makeEvent(neighbour);
    const tried = await makeEvent(partner, { mode: "test" });
    for (const id of [theirs, tried, newId()]) {
      const missing = { code: "not_found", message: "There is no such event." };
      await expect(matchEvent(caller(partner), ask(id, 4))).rejects.toMatchObject(missing);
      await expect(listMatches(caller(partner), { event_id: id, limit: 5 })).rejects.toMatchObject(missing);
      const run = { event_id: id, run_id: newId() };
      await expect(getMatchRun(caller(partner), run)).rejects.toMatchObject(missing);
      await expect(cancelMatchRun(caller(partner), run)).rejects.toMatchObject(missing);
    }
    const run = await matchNow(caller(neighbour), ask(theirs, 4));
    const mine = await makeEvent(partner);
    await expect(getMatchRun(caller(partner), { event_id: mine, run_id: run.run_id })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const status of ["cancelled", "finished"] as const) {
      const over = await makeEvent(partner, { status });
      await expect(matchEvent(caller(partner), ask(over, 4))).rejects.toMatchObject({ code: "event_closed" });
    }
  });
});

describe("a match that runs as a job", () => {
  it("tells its progress, and ends with what the call would have returned and a charge of its own", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner, { status: "published" });
    const ctx = caller(partner, { prefersLater: true });
    const input = ask(eventId, 120, { threshold: 0.5 });
    const runId = await queue(ctx, input);
    expect(await getMatchRun(ctx, { event_id: eventId, run_id: runId })).toMatchObject({
      status: "queued",
      progress: 0,
      result: null,
    });
    expect(await own.queued(RUN_MATCH_JOB)).toContainEqual({ run_id: runId });
    await expect(matchEvent(ctx, input)).rejects.toMatchObject({ code: "match_in_progress" });
    expect(await own.tablesHolding("guest-119")).toEqual([]);
    await runMatch(own.system(), { run_id: runId });
    const run = await getMatchRun(ctx, { event_id: eventId, run_id: runId });
    expect(run).toMatchObject({ status: "finished", progress: 1, error_code: null });
    const again = await makeEvent(partner);
    const atOnce = await matchNow(caller(partner), { ...input, event_id: again });
    expect(run.result).toEqual({ ...atOnce, event_id: eventId, run_id: runId });
    const chargesOf = () => own.prisma.apiCall.findMany({ where: { partnerId: partner.partnerId } });
    const charge = expect.objectContaining({
      requestId: run.charge_request_id,
      units: atOnce.billable_units,
      billable: true,
      endpoint: "/v1/events/match",
    });
    expect(await chargesOf()).toEqual([charge]);
    expect((await own.prisma.matchRun.findUniqueOrThrow({ where: { id: runId } })).sealedInput).toBeNull();
    expect((await own.prisma.event.findUniqueOrThrow({ where: { id: eventId } })).status).toBe("matched");
    await runMatch(own.system(), { run_id: runId });
    expect(await chargesOf()).toEqual([charge]);
  });

  it("runs as one for more than 500 attendees", async () => {
    const partner = await makePartner({}, own.database);
    await queue(caller(partner), ask(await makeEvent(partner), 501));
  });

  it("begins again after its thread died, stores nothing by halves, and gives up in the end", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const ctx = caller(partner, { prefersLater: true });
    const runId = await queue(ctx, ask(eventId, 20));
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      await expect(runMatch(own.system(), { run_id: runId }, { start: dies })).rejects.toMatchObject({
        code: "interrupted",
      });
      expect(await getMatchRun(ctx, { event_id: eventId, run_id: runId })).toMatchObject({
        status: "running",
        result: null,
      });
    }
    expect(await own.prisma.matchPair.count({ where: { runId } })).toBe(0);
    await runMatch(own.system(), { run_id: runId }, { start: dies });
    expect(await getMatchRun(ctx, { event_id: eventId, run_id: runId })).toMatchObject({
      status: "failed",
      error_code: "matching_interrupted",
    });
    const second = await queue(ctx, ask(eventId, 20));
    await expect(runMatch(own.system(), { run_id: second }, { start: dies })).rejects.toThrow();
    await runMatch(own.system(), { run_id: second });
    expect(await getMatchRun(ctx, { event_id: eventId, run_id: second })).toMatchObject({
      status: "finished",
    });
  });

  it("gives up a run that works too long, which is not begun again", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const ctx = caller(partner, { prefersLater: true });
    const runId = await queue(ctx, ask(eventId, 20));
    await runMatch(own.system(), { run_id: runId }, { start: hangs, longestMs: 0 });
    expect(await getMatchRun(ctx, { event_id: eventId, run_id: runId })).toMatchObject({
      status: "failed",
      error_code: "matching_too_long",
    });
  });

  it("lets the first run of a partner go before the second of another", async () => {
    const [busy, other] = [await makePartner({}, own.database), await makePartner({}, own.database)];
    const queued: string[] = [];
    for (const partner of [busy, busy, busy, other])
      queued.push(await queue(caller(partner, { prefersLater: true }), ask(await makeEvent(partner), 20)));
    const jobs = await own.prisma.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key LIKE ${`${RUN_MATCH_JOB}:%`} ORDER BY priority, id`;
    const order = jobs.flatMap(({ key }) => {
      const at = queued.indexOf(key.slice(RUN_MATCH_JOB.length + 1));
      return at === -1 ? [] : [at];
    });
    expect(order).toEqual([0, 3, 1, 2]);
  });

  it("leaves the run to the process that took it up last", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const ctx = caller(partner, { prefersLater: true });
    const runId = await queue(ctx, ask(eventId, 20));
    await Promise.all([runMatch(own.system(), { run_id: runId }), runMatch(own.system(), { run_id: runId })]);
    expect(await getMatchRun(ctx, { event_id: eventId, run_id: runId })).toMatchObject({
      status: "finished",
    });
    expect(await own.prisma.apiCall.count({ where: { partnerId: partner.partnerId } })).toBe(1);
    expect(
      await own.prisma.partnerEvent.count({ where: { partnerId: partner.partnerId, type: "event.matched" } }),
    ).toBe(1);
  });

  it.each([
    ["its event is cancelled", "event_closed"],
    ["it is cancelled itself", "cancelled_by_request"],
  ])("ends clearly and stores nothing when %s while it works", async (_when, code) => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const ctx = caller(partner, { prefersLater: true });
    const runId = await queue(ctx, ask(eventId, 20));
    const path = { event_id: eventId, run_id: runId };
    const running = runMatch(own.system(), { run_id: runId }, { start: hangs });
    await expect.poll(async () => (await getMatchRun(ctx, path)).status).toBe("running");
    if (code === "event_closed")
      await own.prisma.event.update({ where: { id: eventId }, data: { status: "cancelled" } });
    else await cancelMatchRun(ctx, path);
    await running;
    expect(await getMatchRun(ctx, path)).toMatchObject({
      status: "cancelled",
      error_code: code,
      result: null,
    });
    expect(await own.prisma.matchPair.count({ where: { runId } })).toBe(0);
    expect(await own.prisma.apiCall.count({ where: { partnerId: partner.partnerId } })).toBe(0);
  });

  it("can be cancelled again without effect, but not once it has finished", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const ctx = caller(partner, { prefersLater: true });
    const path = { event_id: eventId, run_id: await queue(ctx, ask(eventId, 20)) };
    expect(await cancelMatchRun(ctx, path)).toMatchObject({ status: "cancelled" });
    expect(await cancelMatchRun(ctx, path)).toMatchObject({ status: "cancelled" });
    await runMatch(own.system(), path);
    expect(await getMatchRun(ctx, path)).toMatchObject({ status: "cancelled" });
    const { run_id } = await matchNow(caller(partner), ask(eventId, 20));
    await expect(cancelMatchRun(ctx, { event_id: eventId, run_id })).rejects.toMatchObject({
      code: "run_ended",
    });
  });
});

describe("what is kept of matches", () => {
  it("forgets replaced runs after 30 days and an event's last one 90 days after its end", async () => {
    const partner = await makePartner({}, own.database);
    const long = new Date(Date.now() - 200 * DAY_MS);
    const [past, coming] = [
      await makeEvent(partner, { startsAt: long, endsAt: new Date(long.getTime() + 1) }),
      await makeEvent(partner),
    ];
    const old = caller(partner, { now: new Date(Date.now() - 40 * DAY_MS) });
    const gone = [(await matchNow(old, ask(past, 6))).run_id, (await matchNow(old, ask(coming, 6))).run_id];
    const kept = (await matchNow(caller(partner), ask(coming, 6))).run_id;
    await removeOldRuns(own.system());
    const left = await own.prisma.matchRun.findMany({ where: { id: { in: [...gone, kept] } } });
    expect(left.map(({ id }) => id)).toEqual([kept]);
  });

  it("exports a guest's pairs without the other's id, and erases them", async () => {
    const partner = await makePartner({}, own.database);
    const eventId = await makeEvent(partner);
    const email = `guest-${newId()}@example.com`;
    const now = new Date();
    await own.prisma.eventAttendee.create({
      data: {
        id: newId(),
        eventId,
        partnerId: partner.partnerId,
        mode: "live",
        pool: "api",
        externalId: "guest-0",
        email,
        createdAt: now,
        updatedAt: now,
      },
    });
    const { run_id, total_matches } = await matchNow(caller(partner), ask(eventId, 6, { threshold: 0 }));
    const person = { userId: null, profileId: null, email };
    const rows: string[] = [];
    for await (const { json } of pairingPrivacy.exportPerson(own.prisma, person)) rows.push(json);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.join()).not.toContain("guest-");
    const [line] = await own.prisma.$transaction((tx) =>
      pairingPrivacy.erasePerson(own.system(), tx, person),
    );
    expect(line).toMatchObject({ subject: "match_pairs", erasedRows: rows.length });
    expect(await own.prisma.matchPair.count({ where: { runId: run_id } })).toBe(total_matches - rows.length);
  });
});
