import { Agent } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { call, makePartner, type TestPartner, until } from "@/test/product";
import { type FaultyLine, layFaultyLine } from "./faulty-line";
import {
  attempt,
  batchCall,
  calculateCall,
  type Installation,
  type Instance,
  keepCalling,
  makeInstallation,
  type Outcome,
  requestIdOf,
  rowsByName,
} from "./installation";

const IN_FLIGHT = 8;
/** A statement may run 15 s, and a call may have to wait for two; whoever waits longer has given up. */
const BOUND_MS = 20_000;
/** How long the database stays away, at least. */
const AWAY_MS = 3_000;

let installation: Installation;
let line: FaultyLine;
let instance: Instance;
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  installation = await makeInstallation();
  line = await layFaultyLine(installation.databasePort);
  const url = new URL(installation.databaseUrl);
  url.port = String(line.port);
  instance = await installation.start({ DATABASE_URL: url.href });
});
afterAll(async () => {
  agent.destroy();
  await installation.remove();
  await line.close();
});

const health = async (path: string) => (await call(instance, "GET", path)).status;
const withStatus = (outcomes: Outcome[], status: number) =>
  outcomes.filter(({ reply }) => reply?.status === status);

/** A refusal for want of a database says so, when to come again, and that nothing was charged. */
function expectClearRefusal({ name, reply }: Outcome): void {
  expect(reply?.headers.get("content-type"), name).toBe("application/problem+json");
  const problem = JSON.parse(reply?.text ?? "{}");
  expect(problem, name).toMatchObject({ status: 503, request_id: reply?.headers.get("request-id") });
  expect(["database_unavailable", "usage_unavailable"], reply?.text).toContain(problem.code);
  expect(PROBLEM_CODES.map(({ code }) => code)).toContain(problem.code);
  expect(Number(reply?.headers.get("retry-after")), name).toBeGreaterThanOrEqual(1);
}

const LOSSES: [name: string, lose: () => Promise<void>, restore: () => Promise<void>][] = [
  ["refuses connections", async () => line.set("refuses"), async () => line.set("carries")],
  ["hangs without a word", async () => line.set("hangs"), async () => line.set("carries")],
  [
    "is stopped and started again",
    () => installation.stopDatabase(),
    async () => {
      await installation.startDatabase();
      line.lead(installation.databasePort);
    },
  ],
];

