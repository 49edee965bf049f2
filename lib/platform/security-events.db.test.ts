import { beforeAll, describe, expect, it } from "vitest";
import { audit } from "@/lib/platform/audit";
import { FixedClock } from "@/lib/platform/clock";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { flushSecurityEvents, recordRefusal, recordSecurityEvent } from "@/lib/platform/security-events";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const at = (clock: FixedClock, ip = "203.0.113.0") => ({ clock, db: own.prisma, ip });
const rowsOf = (userId: string) =>
  own.prisma.securityEvent.findMany({ where: { userId }, orderBy: { firstAt: "asc" } });

describe("recording a security event", () => {
  it("counts the same event of one network in one row an hour", async () => {
    const userId = newId();
    const clock = new FixedClock("2026-03-01T12:10:00Z");
    for (let round = 0; round < 3; round += 1) {
      recordSecurityEvent(at(clock), { kind: "sign_in.failed", code: "wrong_credentials", userId });
      await flushSecurityEvents(own.prisma);
      clock.advance(1_000);
    }
    recordSecurityEvent(at(clock, "198.51.100.0"), { kind: "sign_in.failed", userId });
    clock.advance(3_600_000);
    recordSecurityEvent(at(clock), { kind: "sign_in.failed", code: "wrong_credentials", userId });
    await flushSecurityEvents(own.prisma);
    expect((await rowsOf(userId)).map(({ network, count }) => [network, count])).toEqual([
      ["203.0.113.0", 3],
      ["198.51.100.0", 1],
      ["203.0.113.0", 1],
    ]);
  });

  it("fills the table with no more than 201 rows a kind and hour, however many networks attack", async () => {
    const clock = new FixedClock("2026-03-02T12:00:00Z");
    const before = await own.prisma.securityEvent.count();
    for (let each = 0; each < 5_000; each += 1) {
      const ip = `10.${each >> 8}.${each & 255}.0`;
      recordSecurityEvent(at(clock, ip), {
        kind: "credential.refused",
        code: "invalid_key",
        userId: newId(),
      });
      if (each % 1_000 === 0) await flushSecurityEvents(own.prisma);
    }
    await flushSecurityEvents(own.prisma);
    expect((await own.prisma.securityEvent.count()) - before).toBe(201);
    const shared = await own.prisma.securityEvent.findMany({ where: { network: "various" } });
    expect(shared).toMatchObject([{ kind: "credential.refused", count: 4_800, userId: null }]);
  });

  it("keeps the trace of a refusal whose transaction is rolled back", async () => {
    const userId = newId();
    const clock = new FixedClock("2026-03-03T12:00:00Z");
    await transaction({ db: own.prisma }, async () => {
      recordRefusal(at(clock), { status: 403, code: "insufficient_role" }, { userId });
      throw new Error("rolled back");
    }).catch(() => undefined);
    await flushSecurityEvents(own.prisma);
    expect(await rowsOf(userId)).toMatchObject([{ kind: "permission.refused", code: "insufficient_role" }]);
  });

  it("leaves no trace of a visitor who has not signed in", async () => {
    const userId = newId();
    const clock = new FixedClock("2026-03-04T12:00:00Z");
    recordRefusal(at(clock), { status: 401, code: "missing_credentials" }, { userId });
    recordRefusal(at(clock), { status: 404, code: "not_found" }, { userId });
    await flushSecurityEvents(own.prisma);
    expect(await rowsOf(userId)).toEqual([]);
  });

  it("follows from the audit log where a credential is created, in the same transaction", async () => {
    const userId = newId();
    const partnerId = newId();
    const ctx = { ...own.system(), actor: { type: "user", id: userId } } as const;
    const entry = { partnerId, action: "api_key.created", targetType: "api_key", targetId: newId() } as const;
    await transaction(ctx, async (tx) => {
      await audit(ctx, tx, entry);
      throw new Error("rolled back");
    }).catch(() => undefined);
    expect(await rowsOf(userId)).toEqual([]);
    await transaction(ctx, (tx) => audit(ctx, tx, entry));
    expect(await rowsOf(userId)).toMatchObject([
      { kind: "credential.created", code: "api_key.created", partnerId, count: 1 },
    ]);
  });
});
