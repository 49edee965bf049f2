import { beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { CreateApiKey, type NewApiKey, UpdateApiKey } from "@/lib/partners/api-keys/schemas";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { permissionsOfScopes, SCOPES } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(8);
const OFFICE = ["203.0.113.0/24"];
const HOUR = 3_600_000;

beforeAll(() => {
  setSettings();
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : error),
  );
const make = () => makePartner({}, own.database);

/** The context of a call with this very key. */
async function withKey(partner: TestPartner, key: string): Promise<PartnerContext> {
  const row = await own.prisma.apiKey.findUniqueOrThrow({ where: { secretHash: sha256(key) } });
  const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
  return {
    ...own.as(partner, { mode: row.mode, actor: { type: "api_key", id: row.id } }),
    permissions: permissionsOfScopes(scopes),
  };
}

const asMember = (partner: TestPartner, role: MemberRole): PartnerContext => ({
  ...own.as(partner, { actor: { type: "user", id: newId() } }),
  permissions: permissionsOfRole(role),
});
const asToken = (partner: TestPartner, role: MemberRole): PartnerContext => ({
  ...own.as(partner, { actor: { type: "personal_access_token", id: newId(), userId: newId() } }),
  permissions: permissionsOfRole(role),
});

const create = (ctx: PartnerContext, fields: object = {}): Promise<NewApiKey> =>
  createApiKey(ctx, { ...CreateApiKey.parse({ name: "Made", ...fields }), partner_id: ctx.partnerId });
const update = (ctx: PartnerContext, key_id: string, fields: object) =>
  updateApiKey(ctx, { ...UpdateApiKey.parse(fields), partner_id: ctx.partnerId, key_id });
const rotate = (ctx: PartnerContext, key_id: string, overlap_seconds = 0) =>
  rotateApiKey(ctx, { partner_id: ctx.partnerId, key_id, overlap_seconds });
const revoke = (ctx: PartnerContext, key_id: string) =>
  revokeApiKey(ctx, { partner_id: ctx.partnerId, key_id });
const sign = (ctx: PartnerContext) =>
  createSigningKey(ctx, { partner_id: ctx.partnerId, name: "Signs", algorithm: "hmac-sha256" });

describe("the first test key of a partner", () => {
  it("makes, changes and rotates test keys, and of live keys only ends them", async () => {
    const partner = await make();
    const test = await withKey(partner, partner.testKey);
    const made = await create(test);
    expect(await code(update(test, made.id, { ip_allowlist: OFFICE }))).toBe("done");
    expect(await code(rotate(test, (await create(test)).id))).toBe("done");

    const strict = { mode: "live", ip_allowlist: OFFICE, scopes: [...SCOPES] };
    const live = await create(own.as(partner), strict);
    const before = await own.prisma.apiKey.findUniqueOrThrow({ where: { id: live.id } });
    for (const attempt of [
      create(test, { mode: "live" }),
      rotate(test, live.id, 60),
      update(test, live.id, { ip_allowlist: [] }),
      update(test, live.id, { name: "Mine" }),
      sign(test),
    ].map(code)) {
      expect(await attempt).toBe("stronger_credential_needed");
    }
    expect(await own.prisma.apiKey.findUniqueOrThrow({ where: { id: live.id } })).toEqual(before);
    expect(await code(revoke(test, live.id))).toBe("done");
  });
});

describe("the address of a partner", () => {
  it("is corrected by a test key until somebody proves it, and then no more", async () => {
    const partner = await make();
    const test = await withKey(partner, partner.testKey);
    const move = (ctx: PartnerContext) =>
      updatePartner(ctx, { partner_id: partner.partnerId, email: `moved-${newId()}@example.com` });
    expect(await code(move(test))).toBe("stronger_credential_needed");
    expect(await code(updatePartner(test, { partner_id: partner.partnerId, use_case: "New" }))).toBe("done");
    expect(await code(move(asMember(partner, "owner")))).toBe("done");
    expect(await code(move(test))).toBe("done");
  });

  it("is moved by no key while it is verified and the partner has no members, so that none is a way to claim it", async () => {
    const partner = await make();
    const { partnerId } = partner;
    const live = await withKey(partner, partner.liveKey);
    const move = () => updatePartner(live, { partner_id: partnerId, email: `moved-${newId()}@example.com` });
    expect(await code(move())).toBe("stronger_credential_needed");
    const { emailVerifiedAt } = await own.prisma.partner.findUniqueOrThrow({ where: { id: partnerId } });
    expect(emailVerifiedAt).not.toBeNull();
    await makePerson(own.database, { role: "owner", partnerId });
    expect(await code(move())).toBe("done");
  });
});

describe("a live key with partners:admin", () => {
  it("makes live keys, and tightens and narrows them, but takes no protection away", async () => {
    const partner = await make();
    const live = await withKey(partner, partner.liveKey);
    await sign(live);
    const { id } = await create(live, { mode: "live" });
    expect(await code(update(live, id, { ip_allowlist: OFFICE, signature_required: true }))).toBe("done");
    for (const fields of [
      { ip_allowlist: [] },
      { ip_allowlist: [...OFFICE, "198.51.100.1"] },
      { signature_required: false },
    ]) {
      expect(await code(update(live, id, fields))).toBe("stronger_credential_needed");
    }
    expect(await code(rotate(live, id))).toBe("stronger_credential_needed");
    expect(await code(sign(live))).toBe("stronger_credential_needed");
    expect(await code(update(live, id, { name: "Renamed" }))).toBe("done");
  });

  it("gives a key that it makes no fewer protections than it has itself", async () => {
    const partner = await make();
    const end = new Date(Date.now() + HOUR).toISOString();
    const later = new Date(Date.now() + 2 * HOUR).toISOString();
    const held = await create(own.as(partner), {
      mode: "live",
      scopes: [...SCOPES],
      ip_allowlist: OFFICE,
      expires_at: end,
    });
    const ctx = await withKey(partner, held.key);
    const loose = "stronger_credential_needed";
    expect(await code(create(ctx, { mode: "live" }))).toBe(loose);
    expect(await code(create(ctx, { mode: "live", ip_allowlist: OFFICE, expires_at: later }))).toBe(loose);
    expect(await code(create(ctx, { mode: "live", ip_allowlist: ["0.0.0.0/0"], expires_at: end }))).toBe(
      loose,
    );
    expect(await code(create(ctx, { mode: "live", ip_allowlist: ["203.0.113.7"], expires_at: end }))).toBe(
      "done",
    );
    expect(await code(update(ctx, held.id, { expires_at: null }))).toBe(loose);
    expect(await code(create(ctx, { mode: "test" }))).toBe("done");
  });

  it("that was revoked while it waited makes nothing any more", async () => {
    const partner = await make();
    const { id, key } = await create(own.as(partner), { mode: "live", scopes: [...SCOPES] });
    const ctx = await withKey(partner, key);
    await revoke(own.as(partner), id);
    expect(await code(create(ctx, { mode: "live" }))).toBe("revoked_key");
  });

  it("that was narrowed while it waited administers no more", async () => {
    const partner = await make();
    const { id, key } = await create(own.as(partner), { mode: "live", scopes: [...SCOPES] });
    const ctx = await withKey(partner, key);
    await update(own.as(partner), id, { scopes: ["usage:read"] });
    expect(await code(create(ctx, { scopes: ["usage:read"] }))).toBe("insufficient_scope");
  });
});

describe("members", () => {
  it("make live keys by session and by token, as far as their role reaches", async () => {
    const partner = await make();
    for (const as of [asMember, asToken]) {
      for (const role of ["owner", "admin", "developer"] as const) {
        expect(await code(create(as(partner, role), { mode: "live" }))).toBe("done");
      }
      const beyond = { mode: "live", scopes: ["partners:admin"] };
      expect(await code(create(as(partner, "developer"), beyond))).toMatch(/^insufficient_(role|scope)$/);
      expect(await code(create(as(partner, "viewer")))).toMatch(/^insufficient_(role|scope)$/);
    }
  });

  it("who are developers neither loosen nor rotate a key that administers, nor take a live key's protection away", async () => {
    const partner = await make();
    await sign(own.as(partner));
    const protectedTerms = { mode: "live", signature_required: true, ip_allowlist: OFFICE };
    const admins = await create(asMember(partner, "admin"), { ...protectedTerms, scopes: [...SCOPES] });
    const plain = await create(asMember(partner, "admin"), protectedTerms);
    const loosening = [{ signature_required: false }, { ip_allowlist: [] }];
    for (const [as, refused] of [
      [asMember, "insufficient_role"],
      [asToken, "insufficient_scope"],
    ] as const) {
      const developer = as(partner, "developer");
      for (const fields of loosening) {
        expect(await code(update(developer, admins.id, fields))).toBe(refused);
      }
      expect(await code(rotate(developer, admins.id))).toBe(refused);
      for (const fields of loosening) expect(await code(update(developer, plain.id, fields))).toBe(refused);
      expect(await code(update(developer, plain.id, { name: "Renamed" }))).toBe("done");
    }
    expect(await code(update(asMember(partner, "admin"), plain.id, loosening[0] ?? {}))).toBe("done");
    expect(await code(revoke(asMember(partner, "developer"), admins.id))).toBe("done");
  });
});

describe("a key that was rotated", () => {
  it("ends with its overlap, whoever asks it to go on, and can still be tightened", async () => {
    const clock = new FixedClock("2026-03-01T12:00:00.000Z");
    const partner = await make();
    const at = (ctx: PartnerContext): PartnerContext => ({ ...ctx, clock });
    const { id } = await create(at(own.as(partner)), { mode: "live" });
    await rotate(at(own.as(partner)), id, 60);
    for (const ctx of [
      own.as(partner),
      asMember(partner, "owner"),
      await withKey(partner, partner.liveKey),
    ]) {
      for (const fields of [
        { expires_at: null },
        { expires_at: "2026-03-01T12:01:00.001Z" },
        { scopes: ["compatibility:calculate", "usage:read", "billing:read"] },
      ]) {
        expect(await code(update(at(ctx), id, fields))).toBe("already_rotated");
      }
    }
    const tighter = { expires_at: "2026-03-01T12:00:30Z", scopes: ["usage:read"], ip_allowlist: OFFICE };
    expect(await code(update(at(asMember(partner, "owner")), id, tighter))).toBe("done");
    clock.advance(30_000);
    expect(await code(update(at(asMember(partner, "owner")), id, { expires_at: null }))).toBe("key_inactive");
  });
});
