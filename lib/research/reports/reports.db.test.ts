import { beforeAll, describe, expect, it } from "vitest";
import { removeMember } from "@/lib/partners/teams/remove-member";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { listKeptMails } from "@/lib/platform/mail";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { runQuery } from "@/lib/research/insights/run-query";
import { createReport } from "@/lib/research/reports/create-report";
import { deleteReport } from "@/lib/research/reports/delete-report";
import { getReport } from "@/lib/research/reports/get-report";
import { leaveReport } from "@/lib/research/reports/leave-report";
import { listReports } from "@/lib/research/reports/list-reports";
import { sendReportMail } from "@/lib/research/reports/report-mail";
import { runReport } from "@/lib/research/reports/run-report";
import { CreateReport } from "@/lib/research/reports/schemas";
import { sendReportNow } from "@/lib/research/reports/send-report-now";
import { setReportActive } from "@/lib/research/reports/set-report-active";
import { RUN_REPORT_JOB, startDueReports } from "@/lib/research/reports/start-due-reports";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(8);
const BEFORE = new FixedClock("2031-06-20T09:00:00Z");
const OPENED = new FixedClock("2031-07-01T04:40:00Z");
/** A Monday. */
const LATER = new FixedClock("2031-07-07T05:10:00Z");

let owner: PartnerContext;
let other: PartnerContext;
let member = "";
const stranger = newId();

async function makeMember(partnerId: string): Promise<string> {
  const id = newId();
  const at = BEFORE.now();
  await own.prisma.user.create({
    data: {
      id,
      email: `${id}@example.test`,
      name: "Reader",
      emailVerifiedAt: at,
      createdAt: at,
      updatedAt: at,
    },
  });
  await own.prisma.partnerMember.create({
    data: { id: newId(), partnerId, userId: id, role: "viewer", createdAt: at, updatedAt: at },
  });
  return id;
}

const plain = {
  name: "Figures",
  cadence: "edition" as const,
  query_id: null,
  error: null,
  max_epsilon_milli: 0,
  recipients: [] as string[],
};
const at = (ctx: PartnerContext, clock: FixedClock) => ({ ...ctx, clock });
const runsOf = (reportId: string) => own.prisma.insightReportRun.findMany({ where: { reportId } });
const eventsOf = (type: string, partnerId = owner.partnerId) =>
  own.prisma.partnerEvent.findMany({ where: { partnerId, type }, orderBy: { id: "asc" } });
const dueNow = async (clock: FixedClock, reportId: string) => {
  await startDueReports(own.system(clock));
  return (await own.queued(RUN_REPORT_JOB)).filter((payload) => payload.report_id === reportId);
};

beforeAll(async () => {
  owner = await makeResearcher(own, BEFORE);
  other = await makeResearcher(own, BEFORE);
  member = await makeMember(owner.partnerId);
  await insertPopulation(own, new Date("2031-05-01T12:00:00Z"), 60);
  await publishEdition(own, OPENED);
}, 120_000);

describe("an edition that is published", () => {
  it("is sent to the webhooks of every partner with insights, once, and looks for due reports", async () => {
    const [event, ...more] = await eventsOf("insights.edition_published");
    expect(more).toEqual([]);
    expect(event?.data).toEqual({
      edition: "2031-Q2",
      published_at: "2031-07-01T04:40:00.000Z",
      synthetic: expect.any(Boolean),
    });
    expect(await eventsOf("insights.edition_published", other.partnerId)).toHaveLength(1);
    await publishEdition(own, OPENED);
    expect(await eventsOf("insights.edition_published")).toHaveLength(1);
    expect(await own.queued("reports.start-due")).toEqual([{}]);
  });
});

