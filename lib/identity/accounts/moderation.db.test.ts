import { generateSync } from "otplib";
import { beforeAll, describe, expect, it } from "vitest";
import { asPerson } from "@/lib/identity/accounts/accounts.fixture";
import { changeUserRole } from "@/lib/identity/accounts/change-user-role";
import { confirmAdmin } from "@/lib/identity/accounts/confirm-admin";
import { endUserSessions } from "@/lib/identity/accounts/end-user-sessions";
import { findSession } from "@/lib/identity/accounts/find-session";
import { startImpersonation } from "@/lib/identity/accounts/start-impersonation";
import { stopImpersonation } from "@/lib/identity/accounts/stop-impersonation";
import { suspendUser } from "@/lib/identity/accounts/suspend-user";
import { unsuspendUser } from "@/lib/identity/accounts/unsuspend-user";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext, UserContext } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS, assertPermitted, PERMISSIONS } from "@/lib/platform/permissions";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson, signedIn } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const REASON = "Ticket 12: they cannot see their own keys.";

beforeAll(() => {
  setSettings();
});

async function arrange(clock = new FixedClock(new Date())) {
  const admin = await makePerson(own.database, { admin: true, name: "Ada Admin" });
  const member = await makePerson(own.database, { role: "developer", name: "Max Member" });
  return { clock, admin, member, ctx: adminContext(own.database, admin, clock) };
}

const auditOf = (targetId: string) =>
  own.prisma.auditEvent.findMany({ where: { targetId, partnerId: { not: null } }, orderBy: { at: "asc" } });
const eyes = (ctx: AdminContext) => findSession(ctx, { session_id: ctx.sessionId ?? "" });

describe("looking through a member's eyes", () => {
  it("shows the member's own account for an hour by the clock, and then the admin's again", async () => {
    const { clock, admin, member, ctx } = await arrange();
    const { endsAt } = await startImpersonation(ctx, {
      user_id: member.userId,
      partner_id: member.partnerId,
      reason: REASON,
    });
    expect(endsAt.getTime() - clock.now().getTime()).toBe(3_600_000);
    expect(await eyes(ctx)).toMatchObject({
      user: { id: member.userId },
      impersonation: { adminId: admin.userId, adminName: "Ada Admin", endsAt },
    });
    // Seen now and then: an admin's session ends when it is left alone for half an hour.
    for (let look = 0; look < 3; look += 1) {
      clock.advance(1_199_999);
      expect(await eyes(ctx)).toMatchObject({ user: { id: member.userId } });
    }
    clock.advance(2);
    expect(await eyes(ctx)).toMatchObject({ user: { id: member.userId } });
    clock.advance(1);
    expect(await eyes(ctx)).toMatchObject({ user: { id: admin.userId }, impersonation: null });
  });

  it("ends when it is stopped, with both ends in the partner's log", async () => {
    const { admin, member, ctx } = await arrange();
    await startImpersonation(ctx, { user_id: member.userId, partner_id: member.partnerId, reason: REASON });
    const through: UserContext = {
      ...ctx,
      actor: { type: "user", id: member.userId, impersonatorId: admin.userId },
      userId: member.userId,
    };
    await stopImpersonation(through);
    expect(await eyes(ctx)).toMatchObject({ user: { id: admin.userId }, impersonation: null });
    expect(await auditOf(member.userId)).toMatchObject([
      {
        action: "impersonation.started",
        actorId: admin.userId,
        partnerId: member.partnerId,
        details: { reason: REASON },
      },
      { action: "impersonation.stopped", actorId: admin.userId, partnerId: member.partnerId },
    ]);
    await expect(stopImpersonation(through)).rejects.toThrow(NotFound);
  });

  it("is refused for an admin, for somebody of another team, and for nobody", async () => {
    const { admin, member, ctx } = await arrange();
    const other = await makePerson(own.database, { admin: true, partnerId: member.partnerId });
    const start = (user_id: string, partner_id = member.partnerId) =>
      startImpersonation(ctx, { user_id, partner_id, reason: REASON });
    await expect(start(other.userId)).rejects.toMatchObject({ code: "admin_account" });
    await expect(start(admin.userId)).rejects.toThrow(Conflict);
    const stranger = await makePerson(own.database, { role: "owner" });
    await expect(start(stranger.userId)).rejects.toThrow(NotFound);
    await expect(start(newId())).rejects.toThrow(NotFound);
    expect(await eyes(ctx)).toMatchObject({ user: { id: admin.userId }, impersonation: null });
  });

  it("ends where the person is a member of that partner no more", async () => {
    const { admin, member, ctx } = await arrange();
    await startImpersonation(ctx, { user_id: member.userId, partner_id: member.partnerId, reason: REASON });
    await own.prisma.partnerMember.deleteMany({ where: { userId: member.userId } });
    expect(await eyes(ctx)).toMatchObject({ user: { id: admin.userId }, impersonation: null });
  });

  it("lets every permission through that reads, and none that changes or makes anything", async () => {
    const actor = { type: "user", impersonatorId: newId() };
    for (const permission of PERMISSIONS) {
      const act = () => assertPermitted({ actor, permissions: ALL_PERMISSIONS }, permission);
      if (permission.endsWith(":read")) expect(act, permission).not.toThrow();
      else expect(act, permission).toThrow("Nothing can be changed");
    }
  });

  it("does not exist for people who are no admins, nor for an admin who looks through eyes already", async () => {
    const { admin, member, ctx } = await arrange();
    const input = { user_id: member.userId, partner_id: member.partnerId, reason: REASON };
    const plain = { ...ctx, role: "user" } as unknown as AdminContext;
    await expect(startImpersonation(plain, input)).rejects.toThrow(NotFound);
    const through: AdminContext = {
      ...ctx,
      actor: { type: "user", id: member.userId, impersonatorId: admin.userId },
    };
    await expect(startImpersonation(through, input)).rejects.toThrow(NotFound);
  });
});

