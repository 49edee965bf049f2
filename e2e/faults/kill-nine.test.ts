import { afterAll, beforeAll, expect, it } from "vitest";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { makePartner, operatorContext, type TestPartner, until } from "@/test/product";
import {
  attempt,
  batchCall,
  calculateCall,
  type Installation,
  keepCalling,
  makeInstallation,
  type Outcome,
  requestIdOf,
  rowsByName,
} from "./installation";

const IN_FLIGHT = 32;
const KILLS = 3;

let installation: Installation;

beforeAll(async () => {
  installation = await makeInstallation();
});
afterAll(() => installation.remove());

const succeeded = (outcomes: Outcome[]) => outcomes.filter(({ reply }) => reply?.status === 200);

async function sums(partner: TestPartner) {
  const { pool } = installation.database;
  const hours = await pool.query(
    `SELECT sum(calls)::int AS calls, sum(errors)::int AS errors, sum(units)::int AS units,
       sum(billable_units)::int AS billable_units FROM usage_hours WHERE partner_id = $1`,
    [partner.partnerId],
  );
  const calls = await pool.query(
    `SELECT count(*)::int AS calls, (count(*) FILTER (WHERE status >= 400))::int AS errors, sum(units)::int AS units,
       coalesce(sum(units) FILTER (WHERE billable), 0)::int AS billable_units FROM api_calls WHERE partner_id = $1`,
    [partner.partnerId],
  );
  return { hours: hours.rows[0], calls: calls.rows[0] };
}

it("bills every call that was answered exactly once, whenever all processes are killed", async () => {
  const { database } = installation;
  const partner = await makePartner({}, database);
  const outcomes: Outcome[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const instance = await installation.start();
    const load = keepCalling(IN_FLIGHT, async (count) => {
      // Every third is a batch of two good pairs and a bad one.
      const call = count % 3 === 0 ? batchCall(partner.liveKey, 2) : calculateCall(partner.liveKey);
      const kind = count % 3 === 0 ? "batch" : "one";
      const outcome = await attempt(instance, `kill-${kill}-${kind}-${count}`, call);
      return outcome.fault === "ECONNREFUSED" ? null : outcome;
    });
    await until(async () => succeeded(load.outcomes).length >= 300, 30_000);
    await instance.killNine();
    await load.ended;
    outcomes.push(...load.outcomes);
  }

  const rows = await rowsByName(database, partner.partnerId);
  const unitsOf = (name: string) => (name.includes("-batch-") ? 2 : 1);
  for (const { name, reply } of outcomes) {
    const own = rows.get(name) ?? [];
    if (reply === undefined) {
      // Nobody was told: it may have been counted or not, but never twice.
      expect(own.length, name).toBeLessThanOrEqual(1);
    } else {
      expect(reply.status, reply.text).toBe(200);
      expect(
        own.map((row) => row.request_id),
        name,
      ).toEqual([requestIdOf(reply)]);
      expect(own[0], name).toMatchObject({ status: 200, billable: true, units: unitsOf(name) });
    }
  }
  const unanswered = outcomes.filter(({ reply }) => reply === undefined);
  expect(unanswered.length, "the kills came while calls were in flight").toBeGreaterThan(KILLS);
  expect(new Set(rows.keys()).size).toBeLessThanOrEqual(outcomes.length);

  const ctx = operatorContext(database);
  await rollupUsage(ctx);
  const once = await sums(partner);
  expect(once.hours).toEqual(once.calls);
  const answeredUnits = succeeded(outcomes).reduce((sum, { name }) => sum + unitsOf(name), 0);
  const unansweredUnits = unanswered.reduce((sum, { name }) => sum + unitsOf(name), 0);
  expect(once.calls.billable_units).toBeGreaterThanOrEqual(answeredUnits);
  expect(once.calls.billable_units).toBeLessThanOrEqual(answeredUnits + unansweredUnits);
  await rollupUsage(ctx);
  expect((await sums(partner)).hours).toEqual(once.hours);

  // The instance that comes next tells the partner the same.
  const next = await installation.start();
  const usage = await attempt(next, "usage", {
    method: "GET",
    path: "/v1/usage",
    headers: { "X-API-Key": partner.liveKey },
  });
  expect(JSON.parse(usage.reply?.text ?? "{}").total).toMatchObject({
    billable_units: once.calls.billable_units,
    units: once.calls.units,
  });
  await next.killNine();
}, 300_000);

