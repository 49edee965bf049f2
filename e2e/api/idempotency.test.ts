import { describe, expect, inject, it } from "vitest";
import type { Endpoint } from "@/lib/api/endpoint";
import { newId } from "@/lib/platform/ids";
import { ENDPOINTS } from "@/lib/registry";
import { type GoodCall, goodCall, goodCaller, heldThrough, named } from "@/test/endpoint-cases";
import { callFrom, freshAddress, type RawAnswer } from "@/test/loopback";
import { makeKey } from "@/test/partner-state";
import { closeProductDatabase, makePartner, productDatabase, type TestPartner } from "@/test/product";
import { billedUnits, recordedCalls } from "@/test/recorded-calls";

closeProductDatabase();

const mounts = inject("mounts");
const idempotent = ENDPOINTS.filter((endpoint) => endpoint.idempotent === true);
const withBody = idempotent.filter((endpoint) => endpoint.body !== undefined);

type Send = (call: GoodCall, idempotencyKey: string, through?: number) => Promise<RawAnswer>;

/** How one holder calls an endpoint: with its key, or, where none is asked for, from an address of its own. */
async function holder(
  endpoint: Endpoint,
  partner: TestPartner,
  mountIndex: number,
  key = partner.liveKey,
): Promise<Send> {
  const { headers: who, ...caller } =
    endpoint.auth === "partner" ? { key, headers: {} } : await goodCaller(endpoint, partner);
  return ({ path, body }, idempotencyKey, through = mountIndex) => {
    const mount = mounts[through % mounts.length];
    if (mount === undefined) throw new Error("no mount");
    const headers = { ...who, "Idempotency-Key": idempotencyKey };
    return callFrom(mount, endpoint.method, path, { ...caller, body, headers });
  };
}

const isReplay = (answer: RawAnswer) => answer.headers.get("idempotent-replayed") === "true";

