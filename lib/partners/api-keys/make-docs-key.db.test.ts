import { beforeAll, describe, expect, it } from "vitest";
import { makeDocsKey } from "@/lib/partners/api-keys/make-docs-key";
import { warnExpiringKeys } from "@/lib/partners/api-keys/warn-expiring-keys";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { FixedClock } from "@/lib/platform/clock";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(4);
const clock = new FixedClock("2026-03-01T12:00:00.000Z");

beforeAll(() => {
  setSettings();
});

describe("a key for the documentation", () => {
  it("is a test key that scores and reads usage, and ends after a day without a warning", async () => {
    const partner = await makePartner({}, own.database);
    const made = await makeDocsKey(own.as(partner, { clock }), {});
    expect(made).toEqual({ key: expect.stringMatching(/^sk_test_/), partner_id: partner.partnerId });
    const row = await own.prisma.apiKey.findFirstOrThrow({
      where: { partnerId: partner.partnerId, name: "Docs" },
    });
    expect(row).toMatchObject({
      mode: "test",
      scopes: ["compatibility:calculate", "usage:read"],
      expiresAt: new Date("2026-03-02T12:00:00.000Z"),
    });
    await warnExpiringKeys(own.system(clock));
    const after = await own.prisma.apiKey.findUniqueOrThrow({ where: { id: row.id } });
    expect(after.expiryWarnedAt).toEqual(row.expiryWarnedAt);
    expect(after.expiryWarnedAt).not.toBeNull();
  });

  it("is made by developers, not by viewers", async () => {
    const partner = await makePartner({}, own.database);
    const as = (role: "developer" | "viewer") =>
      makeDocsKey({ ...own.as(partner), permissions: permissionsOfRole(role) }, {});
    await expect(as("viewer")).rejects.toMatchObject({ code: /insufficient/ });
    await expect(as("developer")).resolves.toHaveProperty("key");
  });
});
