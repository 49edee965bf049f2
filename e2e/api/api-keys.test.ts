import { describe, expect, inject, it } from "vitest";
import { getKeyLearning } from "@/lib/partners/api-keys/get-key-learning";
import { isWellFormedKey } from "@/lib/partners/api-keys/key-format";
import { learnAddresses } from "@/lib/partners/api-keys/learn-addresses";
import { changeContract, expireKey, makeKey, partnerContext } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import {
  type Answer,
  call,
  closeProductDatabase,
  type Mount,
  makePartner,
  person,
  productDatabase,
  type TestPartner,
  until,
} from "@/test/product";

closeProductDatabase();

const body = { person1: person(0.5), person2: person(0.6) };
const use = (mount: Mount, key: string): Promise<Answer> =>
  call(mount, "POST", "/v1/compatibility/calculate", { key, body });
const keysOf = (partner: TestPartner, rest = "") => `/v1/partners/${partner.partnerId}/api-keys${rest}`;

/**
 * Uses a key without pause for longer than a second, and holds that every call that began a second or later after
 * `changed` was refused with that code, and that calls are refused from the first refusal on, whichever process answers.
 */
async function expectRefusedWithinASecond(mount: Mount, key: string, code: string): Promise<void> {
  const changed = performance.now();
  const answers: { began: number; status: number; code: string }[] = [];
  const isLate = ({ began }: { began: number }) => began >= 1_000;
  const caller = async () => {
    // On a busy machine longer: until one has begun late enough.
    while (performance.now() - changed < 1_300 || !answers.some(isLate)) {
      const began = performance.now() - changed;
      const answer = await use(mount, key);
      answers.push({ began, status: answer.status, code: answer.body.code });
    }
  };
  await Promise.all(Array.from({ length: 4 }, caller));
  // So many refusals in a row are refused in their turn, which accepts no call either.
  const refusals = [code, "rate_limited_minute"];
  expect(answers.map((answer) => answer.code)).toContain(code);
  for (const { code: found } of answers.filter(isLate)) expect(refusals).toContain(found);
  for (const { status, code: found } of answers)
    expect([undefined, ...refusals]).toContain(status === 200 ? undefined : found);
}

