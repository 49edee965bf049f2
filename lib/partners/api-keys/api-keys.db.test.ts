import { beforeAll, describe, expect, it } from "vitest";
import { assertUsable, findCredential, identifyKey } from "@/lib/partners/api-keys/authenticate-key";
import { createApiKey, MAX_ACTIVE_KEYS } from "@/lib/partners/api-keys/create-api-key";
import { CredentialCache } from "@/lib/partners/api-keys/credential-cache";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { LastUse } from "@/lib/partners/api-keys/last-use";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { CreatePartner } from "@/lib/partners/partners/schemas";
import { updateContract } from "@/lib/partners/partners/update-contract";
import { type Clock, FixedClock, systemClock } from "@/lib/platform/clock";
import { AppError, Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const START = "2026-03-01T12:00:00.000Z";
const MINUTE = 60_000;

beforeAll(() => {
  setSettings();
});

type Settings = Partial<ReturnType<typeof CreateApiKey.parse>>;
type Partner = Pick<TestPartner, "partnerId">;

function create(partner: Partner, settings: Settings = {}, clock: Clock = systemClock) {
  const input = { ...CreateApiKey.parse({ name: "A key" }), ...settings, partner_id: partner.partnerId };
  return createApiKey(own.as(partner, { clock }), input);
}

const rotate = (partner: Partner, key_id: string, overlap_seconds: number, clock: Clock = systemClock) =>
  rotateApiKey(own.as(partner, { clock }), { partner_id: partner.partnerId, key_id, overlap_seconds });
const revoke = (partner: Partner, key_id: string) =>
  revokeApiKey(own.as(partner), { partner_id: partner.partnerId, key_id });

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : error),
  );

/** What a call with this key would be told, each time from a fresh look-up. */
const use = (key: string, clock: Clock, address = "203.0.113.7") =>
  code(
    identifyKey(new CredentialCache((hash) => findCredential(own.database, hash)), key).then((credential) =>
      assertUsable(credential, address, clock.now()),
    ),
  );

const auditOf = async ({ partnerId }: Partner) =>
  (await own.prisma.auditEvent.findMany({ where: { partnerId } })).map(({ action }) => action).sort();
const make = (terms: Parameters<typeof makePartner>[0] = {}) => makePartner(terms, own.database);

describe("a live key", () => {
  it("needs a verified address", async () => {
    const input = CreatePartner.parse({ company_name: "Ltd", email: "a@example.com" });
    const { partner } = await createPartner(own.system(), input);
    expect(await code(create({ partnerId: partner.id }, { mode: "live" }))).toBe("email_unverified");
    expect(await code(create({ partnerId: partner.id }, { mode: "test" }))).toBe("done");
  });

  it.each(["none", "past_due", "cancelled"] as const)(
    "needs more than a subscription that is %s",
    async (status) => {
      const partner = await make({ tier: "starter" });
      await updateContract(own.system(), { partner_id: partner.partnerId, subscription_status: status });
      const before = await auditOf(partner);
      expect(await code(create(partner, { mode: "live" }))).toBe("subscription_inactive");
      expect(await code(create(partner, { mode: "test" }))).toBe("done");
      expect(await auditOf(partner)).toEqual([...before, "api_key.created"].sort());
    },
  );

  it("needs no subscription on the free tier", async () => {
    const partner = await make({ tier: "free" });
    await updateContract(own.system(), { partner_id: partner.partnerId, subscription_status: "none" });
    const { key } = await create(partner, { mode: "live" });
    expect(await use(key, systemClock)).toBe("done");
  });
});

describe("making a key", () => {
  it("refuses an expiry that does not lie ahead", async () => {
    const partner = await make();
    const clock = new FixedClock(START);
    const refused = create(partner, { expires_at: START }, clock);
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    expect(await code(create(partner, { expires_at: "2026-03-01T12:00:00.001Z" }, clock))).toBe("done");
  });

  it(`stops at ${MAX_ACTIVE_KEYS} active keys, however many are made at once; ended ones make room`, async () => {
    const partner = await make();
    const { partnerId } = partner;
    const have = await own.prisma.apiKey.count({ where: { partnerId } });
    const row = await own.prisma.apiKey.findFirstOrThrow({ where: { partnerId } });
    await own.prisma.apiKey.createMany({
      data: Array.from({ length: MAX_ACTIVE_KEYS - have - 2 }, () => {
        const id = newId();
        return { ...row, id, secretHash: sha256(id) };
      }),
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => code(create(partner))));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(2);
    expect(answers.filter((answer) => answer === "too_many_keys")).toHaveLength(8);
    const keys = await own.prisma.apiKey.findMany({ where: { partnerId }, take: 2 });
    await revoke(partner, keys[0]?.id ?? "");
    const expired = { expiresAt: new Date(Date.now() - MINUTE) };
    await own.prisma.apiKey.update({ where: { id: keys[1]?.id }, data: expired });
    expect(await Promise.all([1, 2, 3].map(() => code(create(partner))))).toEqual(
      expect.arrayContaining(["done", "done", "too_many_keys"]),
    );
  });
});

