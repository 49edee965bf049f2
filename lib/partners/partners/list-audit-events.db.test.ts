import { beforeAll, describe, expect, it } from "vitest";
import type { AuditActionName } from "@/lib/catalog/audit-actions";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { listAuditEvents } from "@/lib/partners/partners/list-audit-events";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makeKey } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

async function arrange(impersonatorId?: string) {
  const person = await makePerson(own.database, { role: "owner", name: "Olga Owner" });
  const ctx: PartnerContext = {
    ...own.as(person),
    actor: { type: "user", id: person.userId, impersonatorId },
  };
  return { person, ctx };
}

describe("listAuditEvents", () => {
  it("says who did what to what, newest first", async () => {
    const { person, ctx } = await arrange();
    const key = await makeKey(person, { name: "Checkout" }, own.database);
    await revokeApiKey(ctx, { partner_id: ctx.partnerId, key_id: key.id });
    const { data } = await listAuditEvents(ctx, { limit: 20 });
    expect(data[0]).toMatchObject({
      action: "api_key.revoked",
      actor: { type: "person", name: "Olga Owner" },
      kind: "api_key",
      target_id: key.id,
      target_name: `Checkout (${key.prefix}…)`,
      details: { name: "Checkout", mode: "live" },
      ip: "203.0.113.0",
    });
    expect(data[1]).toMatchObject({ action: "api_key.created", actor: { type: "soulmate" } });
    const ofKey = await listAuditEvents(ctx, { limit: 20, kind: "api_key", target_id: key.id });
    expect(ofKey.data.map(({ action }) => action)).toEqual(["api_key.revoked", "api_key.created"]);
    const ofMembers = await listAuditEvents(ctx, { limit: 20, kind: "member" });
    expect(ofMembers.data).toEqual([]);
  });

  it("pages through everything once, also where many share one millisecond", async () => {
    const { ctx } = await arrange();
    await own.prisma.$transaction(async (tx) => {
      const still = { ...ctx, clock: { now: () => new Date("2026-03-01T12:00:00.000Z") } };
      for (let i = 0; i < 25; i += 1) {
        await audit(still, tx, {
          partnerId: ctx.partnerId,
          action: "partner.updated",
          targetType: "partner",
          targetId: ctx.partnerId,
        });
      }
    });
    const total = await own.prisma.auditEvent.count({ where: { partnerId: ctx.partnerId } });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAuditEvents(ctx, { limit: 7, cursor });
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  it("tells that staff acted through a member's eyes, and no detail that is not known to be harmless", async () => {
    const admin = await makePerson(own.database, { admin: true, name: "Ada Admin" });
    const { ctx } = await arrange(admin.userId);
    await own.prisma.$transaction((tx) =>
      audit(ctx, tx, {
        partnerId: ctx.partnerId,
        action: "api_key.updated",
        targetType: "api_key",
        targetId: newId(),
        details: { fields: ["name", "scopes"], note: "for staff only" },
      }),
    );
    const { data } = await listAuditEvents(ctx, { limit: 1 });
    expect(data[0]).toMatchObject({
      actor: { type: "person", name: "Soulmate staff, as Olga Owner" },
      target_name: null,
      details: { fields: "name, scopes" },
    });
    expect(JSON.stringify(data)).not.toMatch(/staff only|Ada/);
  });

  it("tells of each action only the details that are listed for it", async () => {
    const { ctx } = await arrange();
    const write = (action: AuditActionName, details: Record<string, string>) =>
      own.prisma.$transaction((tx) =>
        audit(ctx, tx, {
          partnerId: ctx.partnerId,
          action,
          targetType: "partner",
          targetId: ctx.partnerId,
          details,
        }),
      );
    // The same detail may be harmless in one action and not in another.
    await write("member.role_changed", {
      email: "m@example.com",
      from: "viewer",
      to: "admin",
      reason: "hush",
    });
    await write("partner.suspended", {
      reason: "An invoice of March is open.",
      email: "ada@soulmate.example",
    });
    await write("impersonation.started", { reason: "Ticket 7", until: "2026-03-01" });
    await write("partner.onboarded", { name: "new", url: "https://example.com" });
    const { data } = await listAuditEvents(ctx, { limit: 4 });
    expect(data.map(({ details }) => details).reverse()).toEqual([
      { email: "m@example.com", from: "viewer", to: "admin" },
      { reason: "An invoice of March is open." },
      // The admin who gives this reason is told that the partner can read it.
      { reason: "Ticket 7", until: "2026-03-01" },
      {},
    ]);
  });

  it("says of what staff did that they did it, and neither who nor from where", async () => {
    const admin = await makePerson(own.database, { admin: true, name: "Ada Admin" });
    const { ctx } = await arrange();
    await own.prisma.$transaction((tx) =>
      audit({ ...ctx, actor: { type: "user", id: admin.userId } }, tx, {
        partnerId: ctx.partnerId,
        action: "partner.suspended",
        targetType: "partner",
        targetId: ctx.partnerId,
        details: { reason: "Asked for by its owner." },
      }),
    );
    const { data } = await listAuditEvents(ctx, { limit: 1 });
    expect(data[0]).toMatchObject({ actor: { type: "soulmate", name: "Soulmate staff" }, ip: null });
    expect(JSON.stringify(data)).not.toContain("Ada");
  });

  it("tells nothing of another partner, by its ids and cursors either", async () => {
    const [mine, theirs] = [await arrange(), await arrange()];
    const key = await makeKey(theirs.person, {}, own.database);
    const newest = (await listAuditEvents(theirs.ctx, { limit: 1 })).next_cursor ?? undefined;
    const { data } = await listAuditEvents(mine.ctx, { limit: 100, cursor: newest });
    const rows = await own.prisma.auditEvent.findMany({ where: { partnerId: mine.ctx.partnerId } });
    expect(data.every(({ id }) => rows.some((row) => row.id === id))).toBe(true);
    expect((await listAuditEvents(mine.ctx, { limit: 20, target_id: key.id })).data).toEqual([]);
  });
});