it("carries out each Idempotency-Key once and gives it one reply, however often all processes are killed", async () => {
  const { database } = installation;
  const partner = await makePartner({}, database);
  const keys = Array.from({ length: 240 }, (_, index) => {
    const kind = index % 6 === 0 ? "key" : index % 3 === 0 ? "batch" : "one";
    return `idempotent-${kind}-${index}`;
  });
  const callOf = (key: string) => {
    const headers = { "Idempotency-Key": key };
    if (key.includes("-batch-")) return batchCall(partner.liveKey, 2, headers);
    if (key.includes("-one-")) return calculateCall(partner.liveKey, headers);
    return {
      method: "POST",
      path: `/v1/partners/${partner.partnerId}/api-keys`,
      text: JSON.stringify({ name: key }),
      headers: { "Content-Type": "application/json", "X-API-Key": partner.liveKey, ...headers },
    };
  };
  const done = ({ reply }: Outcome) => reply?.status === 200 || reply?.status === 201;

  /** What each key was answered, over all the times it was sent. */
  const answers = new Map<string, Set<string>>(keys.map((key) => [key, new Set()]));
  const note = (outcome: Outcome) => {
    if (done(outcome)) answers.get(outcome.name)?.add(outcome.reply?.text ?? "");
  };

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const instance = await installation.start();
    // All keys again each time: those that were answered, those that were not, and those not sent yet.
    const load = keepCalling(IN_FLIGHT, async (count) => {
      const key = keys[(count * 7) % keys.length] ?? "";
      const outcome = await attempt(instance, key, callOf(key));
      return outcome.fault === "ECONNREFUSED" ? null : outcome;
    });
    await until(async () => load.outcomes.filter(done).length >= 60 * kill, 30_000);
    await instance.killNine();
    await load.ended;
    load.outcomes.forEach(note);
    for (const { reply } of load.outcomes) {
      // A busy machine may also say 503, that nothing was done: the same key is then sent again.
      if (reply !== undefined) expect([200, 201, 409, 503], reply.text).toContain(reply.status);
    }
    // A minute passes: what was running when the processes died no longer holds its key.
    await database.pool.query(
      "UPDATE idempotency_records SET locked_until = now() - interval '1 second' WHERE status IS NULL",
    );
  }

  const instance = await installation.start();
  await Promise.all(
    keys.map((key) =>
      until(async () => {
        const outcome = await attempt(instance, key, callOf(key));
        note(outcome);
        return done(outcome);
      }, 30_000),
    ),
  );
  await instance.terminate();

  for (const [key, replies] of answers) expect(replies.size, key).toBe(1);
  const rows = await rowsByName(database, partner.partnerId);
  const made = await database.prisma.apiKey.groupBy({
    by: ["name"],
    where: { partnerId: partner.partnerId, name: { startsWith: "idempotent-" } },
    _count: true,
  });
  for (const key of keys) {
    const [reply] = answers.get(key) ?? [];
    const billed = (rows.get(key) ?? []).filter((row) => row.units > 0 || row.billable);
    if (key.includes("-key-")) {
      expect(billed, key).toEqual([]);
      expect(made.find(({ name }) => name === key)?._count, key).toBe(1);
    } else {
      expect(
        billed.map((row) => [row.request_id, row.units, row.billable]),
        key,
      ).toEqual([[JSON.parse(reply ?? "{}").request_id, key.includes("-batch-") ? 2 : 1, true]]);
    }
  }
}, 300_000);