describe("a report", () => {
  it("is due with an edition that was published after it was made, and not with one that was there before", async () => {
    const before = await createReport(at(owner, BEFORE), plain);
    const after = await createReport(at(owner, LATER), plain);
    expect(await dueNow(LATER, before.id)).toEqual([{ report_id: before.id, period: "2031-Q2" }]);
    expect(await dueNow(LATER, after.id)).toEqual([]);
    // A job that waits is not queued again.
    expect(await dueNow(LATER, before.id)).toHaveLength(1);
    await runReport(own.system(LATER), { report_id: before.id, period: "2031-Q2" });
    await own.rows(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE task_identifier = $1",
      [RUN_REPORT_JOB],
    );
    expect(await dueNow(LATER, before.id)).toEqual([]);
  });

  it("of a week is due from Monday on, and one of a month from the first", async () => {
    const weekly = await createReport(at(owner, OPENED), { ...plain, cadence: "weekly" });
    const monthly = await createReport(at(owner, BEFORE), { ...plain, cadence: "monthly" });
    expect(await dueNow(new FixedClock("2031-07-06T23:59:00Z"), weekly.id)).toEqual([]);
    expect(await dueNow(LATER, weekly.id)).toEqual([{ report_id: weekly.id, period: "2031-07-07" }]);
    expect(await dueNow(LATER, monthly.id)).toEqual([{ report_id: monthly.id, period: "2031-07" }]);
  });

  it("is made once a period, also by four runs of its job at once, and sends one email and one webhook", async () => {
    const report = await createReport(at(owner, BEFORE), { ...plain, name: "Once", recipients: [member] });
    const job = { report_id: report.id, period: "2031-Q2" };
    await Promise.all(Array.from({ length: 4 }, () => runReport(own.system(LATER), job)));
    await runReport(own.system(LATER), job);
    const [run, ...more] = await runsOf(report.id);
    expect(more).toEqual([]);
    expect(run).toMatchObject({ outcome: "ready", quarter: "2031-Q2", queryId: null });
    const ready = (await eventsOf("insights.report_ready")).filter(
      ({ data }) => (data as { report_id: string }).report_id === report.id,
    );
    expect(ready.map(({ data }) => data)).toEqual([
      {
        report_id: report.id,
        run_id: run?.id,
        name: "Once",
        edition: "2031-Q2",
        query_id: null,
        answered: true,
      },
    ]);
    const mails = (await own.queued("reports.send-mail")).filter((payload) => payload.run_id === run?.id);
    expect(mails).toEqual([{ run_id: run?.id, user_id: member }]);
  });

  it("whose process is killed while it is made leaves nothing, and is made by the next run", async () => {
    const report = await createReport(at(owner, BEFORE), { ...plain, name: "Killed", recipients: [member] });
    const job = { report_id: report.id, period: "2031-Q2" };
    const before = (await eventsOf("insights.report_ready")).length;
    const killed = transaction(own.system(LATER), async (tx) => {
      await runReport({ ...own.system(LATER), db: tx }, job);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect([await runsOf(report.id), (await eventsOf("insights.report_ready")).length]).toEqual([[], before]);
    await runReport(own.system(LATER), job);
    expect(await runsOf(report.id)).toHaveLength(1);
  });

  it("asks its question of the newest edition, pays once, and shows the answer", async () => {
    const asked = await runQuery(
      at(owner, OPENED),
      ask({ measure: "people", dimensions: ["age_band"], error: 60 }),
    );
    const report = await createReport(at(owner, OPENED), {
      ...plain,
      name: "By age",
      cadence: "weekly",
      query_id: asked.id,
      error: 12,
      max_epsilon_milli: 400,
      recipients: [member],
    });
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-07-07" });
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-07-14" });
    const runs = await own.prisma.insightReportRun.findMany({
      where: { reportId: report.id },
      orderBy: { period: "asc" },
    });
    expect(runs.map(({ outcome }) => outcome)).toEqual(["ready", "ready"]);
    const queries = await own.prisma.insightQuery.findMany({
      where: { id: { in: runs.map(({ queryId }) => queryId ?? "") } },
    });
    const [first, second] = runs.map(({ queryId }) => queries.find(({ id }) => id === queryId));
    expect(first?.chargedMilli).toBeGreaterThan(200);
    expect(second).toMatchObject({ chargedMilli: 0, releaseId: first?.releaseId });
    const { shown } = await getReport(at(owner, LATER), { report_id: report.id, run_id: runs[0]?.id });
    expect(shown?.answer?.result?.error).toBeLessThanOrEqual(12);
    expect(shown?.figures?.edition).toBe("2031-Q2");
    await sendReportMail({ ...own.system(LATER) }, { run_id: runs[0]?.id ?? "", user_id: member });
    const mails = await listKeptMails(own.system(LATER));
    const mail = mails.find(({ subject }) => subject.startsWith("By age"));
    expect(mail?.to).toBe(`${member}@example.test`);
    expect(mail?.subject).toBe("By age: 2031-Q2");
    expect(mail?.text).toContain("People by age");
    expect(mail?.text).toMatch(/20-24: \d+ ±\d+/);
    expect(mail?.text).toContain(`/research/reports/${report.id}?run_id=${runs[0]?.id}`);
  });

  it("spends nothing once its maker has left or may no longer ask, and again when a member who may resumes it", async () => {
    const [maker, heir] = [await makeMember(owner.partnerId), await makeMember(owner.partnerId)];
    const setRole = (userId: string, role: "developer" | "viewer") =>
      own.prisma.partnerMember.updateMany({ where: { userId }, data: { role } });
    await setRole(maker, "developer");
    await setRole(heir, "developer");
    const as = (id: string, clock: FixedClock) => ({
      ...at(owner, clock),
      actor: { type: "user" as const, id },
    });
    const asked = await runQuery(
      at(owner, OPENED),
      ask({ measure: "people", dimensions: ["age_band"], error: 60 }),
    );
    const report = await createReport(as(maker, OPENED), {
      ...plain,
      cadence: "weekly",
      query_id: asked.id,
      error: 11,
      max_epsilon_milli: 400,
    });
    const before = await own.prisma.insightCharge.count();
    const run = async (period: string) => {
      await runReport(own.system(LATER), { report_id: report.id, period });
      return (await runsOf(report.id)).find((made) => made.period === period)?.outcome;
    };
    await setRole(maker, "viewer");
    expect(await run("viewer")).toBe("share_used_up");
    await own.prisma.partnerMember.deleteMany({ where: { userId: maker } });
    expect(await run("left")).toBe("share_used_up");
    expect(await own.prisma.insightCharge.count()).toBe(before);
    await setReportActive(as(heir, LATER), { report_id: report.id, active: false });
    await setReportActive(as(heir, LATER), { report_id: report.id, active: true });
    expect(await run("resumed")).toBe("ready");
    expect(await own.prisma.insightCharge.count()).toBe(before + 1);
  });

  it("whose question costs more than was allowed is sent without the answer, and nothing is charged", async () => {
    const asked = await runQuery(
      at(owner, OPENED),
      ask({ measure: "people", dimensions: ["age_band"], error: 60 }),
    );
    const report = await createReport(at(owner, OPENED), {
      ...plain,
      name: "Costly",
      query_id: asked.id,
      error: 4,
      max_epsilon_milli: 50,
      recipients: [member],
    });
    const before = await own.prisma.insightCharge.count();
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-Q2" });
    const [run] = await runsOf(report.id);
    expect(run).toMatchObject({ outcome: "share_used_up", quarter: "2031-Q2", queryId: null });
    expect(await own.prisma.insightCharge.count()).toBe(before);
    await sendReportMail({ ...own.system(LATER) }, { run_id: run?.id ?? "", user_id: member });
    const mails = await listKeptMails(own.system(LATER));
    const mail = mails.find(({ subject }) => subject === "Costly: 2031-Q2");
    expect(mail?.text).toContain("was not asked");
  });

  it("is not sent to a member who has left", async () => {
    const gone = await makeMember(owner.partnerId);
    const report = await createReport(at(owner, BEFORE), { ...plain, recipients: [gone] });
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-Q2" });
    await own.prisma.partnerMember.deleteMany({ where: { userId: gone } });
    const before = (await listKeptMails(own.system(LATER))).length;
    const [run] = await runsOf(report.id);
    await sendReportMail({ ...own.system(LATER) }, { run_id: run?.id ?? "", user_id: gone });
    expect(await listKeptMails(own.system(LATER))).toHaveLength(before);
  });

  it("is stopped by a reader for themselves, whatever their role, and ends with their membership", async () => {
    const readers = [await makeMember(owner.partnerId), await makeMember(owner.partnerId)];
    const [first = "", second = ""] = readers;
    const report = await createReport(at(owner, BEFORE), { ...plain, recipients: readers });
    const path = { report_id: report.id };
    const viewer = {
      ...at(owner, BEFORE),
      actor: { type: "user" as const, id: first },
      permissions: new Set(["insights:read" as const]),
    };
    await leaveReport(viewer, path);
    await leaveReport(viewer, path);
    const left = async () => (await getReport(owner, path)).report.recipients;
    expect(await left()).toEqual([second]);
    const elsewhere = { ...other, actor: viewer.actor, permissions: viewer.permissions };
    await expect(leaveReport(elsewhere, path)).rejects.toMatchObject({
      code: "not_found",
    });
    const seenThrough = { ...viewer, actor: { ...viewer.actor, id: second, impersonatorId: first } };
    await expect(leaveReport(seenThrough, path)).rejects.toThrow();
    expect(await left()).toEqual([second]);
    await removeMember({ ...at(owner, BEFORE), actor: { type: "system", id: "test" } }, { user_id: second });
    expect(await left()).toEqual([]);
  });

  it("that was made is not sent once its partner is suspended or its plan has ended", async () => {
    for (const changed of [{ tier: "starter" as const }, { suspendedAt: LATER.now() }]) {
      const ending = await makeResearcher(own, BEFORE);
      const reader = await makeMember(ending.partnerId);
      const report = await createReport(at(ending, BEFORE), { ...plain, recipients: [reader] });
      await runReport(own.system(LATER), { report_id: report.id, period: "2031-Q2" });
      const [run] = await runsOf(report.id);
      await own.prisma.partner.update({ where: { id: ending.partnerId }, data: changed });
      const before = (await listKeptMails(own.system(LATER))).length;
      await sendReportMail({ ...own.system(LATER) }, { run_id: run?.id ?? "", user_id: reader });
      expect(await listKeptMails(own.system(LATER))).toHaveLength(before);
    }
  });

  it("of an edition that a later one replaced is not made", async () => {
    const report = await createReport(at(owner, BEFORE), { ...plain, name: "Late" });
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-Q1" });
    expect(await runsOf(report.id)).toEqual([]);
  });

  it("shows a run by its address, however many came after it", async () => {
    const report = await createReport(at(owner, BEFORE), { ...plain, name: "Many", cadence: "weekly" });
    for (let week = 0; week < 26; week++) {
      await runReport(own.system(LATER), { report_id: report.id, period: `week ${week}` });
    }
    const [first] = await own.prisma.insightReportRun.findMany({
      where: { reportId: report.id, period: "week 0" },
    });
    const { shown, runs } = await getReport(at(owner, LATER), { report_id: report.id, run_id: first?.id });
    expect([runs.length, shown?.run.id]).toEqual([24, first?.id]);
    const elsewhere = { report_id: report.id, run_id: newId() };
    await expect(getReport(at(owner, LATER), elsewhere)).rejects.toMatchObject({ code: "not_found" });
  });

  it("of a partner whose plan has ended sends nothing and is paused", async () => {
    const lapsed = await makeResearcher(own, BEFORE);
    const report = await createReport(at(lapsed, BEFORE), plain);
    await own.prisma.partner.update({ where: { id: lapsed.partnerId }, data: { tier: "starter" } });
    await runReport(own.system(LATER), { report_id: report.id, period: "2031-Q2" });
    expect((await runsOf(report.id)).map(({ outcome }) => outcome)).toEqual(["plan_ended"]);
    expect(await eventsOf("insights.report_ready", lapsed.partnerId)).toEqual([]);
    expect((await listReports(at(lapsed, LATER))).map(({ active }) => active)).toEqual([false]);
    await expect(createReport(at(lapsed, LATER), plain)).rejects.toMatchObject({
      code: "tier_lacks_insights",
    });
  });

  it("is paused, resumed, sent at once and deleted by its owner alone", async () => {
    const report = await createReport(at(owner, BEFORE), { ...plain, name: "Mine" });
    const path = { report_id: report.id };
    for (const refused of [
      () => setReportActive(other, { ...path, active: false }),
      () => sendReportNow(other, path),
      () => deleteReport(other, path),
      () => getReport(other, path),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listReports(other)).map(({ id }) => id)).not.toContain(report.id);
    const paused = await setReportActive(at(owner, LATER), { ...path, active: false });
    expect(paused.active).toBe(false);
    await runReport(own.system(LATER), { ...path, period: "2031-Q2" });
    expect(await runsOf(report.id)).toEqual([]);
    await setReportActive(at(owner, LATER), { ...path, active: true });
    // What came due while it was paused is not made up for.
    expect(await dueNow(LATER, report.id)).toEqual([]);
    await sendReportNow(at(owner, LATER), path);
    const queued = (await own.queued(RUN_REPORT_JOB)).filter((payload) => payload.report_id === report.id);
    expect(queued).toEqual([{ ...path, period: expect.stringMatching(/^asked:/) }]);
    await deleteReport(at(owner, LATER), path);
    await runReport(own.system(LATER), { ...path, period: "2031-Q3" });
    await expect(getReport(owner, path)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("bad input", () => {
  it.each([
    ["no name", { name: "" }, "name"],
    ["an unknown rhythm", { cadence: "daily" }, "cadence"],
    ["a question without an error", { query_id: newId() }, "error"],
    ["an error of nothing", { error: 0 }, "error"],
    ["a cost beyond any budget", { max_epsilon_milli: 4_001 }, "max_epsilon_milli"],
    ["what is no member", { recipients: ["me"] }, "recipients.0"],
  ])("with %s is refused at its field", (_, changed, path) => {
    const { error } = CreateReport.safeParse({ ...plain, ...changed });
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("with another's question or a reader outside of the team is refused by name", async () => {
    const theirs = await runQuery(
      at(other, OPENED),
      ask({ measure: "people", dimensions: ["age_band"], error: 60 }),
    );
    const cases = [
      [{ recipients: [stranger] }, "recipients"],
      [{ query_id: theirs.id, error: 10 }, "query_id"],
    ] as const;
    for (const [changed, path] of cases) {
      await expect(
        createReport(at(owner, LATER), {
          ...plain,
          ...changed,
          recipients: [...("recipients" in changed ? changed.recipients : [])],
        }),
      ).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path }],
      });
    }
  });
});
