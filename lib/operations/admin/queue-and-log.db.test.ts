import { beforeAll, describe, expect, it } from "vitest";
import type { AuditActionName } from "@/lib/catalog/audit-actions";
import { getJobs } from "@/lib/operations/admin/get-jobs";
import { removeJob } from "@/lib/operations/admin/remove-job";
import { retryJob } from "@/lib/operations/admin/retry-job";
import { SearchAudit, SearchUsers } from "@/lib/operations/admin/schemas";
import { searchAudit } from "@/lib/operations/admin/search-audit";
import { searchUsers } from "@/lib/operations/admin/search-users";
import { audit } from "@/lib/platform/audit";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext, Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { recordRun, registerSchedule } from "@/lib/platform/job-runs";
import { addJob } from "@/lib/platform/jobs";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
let admin: AdminContext;
let adminId = "";

beforeAll(async () => {
  setSettings();
  const person = await makePerson(own.database, { admin: true, name: "Ada Admin" });
  adminId = person.userId;
  admin = adminContext(own.database, person);
});

/** Puts a job into the queue as if it had failed so many times; returns its number. */
async function failedJob(attempts: number, locked = false): Promise<string> {
  const name = `test.fail-${newId()}`;
  await own.prisma.$transaction((tx) => addJob(tx, name, { id: 1 }));
  const [row] = await own.rows<{ id: string }>(
    `UPDATE graphile_worker._private_jobs SET attempts = $2, last_error = 'Error: no answer from ada@example.com',
       run_at = now() + interval '1 hour', locked_at = CASE WHEN $3 THEN now() END, locked_by = CASE WHEN $3 THEN 'w' END
     WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1) RETURNING id`,
    [name, attempts, locked],
  );
  return String(row?.id);
}

const stateOf = async (id: string) =>
  (
    await own.rows<{ attempts: number; due: boolean }>(
      "SELECT attempts, run_at <= now() AS due FROM graphile_worker._private_jobs WHERE id = $1",
      [id],
    )
  )[0];

describe("the queue", () => {
  it("shows what fails, with its error without addresses, and what has been given up first", async () => {
    const [failing, dead] = [await failedJob(2), await failedJob(12)];
    const jobs = await getJobs(admin);
    expect(jobs.failing.slice(0, 2).map(({ id }) => id)).toEqual([dead, failing]);
    expect(jobs.failing[1]).toMatchObject({
      attempts: 2,
      maxAttempts: 12,
      lastError: "Error: no answer from [redacted]",
      payload: '{"id":1}',
    });
    expect(jobs.depth).toMatchObject({ failing: 2, givenUp: 1 });
  });

  it("lets a job run again from its first attempt, and writes down who did that", async () => {
    const id = await failedJob(12);
    await retryJob(admin, { job_id: id });
    expect(await stateOf(id)).toEqual({ attempts: 0, due: true });
    const rows = await own.prisma.auditEvent.findMany({ where: { targetType: "job", targetId: id } });
    expect(rows).toMatchObject([{ action: "job.retried", actorId: adminId, details: { attempts: 12 } }]);
  });

  it("lets go of a job for good", async () => {
    const id = await failedJob(3);
    await removeJob(admin, { job_id: id });
    expect(await stateOf(id)).toBeUndefined();
    await expect(removeJob(admin, { job_id: id })).rejects.toThrow(NotFound);
  });

  it.each([retryJob, removeJob])("leaves jobs alone that run, or have not failed: %o", async (verb) => {
    const running = await failedJob(1, true);
    await expect(verb(admin, { job_id: running })).rejects.toThrow(NotFound);
    const name = `test.fresh-${newId()}`;
    await own.prisma.$transaction((tx) => addJob(tx, name, {}));
    const [fresh] = await own.rows<{ id: string }>(
      `SELECT job.id FROM graphile_worker._private_jobs job
       JOIN graphile_worker._private_tasks task ON task.id = job.task_id WHERE identifier = $1`,
      [name],
    );
    await expect(verb(admin, { job_id: String(fresh?.id) })).rejects.toThrow(NotFound);
    expect(await stateOf(running)).toMatchObject({ attempts: 1 });
  });

  it("shows the clock's jobs with how they went and when they are next", async () => {
    const clock = new FixedClock("2026-11-20T10:15:30Z");
    const ctx = own.system(clock);
    await registerSchedule(ctx, [
      { name: "a.fails", cron: "15 * * * *" },
      { name: "b.never-ran", cron: "0 2 * * *" },
    ]);
    await recordRun(ctx, "a.fails", new Date("2026-11-20T09:15:00Z"), async () => undefined);
    await recordRun(ctx, "a.fails", new Date("2026-11-20T10:15:00Z"), async () => {
      clock.advance(1_200);
      throw new Error("disk full");
    }).catch(() => undefined);
    const { scheduled } = await getJobs({ ...admin, clock });
    expect(scheduled).toEqual([
      {
        name: "a.fails",
        cron: "15 * * * *",
        nextRunAt: new Date("2026-11-20T11:15:00Z"),
        last: {
          outcome: "failed",
          startedAt: new Date("2026-11-20T10:15:30Z"),
          durationMs: 1_200,
          attempts: 1,
          error: "Error: disk full",
        },
        recent: ["failed", "done"],
      },
      {
        name: "b.never-ran",
        cron: "0 2 * * *",
        nextRunAt: new Date("2026-11-21T02:00:00Z"),
        last: null,
        recent: [],
      },
    ]);
  });
});

