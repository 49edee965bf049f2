import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { listKeptMails, sendMail } from "@/lib/platform/mail";
import { type MailServer, startMailServer } from "@/test/mail-server";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const message = {
  to: "someone@example.com",
  subject: "Hello",
  text: "Line one.\n\nLine two: ü 😀\n.\n..dots",
};
const last = () => server.deliveries.at(-1);

describe("with a mail server", () => {
  beforeAll(() => {
    setSettings({ SMTP_URL: server.url, MAIL_FROM: "Soulmate <no-reply@soulmate.example>" });
  });

  it("a message arrives as it was written, from us, and is kept nowhere", async () => {
    await sendMail(own.system(), { ...message, subject: 'Grüße, "you" 😀' });
    expect(last()?.recipients).toEqual([message.to]);
    expect(last()?.sender).toBe("no-reply@soulmate.example");
    expect(last()?.email).toMatchObject({
      subject: 'Grüße, "you" 😀',
      from: { name: "Soulmate", address: "no-reply@soulmate.example" },
      to: [{ address: message.to }],
    });
    expect(last()?.email.text?.trimEnd()).toBe(message.text);
    expect(last()?.email.html).toContain("Line two: ü 😀");
    expect(await own.prisma.keptMail.count()).toBe(0);
  });

  it("a company's name cannot add a header, a recipient or a body of its own", async () => {
    const evil = "Ltd\r\nBcc: victim@example.com\r\nX-Evil: yes\n\n<script>";
    await sendMail(own.system(), { ...message, subject: `Welcome, ${evil}` });
    const { email, recipients } = last() ?? {};
    expect(recipients).toEqual([message.to]);
    expect(email?.headers.map(({ key }) => key)).not.toContain("x-evil");
    expect(email?.bcc).toBeUndefined();
    expect(email?.subject).toBe("Welcome, Ltd Bcc: victim@example.com X-Evil: yes <script>");
    expect(email?.text?.trimEnd()).toBe(message.text);
    expect(email?.html).toContain("&lt;script&gt;");
    expect(email?.html).not.toContain("<script");
  });

  it("an address cannot either", async () => {
    const before = server.deliveries.length;
    const to = "someone@example.com\r\nBcc: victim@example.com\r\nRCPT TO:<victim@example.com>";
    await sendMail(own.system(), { ...message, to }).catch(() => undefined);
    for (const { recipients, email } of server.deliveries.slice(before)) {
      expect(recipients).not.toContain("victim@example.com");
      expect(email.bcc).toBeUndefined();
    }
  });

  it("a message that the server refuses is an error, so that its job is tried again", async () => {
    await expect(sendMail(own.system(), { ...message, to: "nobody@refused.example" })).rejects.toThrow(
      /nobody of that name/,
    );
  });
});

describe("without a mail server", () => {
  it("messages are kept to be read, newest first", async () => {
    setSettings();
    const clock = new FixedClock("2026-03-01T12:00:00Z");
    for (const subject of ["first", "second", "third"]) {
      await sendMail(own.system(clock), { ...message, subject });
      clock.advance(1_000);
    }
    const kept = await listKeptMails(own.system(clock));
    expect(kept.map(({ subject }) => subject)).toEqual(["third", "second", "first"]);
    expect(kept[0]).toMatchObject({ to: message.to, text: message.text });
  });

  it("five hundred are kept, the newest", async () => {
    setSettings();
    const clock = new FixedClock("2026-04-01T12:00:00Z");
    const at = clock.now();
    await own.prisma.keptMail.deleteMany();
    await own.prisma.keptMail.createMany({
      data: Array.from({ length: 500 }, (_, k) => ({
        ...message,
        id: newId(),
        at: new Date(at.getTime() - (k + 1) * 1_000),
        subject: `${k}`,
      })),
    });
    await sendMail(own.system(clock), { ...message, subject: "newest" });
    const subjects = (await own.prisma.keptMail.findMany({ orderBy: { at: "desc" } })).map(
      ({ subject }) => subject,
    );
    expect(subjects).toEqual(["newest", ...Array.from({ length: 499 }, (_, k) => `${k}`)]);
  });

  it("in production nothing is kept and nothing kept is shown", async () => {
    const before = await own.prisma.keptMail.count();
    Object.assign(setSettings(), { standInsAllowed: false });
    await expect(sendMail(own.system(), message)).rejects.toMatchObject({ code: "mail_unavailable" });
    await expect(listKeptMails(own.system())).rejects.toMatchObject({ code: "mail_unavailable" });
    expect(await own.prisma.keptMail.count()).toBe(before);
  });
});