describe("an admin's own session", () => {
  it("ends after eight hours, and after half an hour in which nothing was asked for", async () => {
    const { clock, admin } = await arrange();
    const seen = async (sessionId: string) =>
      (await findSession({ ...own.system(clock) }, { session_id: sessionId })) !== null;
    for (let look = 0; look < 23; look += 1) {
      clock.advance(20 * 60_000);
      expect(await seen(admin.sessionId)).toBe(true);
    }
    clock.advance(21 * 60_000);
    expect(await seen(admin.sessionId)).toBe(false);
    const idle = await signedIn(own.database, admin.userId);
    await own.prisma.session.update({
      where: { id: idle.sessionId },
      data: { createdAt: clock.now(), lastSeenAt: clock.now() },
    });
    clock.advance(30 * 60_000 - 1);
    expect(await seen(idle.sessionId)).toBe(true);
    clock.advance(30 * 60_000);
    expect(await seen(idle.sessionId)).toBe(false);
  });

  it("asks for a code again before what matters, and takes each code once", async () => {
    const { clock, admin, member, ctx } = await arrange();
    const late = { ...ctx, confirmedAt: new Date(clock.now().getTime() - 600_000) };
    const input = { user_id: member.userId, reason: REASON };
    for (const verb of [suspendUser, unsuspendUser, endUserSessions])
      await expect(verb(late, input)).rejects.toMatchObject({ code: "confirm_yourself" });
    await expect(startImpersonation(late, { ...input, partner_id: member.partnerId })).rejects.toMatchObject({
      code: "confirm_yourself",
    });
    const self = { ...asPerson(own, admin, clock), role: "admin" } as const;
    const epoch = Math.floor(clock.now().getTime() / 1_000);
    const code = generateSync({ secret: admin.totpSecret, epoch });
    await expect(confirmAdmin(self, { code: "000000" })).rejects.toMatchObject({ code: "wrong_code" });
    expect(await confirmAdmin(self, { code })).toEqual({ confirmed: true });
    await expect(confirmAdmin(self, { code })).rejects.toMatchObject({ code: "wrong_code" });
    expect((await eyes(ctx))?.confirmedAt).toEqual(clock.now());
  });

  it("and all others end where the role is given or taken", async () => {
    const { admin } = await arrange();
    await changeUserRole(own.system(), { email: admin.email, role: "user" });
    expect(await findSession(own.system(), { session_id: admin.sessionId })).toBeNull();
  });
});

describe("an account that an admin looks after", () => {
  it("is signed out everywhere when it is suspended, and can come back", async () => {
    const { member, ctx } = await arrange();
    await suspendUser(ctx, { user_id: member.userId, reason: REASON });
    await suspendUser(ctx, { user_id: member.userId, reason: REASON });
    expect(await findSession(ctx, { session_id: member.sessionId })).toBeNull();
    await unsuspendUser(ctx, { user_id: member.userId, reason: REASON });
    const again = await signedIn(own.database, member.userId);
    expect(await findSession(ctx, { session_id: again.sessionId })).toMatchObject({
      user: { id: member.userId },
    });
    const rows = await own.prisma.auditEvent.findMany({
      where: { targetId: member.userId, actorId: ctx.userId },
      orderBy: { at: "asc" },
    });
    expect(rows.map(({ action, details }) => [action, details])).toEqual([
      ["user.suspended", { reason: REASON }],
      ["user.unsuspended", { reason: REASON }],
    ]);
  });

  it("is signed out of every browser, once", async () => {
    const { member, ctx } = await arrange();
    await signedIn(own.database, member.userId);
    const input = { user_id: member.userId, reason: REASON };
    expect(await endUserSessions(ctx, input)).toEqual({ ended: 2 });
    expect(await endUserSessions(ctx, input)).toEqual({ ended: 0 });
    expect(await findSession(ctx, { session_id: member.sessionId })).toBeNull();
  });

  it.each([suspendUser, endUserSessions])("is out of reach where it is an admin's: %o", async (verb) => {
    const { admin, ctx } = await arrange();
    await expect(verb(ctx, { user_id: admin.userId, reason: REASON })).rejects.toMatchObject({
      code: "admin_account",
    });
    expect(await findSession(ctx, { session_id: admin.sessionId })).not.toBeNull();
  });
});
