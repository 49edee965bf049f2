import { beforeAll, describe, expect, it } from "vitest";
import { createAlert, MAX_ALERTS } from "@/lib/partners/alerts/create-alert";
import { deleteAlert } from "@/lib/partners/alerts/delete-alert";
import { evaluateAlerts } from "@/lib/partners/alerts/evaluate-alerts";
import { alertJobs } from "@/lib/partners/alerts/jobs";
import { listAlertFirings } from "@/lib/partners/alerts/list-alert-firings";
import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import { type Alert, CreateAlert, UpdateAlert } from "@/lib/partners/alerts/schemas";
import { updateAlert } from "@/lib/partners/alerts/update-alert";
import { assertUsable, findCredential } from "@/lib/partners/api-keys/authenticate-key";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { FixedClock } from "@/lib/platform/clock";
import { Conflict, Forbidden, Invalid, LimitReached, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePartner, type TestPartner, until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const SEND = "alerts.send-firing";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** In the middle of an hour, a day and a month that nothing else happens in. */
const NOON = "2026-03-10T12:20:00.000Z";

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example" });
});

/** The addresses that these tests tell have agreed; recipients.db.test.ts is about those that have not. */
async function partner(): Promise<TestPartner> {
  const made = await makePartner({ company_name: "Lantern" }, own.database);
  await agreed(made, "ops@example.com", "lead@example.com");
  return made;
}

async function agreed({ partnerId }: TestPartner, ...emails: string[]): Promise<void> {
  const now = new Date();
  await own.prisma.alertRecipient.createMany({
    data: emails.map((email) => ({
      ...{ id: newId(), partnerId, email, asked: 1 },
      ...{ askedAt: now, confirmedAt: now, createdAt: now },
    })),
  });
}

function settings(change: Partial<CreateAlert> = {}): CreateAlert {
  return CreateAlert.parse({
    name: "Busy",
    metric: "calls",
    window: "hour",
    threshold: 3,
    recipients: ["ops@example.com"],
    ...change,
  });
}

/** Live calls of one pair, all at one time. */
async function called(
  { partnerId }: Pick<TestPartner, "partnerId">,
  count: number,
  at: Date,
  change: Parameters<typeof makeCall>[0] = {},
): Promise<void> {
  await recordCalls(
    own.database.pool,
    Array.from({ length: count }, () =>
      makeCall({ partnerId, occurredAt: at, requestId: newId(at), ...change }),
    ),
  );
}

const failed = { status: 500, errorCode: "internal_error", units: 0, billable: false };

const firingsOf = (alert: Pick<Alert, "id">) =>
  own.prisma.alertFiring.findMany({ where: { alertId: alert.id }, orderBy: { id: "asc" } });
const cappedUntil = async ({ partnerId }: Pick<TestPartner, "partnerId">) =>
  (await own.prisma.partner.findUniqueOrThrow({ where: { id: partnerId } })).cappedUntil?.toISOString() ??
  null;

async function mailJobs(alert: Pick<Alert, "id">): Promise<unknown[]> {
  const ids = (await firingsOf(alert)).map(({ id }) => id);
  return (await own.queued(SEND)).filter(({ firing_id }) => ids.includes(String(firing_id)));
}

