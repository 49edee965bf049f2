import { beforeAll, describe, expect, it } from "vitest";
import { answerRecipient } from "@/lib/partners/alerts/answer-recipient";
import { askRecipientAgain, MOST_ASKED } from "@/lib/partners/alerts/ask-recipient-again";
import { ANSWER_DAYS, ASK_RECIPIENT_JOB } from "@/lib/partners/alerts/ask-recipients";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { evaluateAlerts } from "@/lib/partners/alerts/evaluate-alerts";
import { alertJobs } from "@/lib/partners/alerts/jobs";
import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import { CreateAlert } from "@/lib/partners/alerts/schemas";
import { SEND_FIRING_JOB } from "@/lib/partners/alerts/settle-alerts";
import { updateAlert } from "@/lib/partners/alerts/update-alert";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { FixedClock } from "@/lib/platform/clock";
import { Forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const NOON = "2026-03-10T12:20:00.000Z";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example" });
});

interface World {
  clock: FixedClock;
  partner: TestPartner;
  ctx: ReturnType<typeof own.as>;
  outsider: string;
  member: string;
}

async function arrange(companyName = "Lantern"): Promise<World> {
  const clock = new FixedClock(NOON);
  const partner = await makePartner({ company_name: companyName }, own.database);
  const [outsider, member] = [`out-${newId()}@example.com`, `in-${newId()}@example.com`];
  const at = clock.now();
  const user = await own.prisma.user.create({
    data: { id: newId(), email: member, name: "Ada", emailVerifiedAt: at, createdAt: at, updatedAt: at },
  });
  await own.prisma.partnerMember.create({
    data: {
      id: newId(),
      partnerId: partner.partnerId,
      userId: user.id,
      role: "viewer",
      createdAt: at,
      updatedAt: at,
    },
  });
  return { clock, partner, ctx: own.as(partner, { clock }), outsider, member };
}

const alertOf = ({ outsider, member }: World, change: object = {}) =>
  CreateAlert.parse({
    name: "Busy",
    metric: "calls",
    window: "hour",
    threshold: 1,
    recipients: [outsider, member],
    ...change,
  });

/** Makes the jobs of these names that wait for this partner's recipients, and forgets them. */
async function mailAll({ clock }: World): Promise<void> {
  for (const name of [ASK_RECIPIENT_JOB, SEND_FIRING_JOB]) {
    for (const payload of await own.queued(name)) await runJob(alertJobs, name, own.system(clock), payload);
    await own.rows(
      `DELETE FROM graphile_worker._private_jobs WHERE task_id IN
       (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1)`,
      [name],
    );
  }
}

const mailsTo = (to: string) => own.prisma.keptMail.findMany({ where: { to }, orderBy: { id: "asc" } });

async function fire(world: World): Promise<void> {
  const { clock, partner } = world;
  const occurredAt = clock.now();
  const call = makeCall({ partnerId: partner.partnerId, occurredAt, requestId: newId(occurredAt) });
  await recordCalls(own.database.pool, [call]);
  await evaluateAlerts(own.system(clock));
  await mailAll(world);
}

async function tokenFor(email: string): Promise<string> {
  const text = (await mailsTo(email)).at(-1)?.text ?? "";
  return /\/alert-recipient#([\w-]{43})$/m.exec(text)?.[1] ?? "";
}

const answer = (world: World, token: string, word: "confirm" | "decline") =>
  answerRecipient(own.system(world.clock), { token, answer: word });

