import { afterAll, beforeAll, expect, it } from "vitest";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { makePartner, until } from "@/test/product";
import { attempt, type Installation, makeInstallation } from "./installation";

const GUESTS = 1_500;
const STORED = 2_000;

let installation: Installation;

beforeAll(async () => {
  installation = await makeInstallation();
});
afterAll(() => installation.remove());

it("finishes the matching of 1,500 guests once, with nothing half-stored, when all processes are killed while it stores", async () => {
  const { database } = installation;
  const partner = await makePartner({}, database);
  const eventId = await makeEvent(database, partner);
  const first = await installation.start();

  // Pairs cannot be written while this is held, so the kill comes in the middle of storing them.
  const holder = await database.pool.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE match_pairs IN SHARE MODE");
  const call = await attempt(first, "match", {
    method: "POST",
    path: "/v1/events/match",
    headers: { "Content-Type": "application/json", "X-API-Key": partner.liveKey },
    text: JSON.stringify({
      event_id: eventId,
      threshold_percentile: 90,
      limit: STORED,
      attendee_traits: correlatedCrowd(GUESTS, 3).map((traits, i) => ({ id: `guest-${i}`, traits })),
    }),
  });
  expect(call.reply?.status, call.reply?.text).toBe(202);
  const blocked = async () => {
    const { rows } = await database.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE wait_event_type = 'Lock' AND query ILIKE '%INSERT INTO match_pairs%'`,
    );
    return rows[0]?.waiting === 1;
  };
  await until(blocked, 60_000);
  const killed = first.killNine();
  // A process that was killed is gone at once; what its connection still does is rolled back.
  await until(async () => isGone(first.pid), 10_000);
  await holder.query("ROLLBACK");
  holder.release();
  await killed;

  const { prisma } = database;
  const where = { eventId, partnerId: partner.partnerId };
  expect(await prisma.matchRun.findFirst({ where })).toMatchObject({
    status: "running",
    attempts: 1,
    summary: null,
  });
  expect(await prisma.matchPair.count({ where: { run: where } })).toBe(0);
  const charges = () => prisma.apiCall.count({ where: { partnerId: partner.partnerId, units: { gt: 0 } } });
  expect(await charges()).toBe(0);

  const second = await installation.start();
  await until(async () => (await prisma.matchRun.findFirst({ where }))?.status === "finished", 60_000);
  const run = await prisma.matchRun.findFirst({ where });
  expect(run).toMatchObject({ attempts: 2, progress: 1, sealedInput: null, errorCode: null });
  expect(run?.billableUnits).toBe((GUESTS * (GUESTS - 1)) / 2);
  const ranks = await prisma.matchPair.aggregate({
    where: { run: where },
    _count: true,
    _max: { rank: true },
  });
  expect(ranks).toMatchObject({ _count: STORED, _max: { rank: STORED } });
  expect(await charges()).toBe(1);
  const audited = { partnerId: partner.partnerId, action: "event.matched" };
  expect(await prisma.auditEvent.count({ where: audited })).toBe(1);
  await second.terminate();
}, 240_000);

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
