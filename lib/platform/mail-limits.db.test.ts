import { beforeAll, describe, expect, it } from "vitest";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { sendMail } from "@/lib/platform/mail";
import { MAILS_PER_DAY, type MailKind, mailboxOf } from "@/lib/platform/mail-limits";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

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

  it("count for the mailbox behind what follows a plus where nobody asked for them, and for each address where somebody did", async () => {
    const to = address();
    const alias = (n: number) => to.replace("@", `+${n}@`);
    for (let n = 0; n < MAILS_PER_DAY.unasked + 5; n += 1) await send(alias(n), 1, "unasked");
    expect(await own.prisma.keptMail.count({ where: { to: { startsWith: to.split("@")[0] ?? "" } } })).toBe(
      MAILS_PER_DAY.unasked,
    );
    await send(to, 1, "unasked");
    expect(await arrived(to)).toBe(0);
    await send(alias(30), 1, "security");
    expect(await arrived(alias(30))).toBe(1);
  });

  it("count for one mailbox whatever dots Gmail is written with", () => {
    expect(mailboxOf("A.da.L+shop@googlemail.com")).toBe("adal@gmail.com");
    expect(mailboxOf("a.b+c+d@example.com")).toBe("a.b@example.com");
    expect(mailboxOf("+a@example.com")).toBe("+a@example.com");
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
