import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateContract } from "@/lib/partners/partners/update-contract";
import { makeKey } from "@/test/partner-state";
import { call, makePartner, operatorContext, type TestPartner, until } from "@/test/product";
import {
  attempt,
  calculateCall,
  type Installation,
  type Instance,
  keepCalling,
  makeInstallation,
  type Outcome,
} from "./installation";

const WITHIN_MS = 1_000;
/** Enough that every process of both instances keeps the credential it has just looked up. */
const LANES = 3;

let installation: Installation;
let instances: [Instance, Instance];

beforeAll(async () => {
  installation = await makeInstallation();
  instances = await Promise.all([
    installation.start({ WEB_PROCESSES: "2" }),
    installation.start({ WEB_PROCESSES: "2" }),
  ]);
});
afterAll(() => installation.remove());

type Key = { id: string; key: string };

interface Change {
  name: string;
  /** Done through the first instance, or by an operator. */
  make(partner: TestPartner, key: Key): Promise<void>;
  status: number;
  code: string;
}

async function admin(method: string, partner: TestPartner, path: string, body?: unknown): Promise<void> {
  const reply = await call(instances[0], method, `/v1/partners/${partner.partnerId}/api-keys/${path}`, {
    key: partner.liveKey,
    ...(body === undefined ? {} : { body }),
  });
  expect([200, 201, 204]).toContain(reply.status);
}

async function operate(
  partner: TestPartner,
  change: { suspended?: boolean; subscription_status?: "cancelled" },
) {
  const { database } = installation;
  await updateContract(operatorContext(database), { partner_id: partner.partnerId, ...change });
}

const CHANGES: Change[] = [
  {
    name: "a key is revoked",
    make: (partner, key) => admin("DELETE", partner, key.id),
    status: 401,
    code: "revoked_key",
  },
  {
    name: "a key is rotated without overlap",
    make: (partner, key) => admin("POST", partner, `${key.id}/rotate`, { overlap_seconds: 0 }),
    status: 401,
    code: "expired_key",
  },
  {
    name: "a key loses its scope",
    make: (partner, key) => admin("PATCH", partner, key.id, { scopes: ["usage:read"] }),
    status: 403,
    code: "insufficient_scope",
  },
  {
    name: "a key is confined to other addresses",
    make: (partner, key) => admin("PATCH", partner, key.id, { ip_allowlist: ["203.0.113.0/24"] }),
    status: 403,
    code: "ip_not_allowed",
  },
  {
    name: "an operator suspends the partner",
    make: (partner) => operate(partner, { suspended: true }),
    status: 403,
    code: "partner_suspended",
  },
  {
    name: "the subscription ends",
    make: (partner) => operate(partner, { subscription_status: "cancelled" }),
    status: 402,
    code: "subscription_inactive",
  },
];

/** Calls both instances all the time, each call on a connection of its own, so that it may reach any process. */
function callBoth(key: string, name: string) {
  return instances.map((instance, index) =>
    keepCalling(LANES, (count) => attempt(instance, `${name}-${index}-${count}`, calculateCall(key))),
  );
}

const withStatus = (outcomes: Outcome[], status: number) =>
  outcomes.filter(({ reply }) => reply?.status === status);

describe("within a second, in every process of every instance,", () => {
  it.each(CHANGES.map((change) => [change.name, change] as const))(
    "no call is accepted once %s",
    async (name, { make, status, code }) => {
      const partner = await makePartner({}, installation.database);
      const key = await makeKey(partner, { scopes: ["compatibility:calculate"] }, installation.database);
      const loads = callBoth(key.key, name.replaceAll(" ", "-"));
      await until(async () => loads.every((load) => withStatus(load.outcomes, 200).length >= 30));

      await make(partner, key);
      const changedMs = performance.now();
      // Well past the second, so that a process that learns of it late is caught.
      await until(
        async () =>
          performance.now() - changedMs > 2 * WITHIN_MS &&
          loads.every((load) => withStatus(load.outcomes, status).length >= 30),
      );
      await Promise.all(loads.map((load) => load.stop()));

      for (const { outcomes } of loads) {
        const lateMs = withStatus(outcomes, 200).map(({ endedMs }) => endedMs - changedMs);
        expect(Math.max(...lateMs)).toBeLessThan(WITHIN_MS);
        const refused = outcomes.filter(({ reply }) => reply?.status !== 200);
        for (const { reply, fault } of refused) {
          expect(fault).toBeUndefined();
          // So many refusals in a row are refused in their turn, which accepts no call either.
          if (reply?.status === 429) continue;
          expect(JSON.parse(reply?.text ?? "{}")).toMatchObject({ status, code });
        }
      }
    },
  );

  it("no call is accepted by a process that had no reason to look again", async () => {
    const partner = await makePartner({}, installation.database);
    const key = await makeKey(partner, {}, installation.database);
    const burst = (name: string) =>
      Promise.all(
        instances.flatMap((instance) =>
          Array.from({ length: 16 }, () => attempt(instance, name, calculateCall(key.key))),
        ),
      );
    // Every process has looked the key up a moment before it is revoked, and is not called until the second is over.
    expect(withStatus(await burst("before"), 200)).toHaveLength(32);
    await admin("DELETE", partner, key.id);
    const revokedMs = performance.now();
    await until(async () => performance.now() - revokedMs >= WITHIN_MS);
    expect(withStatus(await burst("after"), 401)).toHaveLength(32);
  });

  it("calls are accepted again once a suspension is lifted", async () => {
    const partner = await makePartner({}, installation.database);
    await operate(partner, { suspended: true });
    const loads = callBoth(partner.liveKey, "resumed");
    await until(async () => loads.every((load) => withStatus(load.outcomes, 403).length >= 30));
    await operate(partner, { suspended: false });
    const changedMs = performance.now();
    await until(async () => loads.every((load) => withStatus(load.outcomes, 200).length >= 30));
    await Promise.all(loads.map((load) => load.stop()));
    for (const { outcomes } of loads) {
      const lateMs = withStatus(outcomes, 403).map(({ endedMs }) => endedMs - changedMs);
      expect(Math.max(...lateMs)).toBeLessThan(WITHIN_MS);
    }
  });

  it("a new key is accepted although it was refused a moment ago, and the old one for as long as they overlap", async () => {
    const partner = await makePartner({}, installation.database);
    const old = await makeKey(partner, {}, installation.database);
    const rotated = await call(
      instances[0],
      "POST",
      `/v1/partners/${partner.partnerId}/api-keys/${old.id}/rotate`,
      { key: partner.liveKey, body: { overlap_seconds: 3_600 } },
    );
    for (const instance of instances) {
      for (const key of [rotated.body.key, old.key]) {
        const { reply } = await attempt(instance, "overlap", calculateCall(key));
        expect(reply?.status, reply?.text).toBe(200);
      }
    }
  });
});