describe("an alert", () => {
  it("fires when its threshold is reached, not a call earlier: a row, an event and a mail a recipient", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const recipients = ["ops@example.com", "lead@example.com"];
    const alert = await createAlert(own.as(who, { clock }), settings({ recipients }));
    await called(who, 2, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(alert)).toEqual([]);
    await called(who, 1, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(alert)).toMatchObject([
      { value: 3n, threshold: 3n, action: "notify", recipients, partnerId: who.partnerId },
    ]);
    const events = await own.prisma.partnerEvent.findMany({ where: { partnerId: who.partnerId } });
    expect(events).toMatchObject([
      {
        type: "alert.fired",
        data: {
          alert_id: alert.id,
          metric: "calls",
          value: 3,
          threshold: 3,
          window_start: "2026-03-10T12:00:00.000Z",
          window_end: "2026-03-10T13:00:00.000Z",
        },
      },
    ]);
    expect(await mailJobs(alert)).toHaveLength(2);
    expect(await cappedUntil(who)).toBeNull();
  });

  it("fires once a window, however often and by however many instances it is measured, and again in the next", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const alert = await createAlert(own.as(who, { clock }), settings());
    await called(who, 5, clock.now());
    // All have found that it is due before any of them can write.
    const runs = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM partners WHERE id = ${who.partnerId}::uuid FOR UPDATE`;
      const started = [1, 2, 3, 4].map(() => evaluateAlerts(own.system(clock)));
      await until(async () => (await own.waitingForLocks()) === started.length);
      return started;
    });
    await Promise.all(runs);
    await called(who, 5, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(alert)).toHaveLength(1);
    expect(await mailJobs(alert)).toHaveLength(1);
    clock.advance(HOUR);
    await called(who, 3, clock.now());
    await evaluateAlerts(own.system(clock));
    expect((await firingsOf(alert)).map(({ windowStart }) => windowStart.toISOString())).toEqual([
      "2026-03-10T12:00:00.000Z",
      "2026-03-10T13:00:00.000Z",
    ]);
  });

  it("counts live calls of its own partner and window alone", async () => {
    const clock = new FixedClock(NOON);
    const [who, neighbour] = [await partner(), await partner()];
    const alert = await createAlert(own.as(who, { clock }), settings());
    await called(who, 2, clock.now());
    await called(who, 5, clock.now(), { mode: "test", billable: false });
    await called(who, 5, new Date(clock.now().getTime() - HOUR));
    await called(neighbour, 5, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(alert)).toEqual([]);
    expect(await listAlerts(own.as(who, { clock }), {})).toMatchObject([{ value: 2, share: 2 / 3 }]);
  });

  it("counts a call of the window's last millisecond, and one whose row comes after its end", async () => {
    const clock = new FixedClock("2026-03-31T23:59:30.000Z");
    const who = await partner();
    const [hour, day, month] = [
      await createAlert(own.as(who, { clock }), settings({ window: "hour" })),
      await createAlert(own.as(who, { clock }), settings({ window: "day" })),
      await createAlert(own.as(who, { clock }), settings({ window: "month", action: "block" })),
    ];
    await called(who, 2, new Date("2026-03-31T23:59:59.999Z"));
    clock.advance(MINUTE);
    await called(who, 2, new Date("2026-04-01T00:00:00.000Z"));
    await evaluateAlerts(own.system(clock));
    for (const alert of [hour, day, month]) expect(await firingsOf(alert)).toEqual([]);
    await rollupUsage(own.system(clock));
    clock.advance(20 * MINUTE);
    await called(who, 1, new Date("2026-03-31T23:59:59.999Z"));
    await evaluateAlerts(own.system(clock));
    const starts = await Promise.all(
      [hour, day, month].map(async (alert) =>
        (await firingsOf(alert)).map((firing) => [
          firing.windowStart.toISOString(),
          Number(firing.value),
          firing.action,
        ]),
      ),
    );
    // March is over: there is nothing left to refuse.
    expect(starts).toEqual([
      [["2026-03-31T23:00:00.000Z", 3, "notify"]],
      [["2026-03-31T00:00:00.000Z", 3, "notify"]],
      [["2026-03-01T00:00:00.000Z", 3, "notify"]],
    ]);
    expect(await cappedUntil(who)).toBeNull();
  });

  it("says nothing of a window that ended before it was made or changed", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    await called(who, 5, new Date(clock.now().getTime() - HOUR));
    const made = await createAlert(own.as(who, { clock }), settings());
    const eased = await createAlert(own.as(who, { clock }), settings({ threshold: 9 }));
    await called(who, 2, clock.now());
    clock.advance(HOUR);
    await updateAlert(own.as(who, { clock }), { alert_id: eased.id, threshold: 1 });
    await evaluateAlerts(own.system(clock));
    expect([...(await firingsOf(made)), ...(await firingsOf(eased))]).toEqual([]);
  });

  it("measures spend in micro-dollars and pairs as they are billed, over all hours of the month", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const ctx = own.as(who, { clock });
    const spend = await createAlert(ctx, settings({ metric: "spend", window: "month", threshold: 5_000 }));
    const pairs = await createAlert(ctx, settings({ metric: "pairs", window: "month", threshold: 101 }));
    await called(who, 1, new Date("2026-03-01T00:00:00.000Z"), {
      units: 60,
      endpoint: "/v1/compatibility/batch",
    });
    await rollupUsage(own.system(clock));
    await called(who, 40, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(spend)).toMatchObject([{ value: 5_000n }]);
    expect(await firingsOf(pairs)).toEqual([]);
  });

  it("measures an error rate only where there are enough calls to tell", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const alert = await createAlert(
      own.as(who, { clock }),
      settings({ metric: "error_rate", threshold: 500, min_calls: 40 }),
    );
    await called(who, 37, clock.now());
    await called(who, 2, clock.now(), failed);
    await evaluateAlerts(own.system(clock));
    expect(await listAlerts(own.as(who, { clock }), {})).toMatchObject([{ value: null, share: null }]);
    await called(who, 1, clock.now());
    await evaluateAlerts(own.system(clock));
    expect(await firingsOf(alert)).toMatchObject([{ value: 500n, threshold: 500n }]);
  });

  it("that is switched off or deleted is silent, and a deleted one keeps its history", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const ctx = own.as(who, { clock });
    const [off, gone, fired] = [
      await createAlert(ctx, settings()),
      await createAlert(ctx, settings()),
      await createAlert(ctx, settings({ threshold: 1, name: "Told once" })),
    ];
    await called(who, 1, clock.now());
    await evaluateAlerts(own.system(clock));
    await updateAlert(ctx, { alert_id: off.id, enabled: false });
    await deleteAlert(ctx, { alert_id: gone.id });
    await deleteAlert(ctx, { alert_id: fired.id });
    await called(who, 5, clock.now());
    await evaluateAlerts(own.system(clock));
    expect([...(await firingsOf(off)), ...(await firingsOf(gone))]).toEqual([]);
    expect(await listAlerts(ctx, {})).toMatchObject([{ id: off.id, enabled: false, value: 6 }]);
    expect((await listAlertFirings(ctx, { limit: 20 })).data).toMatchObject([
      { alert_id: fired.id, name: "Told once", value: 1, threshold: 1 },
    ]);
    await updateAlert(ctx, { alert_id: off.id, enabled: true });
    expect(await firingsOf(off)).toHaveLength(1);
  });

  it("does not keep other partners' alerts from firing when one partner's cannot be written", async () => {
    const clock = new FixedClock("2026-05-05T10:30:00.000Z");
    const [first, second] = [await partner(), await partner()].sort((a, b) =>
      a.partnerId < b.partnerId ? -1 : 1,
    );
    if (first === undefined || second === undefined) throw new Error("no partners");
    const alerts = [
      await createAlert(own.as(first, { clock }), settings()),
      await createAlert(own.as(second, { clock }), settings()),
    ];
    for (const who of [first, second]) await called(who, 3, clock.now());
    await own.rows(
      `ALTER TABLE alert_firings ADD CONSTRAINT refused CHECK (partner_id <> '${first.partnerId}')`,
    );
    await expect(evaluateAlerts(own.system(clock))).rejects.toThrow();
    await own.rows("ALTER TABLE alert_firings DROP CONSTRAINT refused");
    const counts = async () => Promise.all(alerts.map(async (alert) => (await firingsOf(alert)).length));
    expect(await counts()).toEqual([0, 1]);
    await evaluateAlerts(own.system(clock));
    expect(await counts()).toEqual([1, 1]);
  });
});

describe("a hard cap", () => {
  async function capped(change: Partial<CreateAlert> = {}) {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const ctx = own.as(who, { clock });
    const alert = await createAlert(ctx, settings({ action: "block", window: "day", ...change }));
    await called(who, 4, clock.now());
    await evaluateAlerts(own.system(clock));
    // Rows of one millisecond have no order.
    clock.advance(1);
    const use = async (key: string, limitClass: "calls" | "management" = "calls") => {
      const credential = await findCredential(own.database, sha256(key));
      if (credential === null) throw new Error("no such key");
      assertUsable(credential, null, clock.now(), { charges: limitClass === "calls", limitClass });
    };
    return { clock, who, ctx, alert, use };
  }

  it("refuses live keys until its window ends, says when that is, and lets test keys work", async () => {
    const { clock, who, use } = await capped();
    expect(await cappedUntil(who)).toBe("2026-03-11T00:00:00.000Z");
    const refusal: unknown = await use(who.liveKey).catch((error) => error);
    expect(refusal).toBeInstanceOf(LimitReached);
    expect(refusal).toMatchObject({
      code: "cap_reached",
      retryAfterSeconds: (11 * HOUR + 40 * MINUTE - 1) / 1_000,
    });
    await use(who.testKey);
    // Whatever does not charge goes on: usage, limits and billing can be read.
    await use(who.liveKey, "management");
    clock.advance(11 * HOUR + 40 * MINUTE - 2);
    await expect(use(who.liveKey)).rejects.toThrow(LimitReached);
    clock.advance(1);
    await use(who.liveKey);
  });

  it.each([
    ["raised above what was used", { threshold: 5 }],
    ["made a notice", { action: "notify" as const }],
    ["switched off", { enabled: false }],
  ])("is lifted at once when it is %s", async (_, change) => {
    const { who, ctx, alert, use } = await capped();
    await updateAlert(ctx, { alert_id: alert.id, ...change });
    expect(await cappedUntil(who)).toBeNull();
    await use(who.liveKey);
    const actions = await own.prisma.auditEvent.findMany({
      where: { partnerId: who.partnerId, targetType: "partner", action: { contains: "cap" } },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual(["partner.capped", "partner.cap_lifted"]);
  });

  it("is lifted at once when its alert is deleted, but holds where another one caps", async () => {
    const { clock, who, ctx, alert } = await capped();
    const other = await createAlert(ctx, settings({ action: "block", window: "hour" }));
    expect(await cappedUntil(who)).toBe("2026-03-11T00:00:00.000Z");
    await deleteAlert(ctx, { alert_id: alert.id });
    expect(await cappedUntil(who)).toBe("2026-03-10T13:00:00.000Z");
    await evaluateAlerts(own.system(clock));
    expect(await cappedUntil(who)).toBe("2026-03-10T13:00:00.000Z");
    await deleteAlert(ctx, { alert_id: other.id });
    expect(await cappedUntil(who)).toBeNull();
  });

  it("stays when it is raised, but not above what was used", async () => {
    const { who, ctx, alert } = await capped();
    await updateAlert(ctx, { alert_id: alert.id, threshold: 4 });
    expect(await cappedUntil(who)).not.toBeNull();
  });

  it("takes hold again, and tells so, when the raised threshold is reached in the same window", async () => {
    const { clock, who, ctx, alert } = await capped();
    await updateAlert(ctx, { alert_id: alert.id, threshold: 6 });
    await evaluateAlerts(own.system(clock));
    expect(await cappedUntil(who)).toBeNull();
    await called(who, 2, clock.now());
    await evaluateAlerts(own.system(clock));
    await evaluateAlerts(own.system(clock));
    expect(await cappedUntil(who)).toBe("2026-03-11T00:00:00.000Z");
    expect((await firingsOf(alert)).map(({ threshold, value }) => [threshold, value])).toEqual([
      [3n, 4n],
      [6n, 6n],
    ]);
  });

  it("takes hold at once, and tells so, where a notice that has fired is made a cap", async () => {
    const { who, ctx, alert } = await capped({ action: "notify" });
    expect(await cappedUntil(who)).toBeNull();
    expect(await updateAlert(ctx, { alert_id: alert.id, action: "block" })).toMatchObject({ blocking: true });
    expect(await cappedUntil(who)).toBe("2026-03-11T00:00:00.000Z");
    expect((await firingsOf(alert)).map(({ action }) => action)).toEqual(["notify", "block"]);
  });

  it("comes to what the alerts say when a raise and a measurement meet", async () => {
    const { clock, who, ctx, alert } = await capped();
    const work = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE partners SET capped_until = NULL WHERE id = ${who.partnerId}::uuid`;
      const raised = updateAlert(ctx, { alert_id: alert.id, threshold: 100 });
      const measured = evaluateAlerts(own.system(clock));
      await until(async () => (await own.waitingForLocks()) >= 1);
      return [raised, measured];
    });
    await Promise.all(work);
    await evaluateAlerts(own.system(clock));
    expect(await cappedUntil(who)).toBeNull();
  });

  it("cannot be set on an error rate", async () => {
    const { ctx } = await capped();
    const rate = await createAlert(ctx, settings({ metric: "error_rate", threshold: 500 }));
    await expect(updateAlert(ctx, { alert_id: rate.id, action: "block" })).rejects.toThrow(Invalid);
    await expect(updateAlert(ctx, { alert_id: rate.id, threshold: 10_001 })).rejects.toMatchObject({
      errors: [{ path: "threshold" }],
    });
    const parsed = CreateAlert.safeParse({
      ...settings(),
      metric: "error_rate",
      action: "block",
      threshold: 20_000,
    });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["threshold", "action"]);
  });
});

