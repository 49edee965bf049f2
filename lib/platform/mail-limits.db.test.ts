import { beforeAll, describe, expect, it } from "vitest";
import { ownDatabase } from "@/e2e/fixtures/own-database";
import { setSettings } from "@/e2e/fixtures/settings";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { sendMail } from "@/lib/platform/mail";
import { MAILS_PER_DAY, type MailKind } from "@/lib/platform/mail-limits";

const own = ownDatabase(10);
const NOON = "2026-03-10T12:00:00.000Z";

beforeAll(() => {
  setSettings();
});

const address = () => `mailed-${newId()}@example.com`;
const arrived = (to: string) => own.prisma.keptMail.count({ where: { to } });

async function send(to: string, count: number, kind?: MailKind, clock = new FixedClock(NOON)): Promise<void> {
  const message = { to, subject: "Hello", text: "Hello" };
  for (let sent = 0; sent < count; sent += 1) await sendMail(own.system(clock), message, kind);
}

describe.each(["unasked", "ordinary", "security"] as const)("an address", (kind) => {
  it(`gets no more ${kind} mails a day than the limit, whichever tenants send them, and none of another kind less`, async () => {
    const to = address();
    await send(to, MAILS_PER_DAY[kind] + 3, kind);
    expect(await arrived(to)).toBe(MAILS_PER_DAY[kind]);
    await send(to, 1, kind === "security" ? "ordinary" : "security");
    expect(await arrived(to)).toBe(MAILS_PER_DAY[kind] + 1);
  });
});

describe("mails to one address", () => {
  it("that are sent at once are counted each", async () => {
    const to = address();
    await Promise.all(Array.from({ length: 30 }, () => send(to, 1, "unasked")));
    expect(await arrived(to)).toBe(MAILS_PER_DAY.unasked);
  });

  it("are counted in whatever case it is written", async () => {
    const to = address();
    await send(to, MAILS_PER_DAY.unasked, "unasked");
    await send(to.toUpperCase(), 1, "unasked");
    expect(await arrived(to.toUpperCase())).toBe(0);
  });

  it("begin anew with the UTC day, and days that are over are forgotten", async () => {
    const to = address();
    const clock = new FixedClock(NOON);
    await send(to, MAILS_PER_DAY.unasked + 1, "unasked", clock);
    clock.advance(3 * 86_400_000);
    await send(to, 1, "unasked", clock);
    expect(await arrived(to)).toBe(MAILS_PER_DAY.unasked + 1);
    const old = await own.prisma.mailCount.count({ where: { day: { lt: new Date("2026-03-12") } } });
    expect(old).toBe(0);
  });

  it("to our own support are never left out", async () => {
    const to = address();
    await send(to, MAILS_PER_DAY.ordinary + 5, "staff");
    expect(await arrived(to)).toBe(MAILS_PER_DAY.ordinary + 5);
  });

  it("that could not be sent do not count", async () => {
    const to = address();
    setSettings({ SMTP_URL: "smtp://127.0.0.1:1" });
    for (let tries = 0; tries < MAILS_PER_DAY.unasked; tries += 1)
      await expect(send(to, 1, "unasked")).rejects.toThrow();
    setSettings();
    await send(to, 1, "unasked");
    expect(await arrived(to)).toBe(1);
  });
});