describe("rotating a key", () => {
  it("lets the old key work to the end of the overlap and not a moment longer", async () => {
    const clock = new FixedClock(START);
    const partner = await make();
    const old = await create(partner, { mode: "live" }, clock);
    const { key, id } = await rotate(partner, old.id, 60, clock);
    clock.advance(MINUTE - 1);
    expect([await use(old.key, clock), await use(key, clock)]).toEqual(["done", "done"]);
    clock.advance(1);
    expect([await use(old.key, clock), await use(key, clock)]).toEqual(["expired_key", "done"]);
    expect(
      await getApiKey(own.as(partner, { clock }), { partner_id: partner.partnerId, key_id: old.id }),
    ).toMatchObject({
      status: "expired",
      replaced_by: id,
    });
  });

  it("ends the old key at once without an overlap", async () => {
    const clock = new FixedClock(START);
    const partner = await make();
    const old = await create(partner, {}, clock);
    await rotate(partner, old.id, 0, clock);
    expect(await use(old.key, clock)).toBe("expired_key");
  });

  it("never lengthens a key's life: an expiry before the overlap's end stays", async () => {
    const clock = new FixedClock(START);
    const partner = await make();
    const expires_at = "2026-03-01T12:01:00.000Z";
    const old = await create(partner, { expires_at }, clock);
    const next = await rotate(partner, old.id, 3_600, clock);
    const kept = await getApiKey(own.as(partner), { partner_id: partner.partnerId, key_id: old.id });
    expect([kept.expires_at, next.expires_at]).toEqual([expires_at, expires_at]);
  });

  it("hands name, mode, scopes, allowlist, expiry and model on, and nothing else", async () => {
    const partner = await make();
    const settings: Settings = {
      name: "Settings",
      mode: "live",
      scopes: ["usage:read"],
      ip_allowlist: ["203.0.113.0/24"],
      pinned_model: "soulmate-1",
      expires_at: "2036-01-01T00:00:00.000Z",
    };
    const old = await create(partner, settings);
    const { key, ...next } = await rotate(partner, old.id, 60);
    expect(next).toMatchObject({
      ...settings,
      status: "active",
      last_used_at: null,
      replaced_by: null,
      revoked_at: null,
    });
    expect(key).not.toBe(old.key);
    expect(await use(key, systemClock, "198.51.100.1")).toBe("ip_not_allowed");
  });

  it("happens once, to a key that is active, also when it is asked for many times at once", async () => {
    const partner = await make();
    const old = await create(partner);
    const answers = await Promise.all(Array.from({ length: 6 }, () => code(rotate(partner, old.id, 60))));
    expect(answers.sort()).toEqual([...Array.from({ length: 5 }, () => "already_rotated"), "done"]);
    const revoked = await create(partner);
    await revoke(partner, revoked.id);
    expect(await code(rotate(partner, revoked.id, 0))).toBe("key_inactive");
  });

  it("is stopped by the most keys that may be active, and then changes nothing", async () => {
    const partner = await make();
    const old = await create(partner);
    const row = await own.prisma.apiKey.findUniqueOrThrow({ where: { id: old.id } });
    const have = await own.prisma.apiKey.count({ where: { partnerId: partner.partnerId } });
    await own.prisma.apiKey.createMany({
      data: Array.from({ length: MAX_ACTIVE_KEYS - have }, () => {
        const id = newId();
        return { ...row, id, secretHash: sha256(id) };
      }),
    });
    expect(await code(rotate(partner, old.id, 60))).toBe("too_many_keys");
    expect(await own.prisma.apiKey.findUniqueOrThrow({ where: { id: old.id } })).toEqual(row);
  });
});