describe("the mail of a firing", () => {
  it("says what, how much, of how much, when and where to go, once to each address", async () => {
    const clock = new FixedClock(NOON);
    const who = await partner();
    const to = `ops-${newId()}@example.com`;
    await agreed(who, to);
    const alert = await createAlert(
      own.as(who, { clock }),
      settings({
        name: "Budget",
        metric: "spend",
        window: "month",
        threshold: 150,
        action: "block",
        recipients: [to],
      }),
    );
    await called(who, 3, clock.now());
    await evaluateAlerts(own.system(clock));
    for (const job of await mailJobs(alert)) await runJob(alertJobs, SEND, own.system(), job as never);
    const mails = await own.prisma.keptMail.findMany({ where: { to } });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("Live calls are refused: Budget (Lantern)");
    for (const text of [
      "Spend",
      "$0.00015",
      "March 2026 (UTC)",
      "2026-04-01T00:00:00.000Z",
      "https://soulmate.example/partner/alerts",
    ]) {
      expect(mails[0]?.text).toContain(text);
    }
  });

  it("is not sent for a firing or a recipient that is not there", async () => {
    const before = await own.prisma.keptMail.count();
    await runJob(alertJobs, SEND, own.system(), { firing_id: newId(), recipient: 0 });
    expect(await own.prisma.keptMail.count()).toBe(before);
  });
});