describe.each(mounts.map((mount, index) => ({ ...mount, index })))("through $name", ({ index, name }) => {
  describe.each(named(heldThrough({ name }, idempotent)))("%s", (_name, endpoint) => {
    it("replays status and body to a retry, and neither runs nor bills it again", async () => {
      const partner = await makePartner();
      const send = await holder(endpoint, partner, index);
      const good = await goodCall(endpoint, partner);
      const key = newId();
      const first = await send(good, key);
      expect(first.status).toBe(endpoint.status);
      expect(isReplay(first)).toBe(false);
      const billed = await billedUnits(partner);
      const before = await stateOf(partner, good);
      for (const through of [index, index + 1]) {
        const again = await send(good, key, through);
        expect([again.status, again.text]).toEqual([first.status, first.text]);
        expect(isReplay(again)).toBe(true);
        expect(again.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
        expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
      }
      expect(await billedUnits(partner)).toBe(billed);
      expect(await stateOf(partner, good)).toEqual(before);
    });

    it("runs one of many simultaneous calls, through either mount, and runs it once", async () => {
      const partner = await makePartner();
      const send = await holder(endpoint, partner, index);
      const good = await goodCall(endpoint, partner);
      const before = await stateOf(partner, good);
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 12 }, (_, through) => send(good, key, through)));
      const ran = answers.filter((answer) => answer.status === endpoint.status && !isReplay(answer));
      expect(ran).toHaveLength(1);
      for (const answer of answers.filter((other) => other !== ran[0])) {
        if (isReplay(answer)) expect([answer.status, answer.text]).toEqual([endpoint.status, ran[0]?.text]);
        else expect([answer.status, answer.body.code]).toEqual([409, "idempotency_in_progress"]);
      }
      expect(changesBetween(before, await stateOf(partner, good))).toBeLessThanOrEqual(1);
      const units = (await recordedCalls(partner)).filter((row) => row.units > 0);
      expect(units.length).toBe(endpoint.billableUnits === undefined ? 0 : 1);
    });

    it("takes a key of up to 255 characters and refuses an empty or a longer one", async () => {
      const partner = await makePartner();
      const send = await holder(endpoint, partner, index);
      for (const bad of ["", "k".repeat(256)]) {
        const refused = await send(await goodCall(endpoint, partner), bad);
        expect(refused.status).toBe(400);
        expect(refused.body.errors).toEqual([
          { path: "Idempotency-Key", message: "Must have from 1 to 255 characters." },
        ]);
      }
      const longest = `${newId()}${"k".repeat(219)}`;
      expect((await send(await goodCall(endpoint, partner), longest)).status).toBe(endpoint.status);
    });
  });

  describe.each(named(heldThrough({ name }, withBody)))("%s", (_name, endpoint) => {
    it("refuses another body under the same key, and keeps the first reply", async () => {
      const partner = await makePartner();
      const send = await holder(endpoint, partner, index);
      const good = await goodCall(endpoint, partner);
      const other = { ...good, body: (await goodCall(endpoint, partner)).body };
      expect(other.body).not.toEqual(good.body);
      const key = newId();
      const first = await send(good, key);
      const refused = await send(other, key);
      expect([refused.status, refused.body.code]).toEqual([409, "idempotency_mismatch"]);
      const again = await send(good, key);
      expect([again.text, isReplay(again)]).toEqual([first.text, true]);
    });

    it("keeps the keys of two holders apart", async () => {
      const [one, two] = [await makePartner(), await makePartner()];
      const key = newId();
      const mine = await (await holder(endpoint, one, index))(await goodCall(endpoint, one), key);
      const theirs = await (await holder(endpoint, two, index))(await goodCall(endpoint, two), key);
      expect([mine.status, theirs.status]).toEqual([endpoint.status, endpoint.status]);
      expect([isReplay(mine), isReplay(theirs)]).toEqual([false, false]);
      expect(theirs.text).not.toBe(mine.text);
    });
  });

  const find = (operationId: string): Endpoint => {
    const endpoint = ENDPOINTS.find((candidate) => candidate.operationId === operationId);
    if (endpoint === undefined) throw new Error(`no ${operationId}`);
    return endpoint;
  };

  it("shares a key's replies among all live keys of a partner, and keeps test calls apart", async () => {
    const endpoint = find("calculateCompatibility");
    const partner = await makePartner();
    const second = await makeKey(partner);
    const good = await goodCall(endpoint, partner);
    const key = newId();
    const first = await (await holder(endpoint, partner, index))(good, key);
    const byOther = await (await holder(endpoint, partner, index, second.key))(good, key);
    expect([byOther.text, isReplay(byOther)]).toEqual([first.text, true]);
    const byTest = await (await holder(endpoint, partner, index, partner.testKey))(good, key);
    expect([byTest.status, isReplay(byTest)]).toEqual([200, false]);
  });

  it("shows the reply to a call without a credential to nobody else at that address, and for an hour", async () => {
    const mount = mounts[index];
    if (mount === undefined) throw new Error("no mount");
    const from = freshAddress();
    const key = newId();
    const body = { company_name: "Shared Address Ltd", email: `shared-${newId()}@example.com` };
    const signUp = (headers: Record<string, string>) =>
      callFrom(mount, "POST", "/v1/partners", {
        from,
        body,
        headers: { "Idempotency-Key": key, ...headers },
      });
    const mine = { "User-Agent": "victim/1.0", "Accept-Language": "de" };
    const first = await signUp(mine);
    expect([first.status, isReplay(first)]).toEqual([201, false]);
    const again = await signUp(mine);
    expect([again.text, isReplay(again)]).toEqual([first.text, true]);
    for (const other of [
      { ...mine, "User-Agent": "neighbour/1.0" },
      { ...mine, "Accept-Language": "en" },
      { "User-Agent": "victim/1.0" },
    ]) {
      const theirs = await signUp(other);
      expect([theirs.status, isReplay(theirs)]).toEqual([201, false]);
      expect(theirs.text).not.toContain(first.body.test_key);
    }
    const kept = await productDatabase().prisma.idempotencyRecord.findMany({
      where: { requestId: first.headers.get("request-id") ?? "" },
    });
    expect(kept.map(({ createdAt, expiresAt }) => expiresAt.getTime() - createdAt.getTime())).toEqual([
      3_600_000,
    ]);
  });

  it("takes one key for each operation, so that two operations under one key both run", async () => {
    const partner = await makePartner();
    const key = newId();
    for (const operation of ["calculateCompatibility", "calculateBatch", "createApiKey"]) {
      const endpoint = find(operation);
      const answer = await (await holder(endpoint, partner, index))(await goodCall(endpoint, partner), key);
      expect([answer.status, isReplay(answer)]).toEqual([endpoint.status, false]);
    }
  });

  it("refuses the same key for another path or query of the operation", async () => {
    const partner = await makePartner();
    const rotate = find("rotateApiKey");
    const key = newId();
    const send = await holder(rotate, partner, index);
    expect((await send(await goodCall(rotate, partner), key)).status).toBe(201);
    expect((await send(await goodCall(rotate, partner), key)).body.code).toBe("idempotency_mismatch");
    const batch = find("calculateBatch");
    const good = await goodCall(batch, partner);
    const sendBatch = await holder(batch, partner, index);
    expect((await sendBatch(good, key)).status).toBe(200);
    const dry = { ...good, path: `${good.path}?dry_run=true` };
    expect((await sendBatch(dry, key)).body.code).toBe("idempotency_mismatch");
  });

  it("frees the key of a call that was refused, so that it may be tried again", async () => {
    const partner = await makePartner();
    const resend = find("resendVerification");
    const send = await holder(resend, partner, index);
    const key = newId();
    const call = { path: `/v1/partners/${partner.partnerId}/email-verification` };
    expect((await send(call, key)).body.code).toBe("already_verified");
    await goodCall(resend, partner);
    const again = await send(call, key);
    expect([again.status, isReplay(again)]).toEqual([200, false]);
  });

  it("is ignored where nothing is created or charged", async () => {
    const partner = await makePartner();
    const people = find("listSandboxPeople");
    const send = await holder(people, partner, index);
    const key = newId();
    for (const path of [
      "/v1/sandbox/people?limit=1",
      "/v1/sandbox/people?limit=2",
      "/v1/sandbox/people?limit=2",
    ]) {
      const answer = await send({ path }, key);
      expect([answer.status, isReplay(answer)]).toEqual([200, false]);
    }
  });
});

/** Counts of all that a call of this partner's might create. */
async function stateOf({ partnerId }: TestPartner, { body }: GoodCall): Promise<Record<string, number>> {
  const { prisma } = productDatabase();
  const where = { partnerId };
  const email = typeof body === "object" && body !== null && "email" in body ? String(body.email) : "";
  return {
    partners: await prisma.partner.count({ where: { email } }),
    keys: await prisma.apiKey.count({ where }),
    signingKeys: await prisma.signingKey.count({ where }),
    mails: await prisma.emailVerification.count({ where }),
    events: await prisma.event.count({ where }),
    attendees: await prisma.eventAttendee.count({ where }),
    usedPasses: await prisma.eventPass.count({ where: { ...where, usedAt: { not: null } } }),
    verified: await prisma.partner.count({ where: { id: partnerId, emailVerifiedAt: { not: null } } }),
  };
}

function changesBetween(before: Record<string, number>, after: Record<string, number>): number {
  return Object.entries(after).reduce((sum, [name, count]) => sum + Math.abs(count - (before[name] ?? 0)), 0);
}