describe("a recipient outside the team", () => {
  it("is asked by one mail and told nothing, while members are told, whatever number of alerts name them", async () => {
    const world = await arrange();
    await createAlert(world.ctx, alertOf(world));
    await createAlert(world.ctx, alertOf(world, { name: "YOUR BILL IS DUE" }));
    for (let hour = 0; hour < 3; hour += 1) {
      await fire(world);
      world.clock.advance(HOUR);
    }
    const asked = await mailsTo(world.outsider);
    expect(asked.map(({ subject }) => subject)).toEqual(["Do you want alerts of Lantern?"]);
    expect(asked[0]?.text).not.toContain("BILL");
    expect(await mailsTo(world.member)).toHaveLength(6);
    const [alert] = await listAlerts(world.ctx, {});
    expect(alert?.untold).toEqual([{ email: world.outsider, state: "waiting" }]);
    const firings = await own.prisma.alertFiring.findMany({ where: { partnerId: world.partner.partnerId } });
    expect(firings.map(({ recipients }) => recipients)).toEqual(firings.map(() => [world.member]));
  });

  it("is told once they agree, and nothing more once they decline", async () => {
    const world = await arrange();
    await createAlert(world.ctx, alertOf(world));
    await mailAll(world);
    const token = await tokenFor(world.outsider);
    expect(await answer(world, token, "confirm")).toEqual({
      company_name: "Lantern",
      email: world.outsider,
      confirmed: true,
    });
    expect((await listAlerts(world.ctx, {}))[0]?.untold).toEqual([]);
    await fire(world);
    expect(await mailsTo(world.outsider)).toHaveLength(2);
    await answer(world, token, "decline");
    expect((await listAlerts(world.ctx, {}))[0]?.untold).toEqual([
      { email: world.outsider, state: "declined" },
    ]);
    world.clock.advance(HOUR);
    await fire(world);
    expect(await mailsTo(world.outsider)).toHaveLength(2);
  });

  it("is told nothing that was already on its way when they declined or left the team", async () => {
    const world = await arrange();
    await createAlert(world.ctx, alertOf(world));
    await recordCalls(own.database.pool, [
      makeCall({
        partnerId: world.partner.partnerId,
        occurredAt: world.clock.now(),
        requestId: newId(world.clock.now()),
      }),
    ]);
    await evaluateAlerts(own.system(world.clock));
    await own.prisma.partnerMember.deleteMany({ where: { partnerId: world.partner.partnerId } });
    await mailAll(world);
    expect(await mailsTo(world.member)).toEqual([]);
  });

  it("of an alert from before people were asked is asked when it fires", async () => {
    const world = await arrange();
    const alert = await createAlert(world.ctx, alertOf(world, { recipients: [world.member] }));
    await own.prisma.alert.update({ where: { id: alert.id }, data: { recipients: [world.outsider] } });
    await fire(world);
    expect((await mailsTo(world.outsider)).map(({ subject }) => subject)).toEqual([
      "Do you want alerts of Lantern?",
    ]);
  });

  it("is asked again at most three times in all, an hour apart, and the newest link is the one that works", async () => {
    const world = await arrange();
    await createAlert(world.ctx, alertOf(world));
    await mailAll(world);
    const first = await tokenFor(world.outsider);
    const again = () => askRecipientAgain(world.ctx, { email: world.outsider });
    await expect(again()).rejects.toMatchObject({ code: "too_many_mails" });
    for (let asked = 1; asked < MOST_ASKED; asked += 1) {
      world.clock.advance(HOUR);
      expect(await again()).toEqual({ email: world.outsider });
      await mailAll(world);
    }
    world.clock.advance(HOUR);
    await expect(again()).rejects.toMatchObject({ code: "too_many_mails" });
    expect(await mailsTo(world.outsider)).toHaveLength(MOST_ASKED);
    await expect(answer(world, first, "confirm")).rejects.toMatchObject({ code: "invalid_token" });
    await answer(world, await tokenFor(world.outsider), "confirm");
    await expect(again()).rejects.toMatchObject({ code: "recipient_answered" });
  });

  it("cannot answer by a link that is old or that nobody was sent", async () => {
    const world = await arrange();
    await createAlert(world.ctx, alertOf(world));
    await mailAll(world);
    const token = await tokenFor(world.outsider);
    world.clock.advance(ANSWER_DAYS * DAY);
    for (const wrong of [token, "x".repeat(43)]) {
      await expect(answer(world, wrong, "confirm")).rejects.toMatchObject({ code: "invalid_token" });
    }
  });

  it("is another partner's to ask anew, and its row no neighbour's", async () => {
    const [world, other] = [await arrange(), await arrange("Beacon")];
    const recipients = [world.outsider];
    await createAlert(world.ctx, alertOf(world, { recipients }));
    await mailAll(world);
    await answer(world, await tokenFor(world.outsider), "confirm");
    await expect(askRecipientAgain(other.ctx, { email: world.outsider })).rejects.toMatchObject({
      code: "not_found",
    });
    await createAlert(other.ctx, alertOf(other, { recipients }));
    await mailAll(other);
    expect((await listAlerts(other.ctx, {}))[0]?.untold).toEqual([
      { email: world.outsider, state: "waiting" },
    ]);
    const subjects = (await mailsTo(world.outsider)).map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(["Do you want alerts of Beacon?", "Do you want alerts of Lantern?"]);
  });

  it("who is added to an alert later is asked too, and only by who may write alerts", async () => {
    const world = await arrange();
    const alert = await createAlert(world.ctx, alertOf(world, { recipients: [world.member] }));
    await updateAlert(world.ctx, { alert_id: alert.id, recipients: [world.outsider] });
    await mailAll(world);
    expect(await mailsTo(world.outsider)).toHaveLength(1);
    const viewer = { ...world.ctx, permissions: permissionsOfRole("viewer") };
    await expect(askRecipientAgain(viewer, { email: world.outsider })).rejects.toThrow(Forbidden);
  });

  it("is shown a company's name of old without what a mail would make a link of", async () => {
    const world = await arrange();
    const data = { companyName: "Pay\r\nnow at https://evil.example\u202e" };
    await own.prisma.partner.update({ where: { id: world.partner.partnerId }, data });
    await createAlert(world.ctx, alertOf(world));
    await mailAll(world);
    const [mail] = await mailsTo(world.outsider);
    expect(`${mail?.subject}\n${mail?.text}`).not.toMatch(/evil\.example|https:\/\/evil|\u202e|\r/);
  });
});