describe("alerts of a partner", () => {
  it("are its own: another's and a missing one are refused alike, and left as they are", async () => {
    const [who, neighbour] = [await partner(), await partner()];
    const theirs = await createAlert(own.as(neighbour), settings());
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (error: unknown) => (error instanceof NotFound ? error.message : error),
      );
    const row = () => own.prisma.alert.findUniqueOrThrow({ where: { id: theirs.id } });
    const before = await row();
    const missing = await refusal(deleteAlert(own.as(who), { alert_id: newId() }));
    expect(missing).toBe("There is no such alert.");
    expect(await refusal(deleteAlert(own.as(who), { alert_id: theirs.id }))).toBe(missing);
    expect(await refusal(updateAlert(own.as(who), { alert_id: theirs.id, name: "Taken" }))).toBe(missing);
    expect(await row()).toEqual(before);
    expect(await listAlerts(own.as(who), {})).toEqual([]);
    expect((await listAlertFirings(own.as(who), { limit: 20 })).data).toEqual([]);
    await deleteAlert(own.as(neighbour), { alert_id: theirs.id });
    expect(await refusal(deleteAlert(own.as(neighbour), { alert_id: theirs.id }))).toBe(missing);
  });

  it("are read by every role and changed by all but viewers", async () => {
    const who = await partner();
    const alert = await createAlert(own.as(who), settings());
    const as = (role: Parameters<typeof permissionsOfRole>[0]) => ({
      ...own.as(who),
      actor: { type: "user", id: newId() } as const,
      permissions: permissionsOfRole(role),
    });
    const viewer = as("viewer");
    expect(await listAlerts(viewer, {})).toHaveLength(1);
    expect((await listAlertFirings(viewer, { limit: 20 })).data).toEqual([]);
    for (const refused of [
      () => createAlert(viewer, settings()),
      () => updateAlert(viewer, { alert_id: alert.id, enabled: false }),
      () => deleteAlert(viewer, { alert_id: alert.id }),
    ]) {
      await expect(refused()).rejects.toThrow(Forbidden);
    }
    await updateAlert(as("developer"), { alert_id: alert.id, name: "Mine now" });
    const keyless = { ...own.as(who), permissions: new Set<never>() };
    await expect(listAlerts(keyless, {})).rejects.toThrow(Forbidden);
    await expect(listAlertFirings(keyless, { limit: 20 })).rejects.toThrow(Forbidden);
  });

  it("are at most fifty, also when many are made at once", async () => {
    const who = await partner();
    const first = await createAlert(own.as(who), settings());
    const row = await own.prisma.alert.findUniqueOrThrow({ where: { id: first.id } });
    await own.prisma.alert.createMany({
      data: Array.from({ length: MAX_ALERTS - 3 }, () => ({ ...row, id: newId() })),
    });
    const made = await Promise.allSettled(
      Array.from({ length: 5 }, () => createAlert(own.as(who), settings())),
    );
    const refused = made.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(Conflict);
  });
});

