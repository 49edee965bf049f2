import { beforeAll, describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/partners/teams/accept-invitation";
import { changeMemberRole } from "@/lib/partners/teams/change-member-role";
import { getInvitation } from "@/lib/partners/teams/get-invitation";
import { inviteMember, MAILS_PER_DAY, MAX_OPEN_INVITATIONS } from "@/lib/partners/teams/invite-member";
import { teamJobs } from "@/lib/partners/teams/jobs";
import { leavePartner } from "@/lib/partners/teams/leave-partner";
import { listInvitations } from "@/lib/partners/teams/list-invitations";
import { listMembers } from "@/lib/partners/teams/list-members";
import { removeMember } from "@/lib/partners/teams/remove-member";
import { resendInvitation } from "@/lib/partners/teams/resend-invitation";
import { revokeInvitation } from "@/lib/partners/teams/revoke-invitation";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES, type MemberRole } from "@/lib/partners/teams/schemas";
import { type Clock, FixedClock, systemClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson, personContext, type TestPerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase(8);
const DAY_MS = 86_400_000;

beforeAll(() => {
  setSettings();
});

/** A member at work, with what their role allowed when they came. */
function at(person: TestPerson, role: MemberRole, clock: Clock = systemClock): PartnerContext {
  return {
    ...own.as(person, { clock }),
    actor: { type: "user", id: person.userId },
    permissions: permissionsOfRole(role),
  };
}

async function team(role: MemberRole = "owner") {
  const owner = await makePerson(own.database, { role: "owner", name: "Olga Owner" });
  const { partnerId } = owner;
  const join = (as: MemberRole) => makePerson(own.database, { partnerId, role: as });
  const me = role === "owner" ? owner : await join(role);
  return { owner, partnerId, join, me, ctx: at(me, role) };
}

/** Sends the mail of the newest invitation and reads its token out of it. */
async function tokenFor(email: string): Promise<string> {
  const { id } = await own.prisma.invitation.findFirstOrThrow({ where: { email }, orderBy: { id: "desc" } });
  await runJob(teamJobs, "partners.send-invitation", own.system(), { invitation_id: id });
  const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email }, orderBy: { at: "desc" } });
  return /\/invitation#(\S+)/.exec(mail.text)?.[1] ?? "";
}

const roleOf = async (person: TestPerson, partnerId: string) =>
  (await own.prisma.partnerMember.findFirst({ where: { userId: person.userId, partnerId } }))?.role ?? null;