describe.each(inject("mounts"))("through $name", (mount) => {
  it("shows a key once: no other reply and no row holds it", async () => {
    const partner = await makePartner();
    const made = await call(mount, "POST", keysOf(partner), {
      key: partner.liveKey,
      body: { name: " Production ", mode: "live" },
    });
    const { key, ...shown } = made.body;
    expect([made.status, isWellFormedKey(key)]).toEqual([201, true]);
    expect(shown).toMatchObject({
      name: "Production",
      mode: "live",
      status: "active",
      prefix: key.slice(0, 14),
      scopes: ["compatibility:calculate", "usage:read"],
      ip_allowlist: [],
      expires_at: null,
      last_used_at: null,
    });
    const one = await call(mount, "GET", keysOf(partner, `/${shown.id}`), { key: partner.liveKey });
    expect(one.body).toEqual(shown);
    const all = await call(mount, "GET", keysOf(partner), { key: partner.liveKey });
    expect(all.body.data[0]).toEqual(shown);
    expect(JSON.stringify(all.body)).not.toContain(key.slice(14));
    const row = await productDatabase().prisma.apiKey.findUniqueOrThrow({ where: { id: shown.id } });
    expect(JSON.stringify(row)).not.toContain(key.slice(14));
    expect((await use(mount, key)).status).toBe(200);
  });

  it("lists a partner's keys newest first, by pages that neither skip nor repeat one", async () => {
    const partner = await makePartner();
    for (let made = 0; made < 5; made += 1) await makeKey(partner, { name: `Key ${made}` });
    const pages: string[][] = [];
    for (let cursor = ""; pages.length < 10; ) {
      const page = await call(mount, "GET", keysOf(partner, `?limit=3${cursor}`), { key: partner.liveKey });
      pages.push(page.body.data.map(({ name }: { name: string }) => name));
      if (!page.body.has_more) break;
      cursor = `&cursor=${page.body.next_cursor}`;
    }
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    const names = pages.flat();
    expect(names.slice(0, 5)).toEqual(["Key 4", "Key 3", "Key 2", "Key 1", "Key 0"]);
    expect(names.slice(5).sort()).toEqual(["First live key", "First test key"]);
  });

  it.concurrent("refuses a revoked key within one second, busy or quiet, on every process, and for good", async () => {
    const partner = await makePartner();
    // Of a partner of its own: refusals are counted by partner, and the busy key has many.
    const other = await makePartner();
    const [{ id, key }, quiet] = [await makeKey(partner), await makeKey(other)];
    const eightCalls = (which: string) => Promise.all(Array.from({ length: 8 }, () => use(mount, which)));
    for (const which of [key, quiet.key]) {
      expect((await eightCalls(which)).map(({ status }) => status)).toEqual(
        Array.from({ length: 8 }, () => 200),
      );
    }
    const revoke = (which = id, whose = partner) =>
      call(mount, "DELETE", keysOf(whose, `/${which}`), { key: whose.liveKey });
    expect((await revoke(quiet.id, other)).status).toBe(204);
    expect((await revoke()).status).toBe(204);
    await expectRefusedWithinASecond(mount, key, "revoked_key");
    // The busy key's look-ups are refreshed by its calls; the quiet one's are as old as they can get.
    for (const { body } of await eightCalls(quiet.key)) expect(body.code).toBe("revoked_key");
    const first = await call(mount, "GET", keysOf(partner, `/${id}`), { key: partner.liveKey });
    expect(first.body.status).toBe("revoked");
    expect((await revoke()).status).toBe(204);
    const second = await call(mount, "GET", keysOf(partner, `/${id}`), { key: partner.liveKey });
    expect(second.body.revoked_at).toBe(first.body.revoked_at);
    for (const [method, path, change] of [
      ["PATCH", `/${id}`, { name: "Again" }],
      ["POST", `/${id}/rotate`, {}],
    ] as const) {
      const refused = await call(mount, method, keysOf(partner, path), {
        key: partner.liveKey,
        body: change,
      });
      expect([refused.status, refused.body.code]).toEqual([409, "key_inactive"]);
    }
  });

  it.concurrent("refuses a suspended partner's keys within one second", async () => {
    const partner = await makePartner();
    for (let warm = 0; warm < 8; warm += 1) expect((await use(mount, partner.liveKey)).status).toBe(200);
    await changeContract(partner, { suspended: true });
    await expectRefusedWithinASecond(mount, partner.liveKey, "partner_suspended");
    await changeContract(partner, { suspended: false });
    await until(async () => (await use(mount, partner.liveKey)).status === 200, 1_000);
  });

  it.concurrent("takes narrowed scopes and a new allowlist into force within one second", async () => {
    const partner = await makePartner();
    const { id, key } = await makeKey(partner);
    expect((await use(mount, key)).status).toBe(200);
    // An owner: no key takes away what limits another.
    const { cookie } = await makePerson(productDatabase(), { partnerId: partner.partnerId, role: "owner" });
    const change = async (fields: object, code: string | undefined) => {
      const changed = await call(mount, "PATCH", keysOf(partner, `/${id}`), {
        headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" },
        body: fields,
      });
      expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(fields)]);
      await until(async () => (await use(mount, key)).body.code === code, 1_000);
    };
    await change({ scopes: ["usage:read"] }, "insufficient_scope");
    await change({ scopes: ["compatibility:calculate"] }, undefined);
    await change({ ip_allowlist: ["203.0.113.9", "2001:db8::/48"] }, "ip_not_allowed");
    await change({ ip_allowlist: [] }, undefined);
  });

  it("lets an old key work until the overlap ends, and the new one inherit its settings", async () => {
    const partner = await makePartner();
    const expires_at = new Date(Date.now() + 86_400_000).toISOString();
    const settings = {
      name: "Rotated",
      scopes: ["compatibility:calculate" as const],
      ip_allowlist: ["127.0.0.0/8"],
      pinned_model: "soulmate-1",
      expires_at,
    };
    const old = await makeKey(partner, settings);
    const { cookie } = await makePerson(productDatabase(), { partnerId: partner.partnerId, role: "owner" });
    const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
    const rotate = (id: string, fields: object) =>
      call(mount, "POST", keysOf(partner, `/${id}/rotate`), { headers, body: fields });
    const rotated = await rotate(old.id, { overlap_seconds: 3_600 });
    expect([rotated.status, rotated.body]).toEqual([
      201,
      expect.objectContaining({ ...settings, mode: "live" }),
    ]);
    expect(rotated.body.key).not.toBe(old.key);
    expect([(await use(mount, old.key)).status, (await use(mount, rotated.body.key)).status]).toEqual([
      200, 200,
    ]);

    const kept = await call(mount, "GET", keysOf(partner, `/${old.id}`), { key: partner.liveKey });
    expect([kept.body.status, kept.body.replaced_by]).toEqual(["active", rotated.body.id]);
    const end = Date.parse(kept.body.expires_at) - Date.now();
    expect(end).toBeGreaterThan(3_500_000);
    expect(end).toBeLessThanOrEqual(3_600_000);
    const again = await rotate(old.id, {});
    expect([again.status, again.body.code]).toEqual([409, "already_rotated"]);
    const extended = await call(mount, "PATCH", keysOf(partner, `/${old.id}`), {
      headers,
      body: { expires_at: null },
    });
    expect([extended.status, extended.body.code]).toEqual([409, "already_rotated"]);
    await expireKey(old.id);
    await until(async () => (await use(mount, old.key)).body.code === "expired_key", 1_000);
  });

  it.concurrent("ends a key at once, within one second everywhere, where it is rotated without overlap", async () => {
    const partner = await makePartner();
    const old = await makeKey(partner);
    expect((await use(mount, old.key)).status).toBe(200);
    const path = keysOf(partner, `/${old.id}/rotate`);
    const rotated = await call(mount, "POST", path, { key: partner.liveKey, body: {} });
    await expectRefusedWithinASecond(mount, old.key, "expired_key");
    expect((await use(mount, rotated.body.key)).status).toBe(200);
  });

  it("notes from where a key in learn mode is used, and of no other key", async () => {
    const partner = await makePartner();
    const learner = await makeKey(partner, { scopes: ["usage:read", "compatibility:calculate"] });
    const other = await makeKey(partner);
    const ctx = partnerContext(partner);
    await learnAddresses(ctx, { key_id: learner.id, days: 1 });
    expect((await use(mount, learner.key)).status).toBe(200);
    expect((await use(mount, other.key)).status).toBe(200);
    const seen = async (key_id: string) => (await getKeyLearning(ctx, { key_id })).addresses;
    await until(async () => (await seen(learner.id)).length === 1, 15_000);
    expect(await seen(learner.id)).toMatchObject([{ address: "127.0.0.1", calls: 1 }]);
    expect(await seen(other.id)).toEqual([]);
  });

  it("refuses an overlap beyond a week and an expiry that has passed", async () => {
    const partner = await makePartner();
    const { id } = await makeKey(partner);
    for (const overlap_seconds of [-1, 604_801, 0.5]) {
      const path = keysOf(partner, `/${id}/rotate`);
      const refused = await call(mount, "POST", path, { key: partner.liveKey, body: { overlap_seconds } });
      expect([refused.status, refused.body.errors[0].path]).toEqual([400, "overlap_seconds"]);
    }
    const past = { name: "Past", expires_at: new Date(Date.now() - 1_000).toISOString() };
    const refused = await call(mount, "POST", keysOf(partner), { key: partner.liveKey, body: past });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, "expires_at"]);
  });

  it.concurrent("makes a key stop at its expiry", async () => {
    const partner = await makePartner();
    const expires_at = new Date(Date.now() + 1_200).toISOString();
    const { key } = await makeKey(partner, { expires_at });
    expect((await use(mount, key)).status).toBe(200);
    await until(async () => (await use(mount, key)).body.code === "expired_key", 5_000);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expires_at));
    expect(Date.now() - Date.parse(expires_at)).toBeLessThan(1_000);
  });

  it.concurrent("tells when and from where a key was last used", async () => {
    const partner = await makePartner();
    const { id, key } = await makeKey(partner);
    const before = Date.now();
    await use(mount, key);
    let seen: { last_used_at: string; last_used_ip: string } | undefined;
    await until(async () => {
      seen = (await call(mount, "GET", keysOf(partner, `/${id}`), { key: partner.liveKey })).body;
      return seen?.last_used_at !== null;
    });
    expect(seen?.last_used_ip).toBe("127.0.0.1");
    expect(Math.abs(Date.parse(seen?.last_used_at ?? "") - before)).toBeLessThan(5_000);
  });
});
