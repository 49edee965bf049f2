import { beforeAll, describe, expect, it } from "vitest";
import { asPerson } from "@/lib/identity/accounts/accounts.fixture";
import { SEND_ALERT_JOB } from "@/lib/identity/security/alert-security-events";
import { securityJobs } from "@/lib/identity/security/jobs";
import {
  listOwnSecurityEvents,
  listPartnerSecurityEvents,
  searchSecurityEvents,
} from "@/lib/identity/security/list-security-events";
import { getPartnerForAdmin } from "@/lib/operations/admin/get-partner-for-admin";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { flushSecurityEvents, recordSecurityEvent, type SecurityEvent } from "@/lib/platform/security-events";
import { ownDatabase, runJob } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const PAGE = { limit: 50 };

beforeAll(() => {
  setSettings();
});

async function record(
  event: SecurityEvent,
  times = 1,
  clock = new FixedClock(new Date()),
  ip = "203.0.113.0",
) {
  for (let each = 0; each < times; each += 1) recordSecurityEvent({ clock, db: own.prisma, ip }, event);
  await flushSecurityEvents(own.prisma);
}

const alertsTo = async (userId: string) =>
  (await own.queued(SEND_ALERT_JOB)).filter(({ user_id }) => user_id === userId);

describe("security events", () => {
  it("are shown to the person and the partner that they concern, and to nobody else", async () => {
    const [one, two] = [
      await makePerson(own.database, { role: "owner" }),
      await makePerson(own.database, { role: "owner" }),
    ];
    await record({ kind: "sign_in.failed", userId: one.userId }, 3);
    await record({ kind: "credential.refused", code: "revoked_key", partnerId: one.partnerId });
    const mine = (await listOwnSecurityEvents(asPerson(own, one), PAGE)).data;
    expect(mine.map(({ kind, count }) => [kind, count])).toEqual([["sign_in.failed", 3]]);
    const ours = (await listPartnerSecurityEvents(own.as(one), PAGE)).data;
    expect(ours.map(({ kind }) => kind)).toContain("credential.refused");
    const theirs = [
      ...(await listOwnSecurityEvents(asPerson(own, two), PAGE)).data,
      ...(await listPartnerSecurityEvents(own.as(two), PAGE)).data,
    ];
    expect(theirs.map(({ kind }) => kind)).not.toContain("credential.refused");
    expect(theirs.map(({ kind }) => kind)).not.toContain("sign_in.failed");
  });

  it("page by page leave nothing out", async () => {
    const { userId } = await makePerson(own.database);
    const ctx = asPerson(own, { userId });
    for (let each = 0; each < 5; each += 1)
      await record({ kind: "sign_in.failed", userId }, 1, undefined, `203.0.${each}.0`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOwnSecurityEvents(ctx, { limit: 2, cursor });
      seen.push(...page.data.map(({ network }) => network));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4].map((each) => `203.0.${each}.0`));
  });

  it("tell a partner that staff looked at it, but not from where", async () => {
    const admin = await makePerson(own.database, { admin: true });
    const { partnerId } = await makePerson(own.database, { role: "owner" });
    await getPartnerForAdmin(adminContext(own.database, admin), { partner_id: partnerId });
    await flushSecurityEvents(own.prisma);
    const { data } = await listPartnerSecurityEvents(own.as({ partnerId }), PAGE);
    expect(data.find(({ kind }) => kind === "admin.viewed")).toMatchObject({ network: "", count: 1 });
  });

  it("are found by admins by kind, person, network and day", async () => {
    const admin = adminContext(own.database, await makePerson(own.database, { admin: true }));
    const { userId, email } = await makePerson(own.database);
    const ip = "198.51.100.0";
    await record({ kind: "second_step.failed", userId }, 2, new FixedClock("2026-01-05T12:00:00Z"), ip);
    const find = async (query: object) =>
      (await searchSecurityEvents(admin, { ...PAGE, ...query })).data.map(({ user, count }) => [
        user?.email,
        count,
      ]);
    const found = [[email, 2]];
    expect(await find({ subject: email.toUpperCase() })).toEqual(found);
    expect(await find({ subject: userId })).toEqual(found);
    expect(await find({ network: ip })).toEqual(found);
    expect(await find({ kind: "second_step.failed", from: "2026-01-05", to: "2026-01-05" })).toEqual(found);
    expect(await find({ subject: userId, to: "2026-01-04" })).toEqual([]);
    expect(await find({ subject: `nobody-${newId()}@example.com` })).toEqual([]);
    const plain = { ...admin, role: "user" } as unknown as typeof admin;
    await expect(searchSecurityEvents(plain, PAGE)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a serious kind of event", () => {
  it("is told to the owner by mail once a day, however often it happens", async () => {
    const clock = new FixedClock("2026-04-01T10:00:00Z");
    const { userId, email } = await makePerson(own.database);
    const run = () => runJob(securityJobs, "security.alert", own.system(clock), {});
    await record({ kind: "sign_in.failed", userId }, 19, clock);
    await run();
    expect(await alertsTo(userId)).toEqual([]);
    await record({ kind: "sign_in.failed", userId }, 1, clock);
    await Promise.all([run(), run()]);
    await record({ kind: "sign_in.failed", userId }, 100, clock);
    await run();
    const [alert, ...more] = await alertsTo(userId);
    expect([alert?.kind, alert?.count, more]).toEqual(["sign_in.failed", 20, []]);
    await runJob(securityJobs, SEND_ALERT_JOB, own.system(clock), alert ?? {});
    const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email } });
    expect(mail.subject).toBe("Soulmate security: Failed sign-in");
    expect(mail.text).toContain("20 times today");
    clock.advance(86_400_000);
    await record({ kind: "sign_in.failed", userId }, 20, clock);
    await run();
    expect(await alertsTo(userId)).toHaveLength(2);
  });

  it("is told to a partner's owners and admins, and to the installation's admins where it concerns all", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const owner = await makePerson(own.database, { role: "owner" });
    const viewer = await makePerson(own.database, { role: "viewer", partnerId: owner.partnerId });
    const admin = await makePerson(own.database, { admin: true });
    await record({ kind: "admin.impersonated", partnerId: owner.partnerId }, 1, clock);
    await record({ kind: "admin.role_changed", userId: owner.userId }, 1, clock);
    await runJob(securityJobs, "security.alert", own.system(clock), {});
    expect((await alertsTo(owner.userId)).map(({ kind }) => kind)).toEqual(["admin.impersonated"]);
    expect(await alertsTo(viewer.userId)).toEqual([]);
    expect((await alertsTo(admin.userId)).map(({ kind }) => kind)).toEqual(["admin.role_changed"]);
  });
});
