import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { sendBySmtp } from "@/lib/vendors/smtp/smtp";
import { startMailServer } from "@/test/mail-server";

const message = { to: "someone@example.com", subject: "Hello", text: "Hello.", html: "<p>Hello</p>" };
const FROM = "Soulmate <no-reply@soulmate.example>";

describe("a message by SMTP", () => {
  it("goes to the server that its URL names, also when there are two", async () => {
    const [one, two] = [await startMailServer(), await startMailServer()];
    await sendBySmtp(one.url, FROM, { ...message, subject: "one" });
    await sendBySmtp(two.url, FROM, { ...message, subject: "two" });
    await sendBySmtp(one.url, FROM, { ...message, subject: "three" });
    expect(one.deliveries.map(({ email }) => email.subject)).toEqual(["one", "three"]);
    expect(two.deliveries.map(({ email }) => email.subject)).toEqual(["two"]);
    await Promise.all([one.close(), two.close()]);
  });

  it("is an error once its server has gone", async () => {
    const server = await startMailServer();
    await sendBySmtp(server.url, FROM, message);
    await server.close();
    await expect(sendBySmtp(server.url, FROM, message)).rejects.toThrow(/ECONNREFUSED|closed/i);
  });

  it("is an error where the server hangs up in the middle", async () => {
    const rude = createServer((socket) => socket.resume().end("220 hello\r\n"));
    await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
    const address = rude.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(sendBySmtp(`smtp://127.0.0.1:${port}`, FROM, message)).rejects.toThrow();
    await new Promise((resolve) => rude.close(resolve));
  });
});
