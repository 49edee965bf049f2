import { beforeAll, describe, expect, it } from "vitest";
import { apiKeyJobs } from "@/lib/partners/api-keys/jobs";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { warnExpiringKeys } from "@/lib/partners/api-keys/warn-expiring-keys";
import { FixedClock } from "@/lib/platform/clock";
import { ownDatabase, runJob } from "@/test/own-database";
import { makeKey } from "@/test/partner-state";
import { makePartner, until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(10);
const DAY = 86_400_000;
const SEND = "partners.send-expiry-warning";

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example" });
});

async function keyThatExpires(at: Date) {
  const partner = await makePartner({}, own.database);
  const key = await makeKey(partner, { expires_at: at.toISOString(), name: "Nightly" }, own.database);
  return { partner, key };
}

const warned = async (id: string) => (await own.queued(SEND)).filter(({ key_id }) => key_id === id).length;

describe("a warning before a key expires", () => {
  it("is queued once, a week ahead, however often and by however many processes it is looked for", async () => {
    const clock = new FixedClock(new Date());
    const { key } = await keyThatExpires(new Date(clock.now().getTime() + 7 * DAY + 1));
    await warnExpiringKeys(own.system(clock));
    expect(await warned(key.id)).toBe(0);
    clock.advance(1);
    // All four have found the key before any of them can mark it.
    const together = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM api_keys WHERE id = ${key.id}::uuid FOR UPDATE`;
      const runs = [1, 2, 3, 4].map(() => warnExpiringKeys(own.system(clock)));
      await until(async () => (await own.waitingForLocks()) === runs.length);
      return runs;
    });
    await Promise.all(together);
    await warnExpiringKeys(own.system(clock));
    expect(await warned(key.id)).toBe(1);
  });

  it("is queued again for an expiry that was moved", async () => {
    const clock = new FixedClock(new Date());
    const soon = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString();
    const { partner, key } = await keyThatExpires(new Date(soon(3)));
    await warnExpiringKeys(own.system(clock));
    await updateApiKey(own.as(partner), {
      partner_id: partner.partnerId,
      key_id: key.id,
      expires_at: soon(5),
    });
    await warnExpiringKeys(own.system(clock));
    expect(await warned(key.id)).toBe(2);
  });

  it("is not queued for a key that never expires, has expired, was revoked, or is being rotated out", async () => {
    const clock = new FixedClock(new Date());
    const far = new Date(clock.now().getTime() + DAY);
    const [never, past, revoked] = [
      await keyThatExpires(far),
      await keyThatExpires(far),
      await keyThatExpires(far),
    ];
    const set = (id: string, data: object) => own.prisma.apiKey.update({ where: { id }, data });
    await set(never.key.id, { expiresAt: null });
    await set(past.key.id, { expiresAt: clock.now() });
    await set(revoked.key.id, { revokedAt: clock.now() });
    await warnExpiringKeys(own.system(clock));
    for (const { key } of [never, past, revoked]) expect(await warned(key.id)).toBe(0);
  });

  it("tells the partner which key, when, and how to go on, and not the key", async () => {
    const expires = new Date(Date.now() + DAY);
    const { partner, key } = await keyThatExpires(expires);
    const send = () => runJob(apiKeyJobs, SEND, own.system(), { key_id: key.id });
    await send();
    const { email } = await own.prisma.partner.findUniqueOrThrow({ where: { id: partner.partnerId } });
    const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email } });
    expect(mail.subject).toContain("Nightly");
    expect(mail.text).toContain(expires.toISOString());
    expect(mail.text).toContain(
      `https://soulmate.example/api/v1/partners/${partner.partnerId}/api-keys/${key.id}/rotate`,
    );
    expect(mail.text).not.toContain(key.key.slice(14));
    await own.prisma.apiKey.update({ where: { id: key.id }, data: { revokedAt: new Date() } });
    await send();
    expect(await own.prisma.keptMail.count({ where: { to: email } })).toBe(1);
  });
});