describe("revoking a key", () => {
  it("is for good and is audited once, however often it is asked for", async () => {
    const partner = await make();
    const { id, key } = await create(partner);
    await Promise.all([1, 2, 3].map(() => revoke(partner, id)));
    const at = (await own.prisma.apiKey.findUniqueOrThrow({ where: { id } })).revokedAt;
    await revoke(partner, id);
    expect((await own.prisma.apiKey.findUniqueOrThrow({ where: { id } })).revokedAt).toEqual(at);
    expect((await auditOf(partner)).filter((action) => action === "api_key.revoked")).toHaveLength(1);
    expect(await use(key, systemClock)).toBe("revoked_key");
    const update = updateApiKey(own.as(partner), {
      partner_id: partner.partnerId,
      key_id: id,
      expires_at: null,
    });
    expect(await code(update)).toBe("key_inactive");
  });
});

describe("every change", () => {
  it("leaves one audit row that says who, from where and in which request, and never a secret", async () => {
    const partner = await make();
    const before = await auditOf(partner);
    const made = await create(partner);
    const ctx = own.as(partner);
    await updateApiKey(ctx, { partner_id: partner.partnerId, key_id: made.id, name: "New name" });
    const next = await rotate(partner, made.id, 60);
    await revoke(partner, next.id);
    const changes = ["created", "updated", "created", "rotated", "revoked"].map((verb) => `api_key.${verb}`);
    expect(await auditOf(partner)).toEqual([...before, ...changes].sort());
    const updated = await own.prisma.auditEvent.findFirstOrThrow({ where: { requestId: ctx.requestId } });
    expect(updated).toMatchObject({
      actorType: "operator",
      actorId: "id" in ctx.actor ? ctx.actor.id : "",
      partnerId: partner.partnerId,
      targetType: "api_key",
      targetId: made.id,
      details: { fields: ["name"] },
      ip: ctx.ip,
    });
    for (const { key } of [made, next]) expect(await own.tablesHolding(key.slice(14))).toEqual([]);
  });

  it("that is refused leaves no audit row and no other trace", async () => {
    const [partner, neighbour] = [await make(), await make()];
    const { id } = await create(partner);
    const state = () =>
      Promise.all([own.prisma.apiKey.findMany({ orderBy: { id: "asc" } }), own.prisma.auditEvent.count()]);
    const before = await state();
    const ids = { partner_id: partner.partnerId, key_id: id };
    await code(rotateApiKey(own.as(neighbour), { ...ids, overlap_seconds: 0 }));
    await code(revokeApiKey(own.as(neighbour), ids));
    await code(updateApiKey(own.as(partner), { ...ids, expires_at: "2001-01-01T00:00:00Z" }));
    await code(create(partner, { expires_at: "2001-01-01T00:00:00Z" }));
    expect(await state()).toEqual(before);
  });
});

describe("a list of keys", () => {
  it("keeps its place while keys are made and revoked between its pages", async () => {
    const partner = await make();
    for (let made = 0; made < 4; made += 1) await create(partner, { name: `${made}` });
    const list = (cursor?: string) =>
      listApiKeys(own.as(partner), {
        partner_id: partner.partnerId,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
    const first = await list();
    await create(partner, { name: "later" });
    await revoke(partner, first.data[1]?.id ?? "");
    const second = await list(first.next_cursor ?? "");
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(["3", "2", "1", "0"]);
  });
});

describe("when a key was last used", () => {
  it("is written for all keys in one statement, and never moves backwards", async () => {
    const partner = await make();
    const keys = await Promise.all([1, 2, 3].map(() => create(partner)));
    const ids = keys.map(({ id }) => id);
    let statements = 0;
    const pool = Object.create(own.database.pool, {
      query: {
        value: (...call: Parameters<typeof own.database.pool.query>) => {
          statements += 1;
          return own.database.pool.query(...call);
        },
      },
    });
    const lastUse = new LastUse(pool);
    const [early, late] = [new Date("2026-03-01T12:00:00Z"), new Date("2026-03-01T12:00:01Z")];
    for (const id of ids) lastUse.mark(id, early, "203.0.113.7");
    lastUse.mark(ids[0] ?? "", late, "2001:db8::1");
    await lastUse.flush();
    await lastUse.flush();
    expect(statements).toBe(1);
    const read = async () =>
      (await own.prisma.apiKey.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } })).map(
        ({ lastUsedAt, lastUsedIp }) => [lastUsedAt, lastUsedIp],
      );
    const expected = [
      [late, "2001:db8::1"],
      [early, "203.0.113.7"],
      [early, "203.0.113.7"],
    ];
    expect((await read()).map(String).sort()).toEqual(expected.map(String).sort());
    lastUse.mark(ids[0] ?? "", early, "198.51.100.1");
    await lastUse.flush();
    expect((await read()).map(String).sort()).toEqual(expected.map(String).sort());
  });
});
