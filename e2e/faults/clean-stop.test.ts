import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makePartner, until } from "@/test/product";
import {
  attempt,
  batchCall,
  calculateCall,
  type Installation,
  keepCalling,
  makeInstallation,
  requestIdOf,
  rowsByName,
} from "./installation";

const IN_FLIGHT = 32;
/** Whoever deploys waits this long for the old one to go; what runs needs milliseconds. */
const STOP_MS = 10_000;

let installation: Installation;

beforeAll(async () => {
  installation = await makeInstallation();
});
afterAll(() => installation.remove());

it.each([
  ["connections that are kept", true],
  ["a connection for each call", false],
])(
  "cuts no call off and loses no row when told to stop under load, with %s",
  async (_how, keepAlive) => {
    const { database } = installation;
    const partner = await makePartner({}, database);
    const instance = await installation.start();
    const agent = new Agent({ keepAlive });
    const load = keepCalling(IN_FLIGHT, async (count) => {
      const one = count % 3 !== 0;
      const sent = one ? calculateCall(partner.liveKey) : batchCall(partner.liveKey, 2);
      const outcome = await attempt(
        instance,
        `stop-${keepAlive}-${one ? "one" : "batch"}-${count}`,
        sent,
        agent,
      );
      // Nobody listens any more: this call was never begun, and neither will be the next.
      return outcome.fault === "ECONNREFUSED" ? null : outcome;
    });
    await until(async () => load.outcomes.length >= 300, 30_000);

    const toldMs = performance.now();
    const code = await instance.terminate();
    const tookMs = performance.now() - toldMs;
    await load.ended;
    agent.destroy();

    expect(code).toBe(0);
    const rows = await rowsByName(database, partner.partnerId);
    for (const { name, reply, fault } of load.outcomes) {
      const own = rows.get(name) ?? [];
      if (reply === undefined) {
        // A connection may close at the moment a call is put on it; then nothing of that call may have been done.
        expect(own, `${name} was carried out, and its reply lost (${fault})`).toEqual([]);
        continue;
      }
      expect([200, 503], reply.text).toContain(reply.status);
      if (reply.status !== 200) continue;
      const units = name.includes("-batch-") ? 2 : 1;
      expect(
        own.map((row) => [row.request_id, row.units, row.billable]),
        name,
      ).toEqual([[requestIdOf(reply), units, true]]);
    }
    expect([...rows.keys()].length).toBeLessThanOrEqual(load.outcomes.length);
    expect(tookMs).toBeLessThan(STOP_MS);
  },
  120_000,
);

it("waits for a call whose body is still on its way", async () => {
  const { database } = installation;
  const partner = await makePartner({}, database);
  const instance = await installation.start({ WEB_PROCESSES: "1" });
  const call = calculateCall(partner.liveKey);
  const { hostname, port } = new URL(instance.url);
  const sent = request({
    hostname,
    port,
    method: call.method,
    path: `/api${call.path}`,
    headers: { ...call.headers },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
  });
  // Looked at below; until then a failure is nobody's.
  status.catch(() => undefined);
  const half = (call.text ?? "").length / 2;
  sent.write(call.text?.slice(0, half));
  // The first half has arrived once a later call on another connection is answered.
  expect((await attempt(instance, "meanwhile", call)).reply?.status).toBe(200);

  const ended = instance.terminate();
  await until(async () => (await attempt(instance, "too late", call)).fault === "ECONNREFUSED");
  sent.end(call.text?.slice(half));
  expect(await status).toBe(200);
  expect(await ended).toBe(0);
});

it("stops at once when nobody calls", async () => {
  const instance = await installation.start();
  const toldMs = performance.now();
  expect(await instance.terminate()).toBe(0);
  expect(performance.now() - toldMs).toBeLessThan(STOP_MS);
});
