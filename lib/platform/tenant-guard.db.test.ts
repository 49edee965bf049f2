import { beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";
import { breachOf, TENANT_MODELS } from "@/test/tenant-guard";

const own = ownDatabase();
const mine = newId();

beforeAll(() => {
  setSettings();
});

describe("the guard of tenants in tests", () => {
  it("takes its models from the schema", () => {
    for (const model of ["ApiKey", "Alert", "Ticket", "WebhookEndpoint", "PartnerMember"])
      expect(TENANT_MODELS).toContain(model);
    // Of people, and of what may concern no partner at all.
    for (const model of ["User", "Profile", "AuditEvent"]) expect(TENANT_MODELS).not.toContain(model);
  });

  it.each([
    ["findMany", { where: { name: "x" } }],
    ["findFirst", {}],
    ["findUnique", { where: { id: "1" } }],
    ["updateMany", { where: { OR: [{ partnerId: mine }, {}] } }],
    ["deleteMany", { where: { NOT: { partnerId: mine } } }],
    ["update", { where: { partnerId: newId() } }],
    ["create", { data: { name: "x" } }],
    ["createMany", { data: [{ partnerId: mine }, { partnerId: newId() }] }],
  ])("refuses a %s that does not name the tenant", (operation, args) => {
    expect(breachOf("Alert", operation, args, mine)).toContain("Alert");
  });

  it.each([
    ["findMany", { where: { AND: [{ name: "x" }, { partnerId: mine }] } }],
    ["findUnique", { where: { partnerId_userId: { partnerId: mine, userId: "1" } } }],
    ["findFirst", { where: { endpoint: { partnerId: mine } } }],
    ["create", { data: { partnerId: mine } }],
    ["create", { data: { partner: { connect: { id: mine } } } }],
  ])("takes a %s that does", (operation, args) => {
    expect(breachOf("Alert", operation, args, mine)).toBeNull();
  });

  it("stands before every query of a verb, within transactions too", async () => {
    const { partnerId } = await makePartner({}, own.database);
    const ctx = own.as({ partnerId });
    await expect(ctx.db.alert.findMany({})).rejects.toThrow("Alert.findMany does not name its partner");
    await expect(transaction(ctx, (tx) => tx.apiKey.count())).rejects.toThrow("ApiKey.count");
    expect(await transaction(ctx, (tx) => tx.apiKey.count({ where: { partnerId } }))).toBeGreaterThan(0);
    expect(await own.system().db.alert.count()).toBe(0);
  });
});
