import { beforeAll, describe, expect, it } from "vitest";
import { assertUsable, findCredential } from "@/lib/partners/api-keys/authenticate-key";
import { changeContract } from "@/lib/partners/partners/change-contract";
import { suspendPartner } from "@/lib/partners/partners/suspend-partner";
import { unsuspendPartner } from "@/lib/partners/partners/unsuspend-partner";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const REASON = "Fraudulent traffic, see ticket 7.";

beforeAll(() => {
  setSettings();
});

async function arrange() {
  const admin = await makePerson(own.database, { admin: true });
  const { partnerId } = await makePerson(own.database, { role: "owner", tier: "starter" });
  const rows = async () =>
    (
      await own.prisma.auditEvent.findMany({
        where: { partnerId, actorId: admin.userId },
        orderBy: { at: "asc" },
      })
    ).map(({ action, details }) => [action, details]);
  return { ctx: adminContext(own.database, admin), partnerId, rows };
}

async function credentialOf(partnerId: string) {
  const { secretHash } = await own.prisma.apiKey.findFirstOrThrow({ where: { partnerId, mode: "live" } });
  return findCredential(own.database, Buffer.from(secretHash));
}

describe("a suspension", () => {
  it("refuses the partner's keys until it is lifted, and leaves one row each way, with the reason", async () => {
    const { ctx, partnerId, rows } = await arrange();
    const use = async () => {
      const credential = await credentialOf(partnerId);
      if (credential === null) throw new Error("There is no key.");
      assertUsable(credential, null, new Date());
    };
    await use();
    await suspendPartner(ctx, { partner_id: partnerId, reason: REASON });
    await suspendPartner(ctx, { partner_id: partnerId, reason: REASON });
    await expect(use()).rejects.toMatchObject({ code: "partner_suspended" });
    await unsuspendPartner(ctx, { partner_id: partnerId, reason: REASON });
    await use();
    expect(await rows()).toEqual([
      ["partner.suspended", { reason: REASON }],
      ["partner.unsuspended", { reason: REASON }],
    ]);
  });

  it("of nobody is refused", async () => {
    const { ctx } = await arrange();
    await expect(suspendPartner(ctx, { partner_id: newId(), reason: REASON })).rejects.toThrow(NotFound);
  });
});

describe("a contract", () => {
  it("is changed where it differs, and the row names that alone", async () => {
    const { ctx, partnerId, rows } = await arrange();
    const terms = {
      partner_id: partnerId,
      tier: "professional",
      subscription_status: "active",
      per_minute: null,
      per_day: 250_000,
      reason: REASON,
    } as const;
    await changeContract(ctx, terms);
    await changeContract(ctx, terms);
    expect(await own.prisma.partner.findUnique({ where: { id: partnerId } })).toMatchObject({
      tier: "professional",
      perMinuteLimit: null,
      perDayLimit: 250_000,
    });
    expect(await rows()).toEqual([
      ["partner.contract_changed", { tier: "professional", per_day: 250_000, reason: REASON }],
    ]);
  });
});