describe.each(LOSSES)("a database that %s", (_name, lose, restore) => {
  let partner: TestPartner;

  beforeEach(async () => {
    partner = await makePartner({}, installation.database);
  });

  it("costs 503s for as long as it is away, and neither a restart, nor a row, nor a cent", async () => {
    const prefix = `loss-${partner.partnerId}`;
    const load = keepCalling(IN_FLIGHT, (count) => {
      const one = count % 4 !== 0;
      const sent = one ? calculateCall(partner.liveKey) : batchCall(partner.liveKey, 3);
      return attempt(instance, `${prefix}-${one ? "one" : "batch"}-${count}`, sent, agent);
    });
    const { outcomes } = load;
    await until(async () => withStatus(outcomes, 200).length >= 50);

    const lostMs = performance.now();
    await lose();
    // Not ready, so that a load balancer looks elsewhere; but live, because a restart would mend nothing.
    await until(async () => (await health("/health/ready")) === 503);
    expect(await health("/health")).toBe(503);
    expect(await health("/health/live")).toBe(200);
    const before = withStatus(outcomes, 503).length;
    const refusals = () => withStatus(outcomes, 503).length - before;
    await until(async () => refusals() >= 3 * IN_FLIGHT && performance.now() - lostMs >= AWAY_MS, 60_000);
    // What is wrong with a call is told without a database.
    const unknown = await call(instance, "GET", "/v1/nothing");
    expect(unknown).toMatchObject({ status: 404, body: { code: "unknown_route" } });

    await restore();
    await until(async () => (await health("/health/ready")) === 200, 30_000);
    const recovered = withStatus(outcomes, 200).length;
    await until(async () => withStatus(outcomes, 200).length >= recovered + 50, 30_000);
    await load.stop();

    for (const outcome of outcomes) {
      expect(outcome.fault, outcome.name).toBeUndefined();
      expect(outcome.endedMs - outcome.startedMs, outcome.name).toBeLessThan(BOUND_MS);
      if (outcome.reply?.status !== 200) expectClearRefusal(outcome);
    }

    // Rows of refused calls are written once the database is back; what was in doubt is put right then.
    const answered = withStatus(outcomes, 200);
    const refused = withStatus(outcomes, 503);
    const known = async () => rowsByName(installation.database, partner.partnerId);
    await until(async () => {
      const rows = await known();
      const billed = [...rows.values()].flat().filter((row) => row.billable);
      return billed.length === answered.length;
    }).catch(() => undefined);
    const rows = await known();
    for (const { name, reply } of answered) {
      const units = name.includes("-batch-") ? 3 : 1;
      const own = rows.get(name)?.map((row) => [row.request_id, row.status, row.units, row.billable]);
      expect(own, name).toEqual([[reply === undefined ? "" : requestIdOf(reply), 200, units, true]]);
    }
    for (const { name } of refused) {
      const own = rows.get(name) ?? [];
      expect(own.length, name).toBeLessThanOrEqual(1);
      for (const row of own) expect(row, name).toMatchObject({ status: 503, units: 0, billable: false });
    }
    expect([...rows.keys()].length).toBeLessThanOrEqual(outcomes.length);
  }, 120_000);

  it("delays jobs until it is back, and loses none", async () => {
    await until(async () => (await health("/health/ready")) === 200, 30_000);
    await lose();
    await until(async () => (await health("/health/ready")) === 503);
    await restore();
    // Signing up adds a job: the mail whose sending gives the verification its token.
    const { partnerId } = await makePartner({ active: false }, installation.database);
    await until(async () => {
      const where = { partnerId, tokenHash: { not: null } };
      return (await installation.database.prisma.emailVerification.count({ where })) === 1;
    }, 60_000);
  }, 120_000);

  it("bills a call with an Idempotency-Key once, however often it was refused before it succeeded", async () => {
    await until(async () => (await health("/health/ready")) === 200, 30_000);
    const keys = Array.from({ length: 40 }, (_, index) => `retried-${partner.partnerId}-${index}`);
    const send = (key: string) =>
      attempt(instance, key, calculateCall(partner.liveKey, { "Idempotency-Key": key }), agent);
    const answers = new Map<string, Set<string>>();
    const first = Promise.all(keys.map(send));
    await lose();
    const outcomes = await first;
    await restore();
    await until(async () => (await health("/health/ready")) === 200, 30_000);
    // A minute passes: what was cut off no longer holds its key.
    await installation.database.pool.query(
      "UPDATE idempotency_records SET locked_until = now() - interval '1 second' WHERE status IS NULL",
    );
    for (const { name, reply } of outcomes)
      answers.set(name, new Set(reply?.status === 200 ? [reply.text] : []));
    await Promise.all(
      keys.map((key) =>
        until(async () => {
          const { reply } = await send(key);
          if (reply?.status !== 200) return false;
          answers.get(key)?.add(reply.text);
          return true;
        }, 30_000),
      ),
    );
    const rows = await rowsByName(installation.database, partner.partnerId);
    for (const key of keys) {
      const [reply, ...others] = answers.get(key) ?? [];
      expect(others, key).toEqual([]);
      const billed = rows.get(key)?.filter((row) => row.billable);
      expect(
        billed?.map((row) => [row.request_id, row.units]),
        key,
      ).toEqual([[JSON.parse(reply ?? "{}").request_id, 1]]);
    }
  }, 120_000);
});