const actionsOf = async (partnerId: string) =>
  (await own.prisma.auditEvent.findMany({ where: { partnerId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("inviting", () => {
  it("mails a link whose token stands nowhere but in the mail, and lets that address in once", async () => {
    const { ctx, partnerId } = await team();
    const guest = await makePerson(own.database, { name: "Gus Guest" });
    const invited = await inviteMember(ctx, { email: guest.email, role: "developer" });
    expect(invited).toMatchObject({ status: "open", role: "developer", invited_by: "Olga Owner" });
    expect(await own.queued("partners.send-invitation")).toContainEqual({ invitation_id: invited.id });

    const token = await tokenFor(guest.email);
    expect(await own.tablesHolding(token)).toEqual(["public.kept_mails"]);
    expect(await getInvitation(own.system(), { token })).toMatchObject({
      company_name: "Kindred Café",
      email: guest.email,
      role: "developer",
      invited_by: "Olga Owner",
    });

    const answer = { partner_id: partnerId, company_name: "Kindred Café", role: "developer" };
    expect(await acceptInvitation(personContext(own.database, guest), { token })).toEqual(answer);
    expect(await acceptInvitation(personContext(own.database, guest), { token })).toEqual(answer);
    expect(await own.prisma.partnerMember.count({ where: { partnerId, userId: guest.userId } })).toBe(1);
    expect((await listInvitations(ctx, { limit: 20 })).data).toEqual([]);
    const { data } = await listMembers(ctx, { limit: 20 });
    expect(data.map(({ name, role }) => [name, role])).toEqual([
      ["Olga Owner", "owner"],
      ["Gus Guest", "developer"],
    ]);
    expect(await actionsOf(partnerId)).toEqual(expect.arrayContaining(["invitation.sent", "member.joined"]));
    await expect(getInvitation(own.system(), { token })).rejects.toMatchObject({
      code: "invalid_invitation",
    });
  });

  it("lets in nobody but the account with that very address, verified", async () => {
    const { ctx, partnerId } = await team();
    const [guest, stranger] = [await makePerson(own.database), await makePerson(own.database)];
    await inviteMember(ctx, { email: guest.email, role: "admin" });
    const token = await tokenFor(guest.email);
    await expect(acceptInvitation(personContext(own.database, stranger), { token })).rejects.toMatchObject({
      code: "wrong_account",
    });
    await own.prisma.user.update({ where: { id: guest.userId }, data: { emailVerifiedAt: null } });
    await expect(acceptInvitation(personContext(own.database, guest), { token })).rejects.toMatchObject({
      code: "email_unverified",
    });
    expect(await own.prisma.partnerMember.count({ where: { partnerId } })).toBe(1);
  });

  it("lets nobody in by a link that is withdrawn, replaced, too old or made up", async () => {
    const clock = new FixedClock(new Date());
    const { owner } = await team();
    const ctx = at(owner, "owner", clock);
    const guest = await makePerson(own.database);
    const accept = (token: string) =>
      acceptInvitation({ ...personContext(own.database, guest), clock }, { token });
    const invited = await inviteMember(ctx, { email: guest.email, role: "viewer" });
    const first = await tokenFor(guest.email);
    const again = await resendInvitation(ctx, { invitation_id: invited.id });
    const second = await tokenFor(guest.email);
    await expect(accept(first)).rejects.toMatchObject({ code: "invalid_invitation" });
    await expect(accept("a-token-that-nobody-was-ever-sent")).rejects.toMatchObject({
      code: "invalid_invitation",
    });
    clock.advance(7 * DAY_MS);
    await expect(accept(second)).rejects.toMatchObject({ code: "invalid_invitation" });
    expect((await listInvitations(ctx, { limit: 20 })).data).toMatchObject([
      { id: again.id, status: "expired" },
    ]);
    const third = await resendInvitation(ctx, { invitation_id: again.id });
    const token = await tokenFor(guest.email);
    await revokeInvitation(ctx, { invitation_id: third.id });
    await revokeInvitation(ctx, { invitation_id: third.id });
    await expect(accept(token)).rejects.toMatchObject({ code: "invalid_invitation" });
    await expect(resendInvitation(ctx, { invitation_id: third.id })).rejects.toMatchObject({
      code: "invitation_closed",
    });
    expect((await listInvitations(ctx, { limit: 20 })).data).toEqual([]);
  });

  it("asks each address once, and neither members nor too many", async () => {
    const { ctx, owner, partnerId } = await team();
    await inviteMember(ctx, { email: "ann@example.com", role: "viewer" });
    await expect(inviteMember(ctx, { email: "ann@example.com", role: "viewer" })).rejects.toMatchObject({
      code: "already_invited",
    });
    await expect(inviteMember(ctx, { email: owner.email, role: "viewer" })).rejects.toMatchObject({
      code: "already_member",
    });
    const old = (createdAt: Date) => ({
      id: newId(),
      partnerId,
      email: `${newId()}@example.com`,
      role: "viewer" as const,
      createdAt,
      expiresAt: new Date(Date.now() + DAY_MS),
    });
    const yesterday = new Date(Date.now() - 1.1 * DAY_MS);
    await own.prisma.invitation.createMany({
      data: Array.from({ length: MAX_OPEN_INVITATIONS - 2 }, () => old(yesterday)),
    });
    // Two at once for the last place: one gets it.
    const both = await Promise.allSettled(
      ["one", "two"].map((name) => inviteMember(ctx, { email: `${name}@example.com`, role: "viewer" })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "too_many_invitations" },
    });
    await own.prisma.invitation.updateMany({
      where: { partnerId },
      data: { revokedAt: new Date(), createdAt: new Date() },
    });
    await own.prisma.invitation.createMany({
      data: Array.from({ length: MAILS_PER_DAY - MAX_OPEN_INVITATIONS }, () => ({
        ...old(new Date()),
        revokedAt: new Date(),
      })),
    });
    await expect(inviteMember(ctx, { email: "ann@example.com", role: "viewer" })).rejects.toMatchObject({
      code: "too_many_mails",
    });
  });

  it("sends nothing to who has been uninvited meanwhile", async () => {
    const { ctx } = await team();
    const { id } = await inviteMember(ctx, { email: "late@example.com", role: "viewer" });
    await revokeInvitation(ctx, { invitation_id: id });
    await runJob(teamJobs, "partners.send-invitation", own.system(), { invitation_id: id });
    expect(await own.prisma.keptMail.count({ where: { to: "late@example.com" } })).toBe(0);
  });
});

describe("managing", () => {
  it.each(MEMBER_ROLES)("lets %s do to each role what the team page says, and no more", async (role) => {
    const { ctx, join } = await team(role);
    const may = async (work: Promise<unknown>) => {
      const error: unknown = await work.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error).toMatchObject({ code: "insufficient_role" });
      return error === null;
    };
    const manages = role === "owner" || role === "admin";
    for (const target of MEMBER_ROLES) {
      const expected = manages && (target !== "owner" || role === "owner");
      const member = await join(target);
      const change = { user_id: member.userId, role: target === "viewer" ? "developer" : "viewer" } as const;
      expect(await may(changeMemberRole(ctx, change))).toBe(expected);
      const made = await join("viewer");
      expect(await may(changeMemberRole(ctx, { user_id: made.userId, role: target }))).toBe(expected);
      expect(await may(inviteMember(ctx, { email: `${newId()}@example.com`, role: target }))).toBe(expected);
      const gone = await join(target);
      expect(await may(removeMember(ctx, { user_id: gone.userId }))).toBe(expected);
    }
  });

  it("keeps an owner: the last one can be neither demoted nor removed, nor leave", async () => {
    const { ctx, owner, partnerId, join } = await team();
    const last = { code: "last_owner" };
    await expect(changeMemberRole(ctx, { user_id: owner.userId, role: "admin" })).rejects.toMatchObject(last);
    await expect(removeMember(ctx, { user_id: owner.userId })).rejects.toMatchObject(last);
    await expect(leavePartner(ctx)).rejects.toMatchObject(last);
    expect(await roleOf(owner, partnerId)).toBe("owner");
    await join("owner");
    await leavePartner(ctx);
    expect(await roleOf(owner, partnerId)).toBeNull();
    expect(await actionsOf(partnerId)).toContain("member.left");
  });

  it("leaves one of two owners who demote each other at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ctx, owner, partnerId, join } = await team();
      const other = await join("owner");
      const results = await Promise.allSettled([
        changeMemberRole(ctx, { user_id: other.userId, role: "viewer" }),
        changeMemberRole(at(other, "owner"), { user_id: owner.userId, role: "viewer" }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(results.find(({ status }) => status === "rejected")).toMatchObject({
        reason: { code: "insufficient_role" },
      });
      expect(await own.prisma.partnerMember.count({ where: { partnerId, role: "owner" } })).toBe(1);
    }
  });

  it("leaves one of two owners who leave at once", async () => {
    const { ctx, partnerId, join } = await team();
    const other = await join("owner");
    const results = await Promise.allSettled([leavePartner(ctx), leavePartner(at(other, "owner"))]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await own.prisma.partnerMember.count({ where: { partnerId, role: "owner" } })).toBe(1);
  });

  it("takes with a removed member their tokens for this partner and the invitations they sent", async () => {
    const { ctx, partnerId, join } = await team();
    const admin = await join("admin");
    const elsewhere = await team();
    const token = (forPartner: string) => ({
      id: newId(),
      userId: admin.userId,
      partnerId: forPartner,
      name: "CI",
      scopes: [],
      secretHash: Buffer.from(newId()),
      prefix: "pat_",
      createdAt: new Date(),
    });
    await own.prisma.personalAccessToken.createMany({
      data: [token(partnerId), token(elsewhere.partnerId)],
    });
    const guest = await makePerson(own.database);
    await inviteMember(at(admin, "admin"), { email: guest.email, role: "admin" });
    const mailed = await tokenFor(guest.email);
    await removeMember(ctx, { user_id: admin.userId });
    const tokens = await own.prisma.personalAccessToken.findMany({ where: { userId: admin.userId } });
    expect(tokens.map((row) => [row.partnerId, row.revokedAt !== null])).toEqual(
      expect.arrayContaining([
        [partnerId, true],
        [elsewhere.partnerId, false],
      ]),
    );
    await expect(
      acceptInvitation(personContext(own.database, guest), { token: mailed }),
    ).rejects.toMatchObject({ code: "invalid_invitation" });
    // Whoever was removed may still hold a context from before: it no longer counts.
    await expect(
      inviteMember(at(admin, "admin"), { email: "back@example.com", role: "viewer" }),
    ).rejects.toMatchObject({ code: "insufficient_role" });
  });

  it("takes back only what a demoted owner could not have sent as an admin", async () => {
    const { ctx, join } = await team();
    const other = await join("owner");
    await inviteMember(at(other, "owner"), { email: "boss@example.com", role: "owner" });
    await inviteMember(at(other, "owner"), { email: "dev@example.com", role: "developer" });
    await changeMemberRole(ctx, { user_id: other.userId, role: "admin" });
    const { data } = await listInvitations(ctx, { limit: 20 });
    expect(data.map(({ email }) => email)).toEqual(["dev@example.com"]);
  });
});

describe("another team", () => {
  it("is refused in the same words as people and invitations that are not there, and stays as it is", async () => {
    const [mine, theirs] = [await team(), await team()];
    const member = await theirs.join("viewer");
    const invitation = await inviteMember(theirs.ctx, { email: "neighbour@example.com", role: "viewer" });
    const everything = () =>
      Promise.all([
        own.prisma.partnerMember.findMany({ where: { partnerId: theirs.partnerId }, orderBy: { id: "asc" } }),
        own.prisma.invitation.findMany({ where: { partnerId: theirs.partnerId } }),
        own.prisma.auditEvent.count(),
      ]);
    const refusal = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => ({ code: "done", message: "" }),
        (thrown: { code: string; message: string }) => thrown,
      );
      return [error.code, error.message];
    };
    const verbs: ((id: { user_id: string; invitation_id: string }) => Promise<unknown>)[] = [
      ({ user_id }) => changeMemberRole(mine.ctx, { user_id, role: "viewer" }),
      ({ user_id }) => removeMember(mine.ctx, { user_id }),
      ({ invitation_id }) => resendInvitation(mine.ctx, { invitation_id }),
      ({ invitation_id }) => revokeInvitation(mine.ctx, { invitation_id }),
    ];
    const before = await everything();
    for (const verb of verbs) {
      const missing = await refusal(verb({ user_id: newId(), invitation_id: newId() }));
      expect(missing[0]).toBe("not_found");
      expect(await refusal(verb({ user_id: member.userId, invitation_id: invitation.id }))).toEqual(missing);
    }
    // The client of their context, because that of mine would refuse before the verb does.
    const elsewhere = { ...mine.ctx, db: theirs.ctx.db, partnerId: theirs.partnerId };
    await expect(leavePartner(elsewhere)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await everything()).toEqual(before);
    const [members, invitations] = [
      await listMembers(mine.ctx, { limit: 100 }),
      await listInvitations(mine.ctx, { limit: 100 }),
    ];
    expect(members.data.map(({ user_id }) => user_id)).toEqual([mine.owner.userId]);
    expect(invitations.data).toEqual([]);
  });
});
