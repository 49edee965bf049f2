import { beforeAll, describe, expect, it } from "vitest";
import { audit } from "@/lib/platform/audit";
import { FixedClock } from "@/lib/platform/clock";
import { idTime, newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const clock = new FixedClock("2026-03-01T12:00:00Z");

beforeAll(() => {
  setSettings();
});

const entry = (targetId = newId()) => ({
  partnerId: newId(),
  action: "user.renamed" as const,
  targetType: "thing",
  targetId,
});
const find = (targetId: string) => own.prisma.auditEvent.findMany({ where: { targetId } });

describe("the audit log", () => {
  it("says who did what to what, when, from where and in which request", async () => {
    const actor = { type: "api_key", id: newId() } as const;
    const ctx = own.as({ partnerId: newId() }, { clock, actor });
    const written = { ...entry(), details: { fields: ["name"], count: 2, note: null } };
    await own.prisma.$transaction((tx) => audit(ctx, tx, written));
    const [row] = await find(written.targetId);
    expect(row).toMatchObject({
      ...written,
      at: clock.now(),
      actorType: "api_key",
      actorId: actor.id,
      requestId: ctx.requestId,
      ip: ctx.ip,
    });
    expect(idTime(row?.id ?? "")).toEqual(clock.now());
  });

  it("names nobody for what nobody known did", async () => {
    const written = entry();
    const ctx = { ...own.system(clock), actor: { type: "anonymous" } as const };
    await own.prisma.$transaction((tx) => audit(ctx, tx, written));
    expect(await find(written.targetId)).toMatchObject([{ actorType: "anonymous", actorId: null, ip: null }]);
  });

  it("has no row for a change that was undone", async () => {
    const written = entry();
    const undone = own.prisma.$transaction(async (tx) => {
      await audit(own.system(clock), tx, written);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await find(written.targetId)).toEqual([]);
  });

  it.each([
    ["changed", "UPDATE audit_events SET action = 'nothing'"],
    ["changed to what it is", "UPDATE audit_events SET action = action"],
    ["removed", "DELETE FROM audit_events"],
    ["emptied", "TRUNCATE audit_events"],
  ])("cannot be %s, by anyone who speaks SQL", async (_how, statement) => {
    const written = entry();
    await own.prisma.$transaction((tx) => audit(own.system(clock), tx, written));
    await expect(own.rows(statement)).rejects.toThrow(/only ever added/);
    expect(await find(written.targetId)).toHaveLength(1);
  });
});