describe("the audit log", () => {
  it("is found by partner, actor, action, time and borrowed eyes, in pages, with names", async () => {
    const member = await makePerson(own.database, {
      role: "owner",
      name: "Max Member",
      companyName: "Found",
    });
    const write = (at: string, action: AuditActionName, change: Partial<Context> = {}) =>
      own.prisma.$transaction((tx) =>
        audit(
          {
            ...admin,
            clock: new FixedClock(at),
            actor: { type: "user", id: member.userId },
            ...change,
          } as Context,
          tx,
          { partnerId: member.partnerId, action, targetType: "test", targetId: "1" },
        ),
      );
    await write("2026-01-01T23:59:59Z", "alert.created");
    await write("2026-01-02T10:00:00Z", "alert.updated", {
      actor: { type: "user", id: member.userId, impersonatorId: adminId },
    });
    await write("2026-01-03T00:00:00Z", "api_key.created", { actor: { type: "operator", id: "root" } });
    const actions = async (input: Partial<SearchAudit>) =>
      (
        await searchAudit(
          admin,
          SearchAudit.parse({ partner_id: member.partnerId, from: "2026-01-01", to: "2026-01-31", ...input }),
        )
      ).data.map(({ action }) => action);
    expect(await actions({})).toEqual(["api_key.created", "alert.updated", "alert.created"]);
    expect(await actions({ action: "alert" })).toEqual(["alert.updated", "alert.created"]);
    expect(await actions({ action: "alert.created" })).toEqual(["alert.created"]);
    expect(await actions({ from: "2026-01-02", to: "2026-01-02" })).toEqual(["alert.updated"]);
    expect(await actions({ actor: member.email.toUpperCase() })).toEqual(["alert.updated", "alert.created"]);
    expect(await actions({ actor: adminId })).toEqual(["alert.updated"]);
    expect(await actions({ actor: "root" })).toEqual(["api_key.created"]);
    expect(await actions({ impersonated: "yes" })).toEqual(["alert.updated"]);
    const first = await searchAudit(
      admin,
      SearchAudit.parse({ partner_id: member.partnerId, limit: 2, to: "2026-01-31" }),
    );
    const next = await searchAudit(
      admin,
      SearchAudit.parse({
        partner_id: member.partnerId,
        limit: 2,
        to: "2026-01-31",
        cursor: first.nextCursor ?? "",
      }),
    );
    expect(next.data.map(({ action }) => action)).toEqual(["alert.created"]);
    expect(next.nextCursor).toBeNull();
    expect(first.data[1]).toMatchObject({
      actorLabel: "Max Member",
      impersonator: { id: adminId, name: "Ada Admin" },
      partner: { id: member.partnerId, companyName: "Found" },
    });
  });
});

describe("people", () => {
  it("are found by name, address, id, role and suspension, with their browsers and companies", async () => {
    const person = await makePerson(own.database, {
      role: "developer",
      name: "Zoë Unusual",
      companyName: "Rare",
    });
    const find = async (input: Partial<SearchUsers>) =>
      (await searchUsers(admin, SearchUsers.parse(input))).data.map(({ name }) => name);
    for (const q of ["zoë un", person.email, person.userId])
      expect(await find({ q })).toEqual(["Zoë Unusual"]);
    expect(await find({ q: "zoë", role: "admin" })).toEqual([]);
    expect(await find({ q: "zoë", suspended: "no" })).toEqual(["Zoë Unusual"]);
    expect(await find({ role: "admin" })).toEqual(["Ada Admin"]);
    const [row] = (await searchUsers(admin, SearchUsers.parse({ q: person.userId }))).data;
    expect(row).toMatchObject({
      sessions: 1,
      partners: [{ id: person.partnerId, companyName: "Rare", role: "developer" }],
    });
    expect(JSON.stringify(row)).not.toMatch(/hash|secret|totp/i);
  });
});