describe("the shape of an alert", () => {
  const faults = (input: unknown) =>
    CreateAlert.safeParse(input).error?.issues.map(({ path }) => path.join(".")) ?? [];

  it("takes several addresses once each, in lower case", () => {
    const { recipients } = settings({
      recipients: ["Ops@Example.com", " ops@example.com ", "b@example.com"],
    });
    expect(recipients).toEqual(["ops@example.com", "b@example.com"]);
  });

  it("names every bad field", () => {
    expect(
      faults({
        name: "two\nlines",
        metric: "latency",
        window: "week",
        threshold: 0.5,
        action: "explode",
        recipients: ["a@example.com, b@example.com", "x"],
        extra: 1,
      }).sort(),
    ).toEqual(["", "action", "metric", "name", "recipients.0", "recipients.1", "threshold", "window"]);
    expect(
      faults({
        ...settings(),
        recipients: Array.from({ length: 11 }, (_, at) => `a${at}@example.com`),
        threshold: 2e15,
      }),
    ).toEqual(["threshold", "recipients"]);
    expect(faults({ ...settings(), recipients: [], threshold: 0 })).toEqual(["threshold", "recipients"]);
    expect(UpdateAlert.safeParse({ alert_id: newId(), metric: "spend" }).success).toBe(false);
  });
});
