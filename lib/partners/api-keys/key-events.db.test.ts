import { beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { warnExpiringKeys } from "@/lib/partners/api-keys/warn-expiring-keys";
import { verifyEmail } from "@/lib/partners/partners/verify-email";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { ownDatabase } from "@/test/own-database";
import { makeKey, makeVerificationToken } from "@/test/partner-state";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const eventsOf = (partnerId: string) =>
  own.prisma.partnerEvent.findMany({ where: { partnerId }, orderBy: { id: "asc" } });

describe("what happens to keys", () => {
  it("is told as an event each time, once, without the key", async () => {
    const partner = await makePartner({}, own.database);
    const ctx = own.as(partner);
    const { partnerId: partner_id } = partner;
    const made = await createApiKey(ctx, {
      partner_id,
      ...CreateApiKey.parse({ name: "Till", expires_at: new Date(Date.now() + 86_400_000).toISOString() }),
    });
    await updateApiKey(ctx, { partner_id, key_id: made.id, name: "Checkout" });
    await warnExpiringKeys(own.system());
    await warnExpiringKeys(own.system());
    const next = await rotateApiKey(ctx, { partner_id, key_id: made.id, overlap_seconds: 60 });
    await revokeApiKey(ctx, { partner_id, key_id: next.id });
    await revokeApiKey(ctx, { partner_id, key_id: next.id });
    const events = await eventsOf(partner_id);
    expect(events.map(({ type, data }) => [type, (data as { key_id: string }).key_id])).toEqual([
      ["key.created", made.id],
      ["key.updated", made.id],
      ["key.expiring", made.id],
      ["key.rotated", next.id],
      ["key.revoked", next.id],
    ]);
    expect(events[1]?.data).toMatchObject({ name: "Checkout", changed: ["name"] });
    expect(events[3]?.data).toMatchObject({ replaces: made.id, overlap_seconds: 60 });
    expect(JSON.stringify(events)).not.toContain(made.key);
    const queued = await own.queued("webhooks.fan-out");
    expect(events.every(({ id }) => queued.some((payload) => payload.event_id === id))).toBe(true);
  });

  it("is not told where it did not come about", async () => {
    const partner = await makePartner({}, own.database);
    const ctx = own.as(partner);
    const key = await makeKey(partner, {}, own.database);
    const before = await eventsOf(partner.partnerId);
    await own.prisma
      .$transaction(async (tx) => {
        await revokeApiKey({ ...ctx, db: tx }, { partner_id: partner.partnerId, key_id: key.id });
        throw new Error("something after it fails");
      })
      .catch(() => undefined);
    expect(await eventsOf(partner.partnerId)).toEqual(before);
  });

  it("includes that the address was verified, once, and what ended by it", async () => {
    const partner = await makePartner({}, own.database);
    const token = await makeVerificationToken(partner, own.database);
    await verifyEmail(own.system(), { token });
    await verifyEmail(own.system(), { token });
    const events = await eventsOf(partner.partnerId);
    expect(events.map(({ type }) => type)).toEqual(["key.revoked", "key.revoked", "verification.completed"]);
  });
});

describe("a developer", () => {
  it("neither makes, extends nor rotates a key that may more than they, and narrows it freely", async () => {
    const partner = await makePartner({}, own.database);
    const ctx = {
      ...own.as(partner),
      actor: { type: "user", id: "01900000-0000-7000-8000-000000000001" } as const,
      permissions: permissionsOfRole("developer"),
    };
    const partner_id = partner.partnerId;
    const refused = { code: "insufficient_role" };
    const admin = await makeKey(partner, { scopes: ["partners:admin", "usage:read"] }, own.database);
    const plain = await makeKey(partner, { scopes: ["usage:read"] }, own.database);
    const wish = CreateApiKey.parse({ name: "Mine", scopes: ["partners:admin"] });
    await expect(createApiKey(ctx, { partner_id, ...wish })).rejects.toMatchObject(refused);
    await expect(
      updateApiKey(ctx, { partner_id, key_id: plain.id, scopes: ["usage:read", "partners:admin"] }),
    ).rejects.toMatchObject(refused);
    await expect(
      rotateApiKey(ctx, { partner_id, key_id: admin.id, overlap_seconds: 0 }),
    ).rejects.toMatchObject(refused);
    await rotateApiKey(ctx, { partner_id, key_id: plain.id, overlap_seconds: 0 });
    const narrowed = await updateApiKey(ctx, { partner_id, key_id: admin.id, scopes: ["usage:read"] });
    expect(narrowed.scopes).toEqual(["usage:read"]);
  });
});
