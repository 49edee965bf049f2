import { beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { partnerJobs } from "@/lib/partners/partners/jobs";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { inspectVerification, verifyEmail } from "@/lib/partners/partners/verify-email";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const KEY = {
  name: "Strangers",
  mode: "test",
  scopes: ["partners:admin"],
  expires_at: null,
  ip_allowlist: [],
  pinned_model: null,
  signature_required: false,
} as const;

/** The token of the newest verification mail to a partner. */
async function tokenOf(partnerId: string): Promise<string> {
  const { id, email } = await own.prisma.emailVerification.findFirstOrThrow({
    where: { partnerId },
    orderBy: { id: "desc" },
  });
  await runJob(partnerJobs, "partners.send-verification", own.system(), { verification_id: id });
  const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email }, orderBy: { id: "desc" } });
  return /#(\S+)/.exec(mail.text)?.[1] ?? "";
}

/** A stranger signs up by API with somebody's address and makes all that a key can make. */
async function inSomebodysName(email = `victim-${newId()}@example.com`) {
  const { partner, api_key } = await createPartner(
    { ...own.system(), actor: { type: "anonymous" }, ip: "203.0.113.0" },
    { company_name: "By API", email, tier: "free" },
  );
  const ctx = { ...own.as({ partnerId: partner.id }), actor: { type: "api_key", id: api_key.id } } as const;
  const second = await createApiKey(ctx, {
    ...KEY,
    scopes: [...KEY.scopes],
    ip_allowlist: [],
    partner_id: partner.id,
  });
  const now = new Date();
  const row = { partnerId: partner.id, createdAt: now, updatedAt: now };
  const endpoint = {
    ...row,
    id: newId(),
    url: "https://stranger.example/hook",
    sealedSecret: Buffer.from("x"),
  };
  await own.prisma.webhookEndpoint.create({ data: endpoint });
  const alert = {
    ...row,
    id: newId(),
    name: "Watch",
    metric: "calls",
    window: "day",
    threshold: 1n,
  } as const;
  await own.prisma.alert.create({ data: { ...alert, recipients: ["stranger@example.com"] } });
  await own.prisma.signingKey.create({
    data: {
      id: newId(),
      partnerId: partner.id,
      name: "Sig",
      algorithm: "hmac_sha256",
      sealedSecret: Buffer.from("x"),
      createdAt: now,
    },
  });
  return {
    email,
    partnerId: partner.id,
    firstKeyId: api_key.id,
    secondKeyId: second.id,
    ctx,
    endpoint,
    alert,
  };
}

async function working(partnerId: string): Promise<string[]> {
  const inUse = { partnerId, revokedAt: null };
  const switchedOn = { partnerId, disabledAt: null };
  const all = await Promise.all([
    own.prisma.apiKey.findMany({ where: inUse }),
    own.prisma.signingKey.findMany({ where: inUse }),
    own.prisma.webhookEndpoint.findMany({ where: switchedOn }),
    own.prisma.alert.findMany({ where: switchedOn }),
  ]);
  return all.flat().map(({ id }) => id);
}

describe("what was handed out before an address was verified", () => {
  it("ends when the address is verified, whoever made it and however much it was", async () => {
    const { partnerId } = await inSomebodysName();
    expect(await working(partnerId)).toHaveLength(5);
    await verifyEmail(own.system(), { token: await tokenOf(partnerId) });
    expect(await working(partnerId)).toEqual([]);
    const ended = await own.prisma.auditEvent.count({
      where: { partnerId, action: { in: ["api_key.revoked", "signing_key.revoked"] } },
    });
    expect(ended).toBe(3);
  });

  it("is shown to whoever has the mail, with where it was made, and goes on where they choose it", async () => {
    const { partnerId, firstKeyId, email } = await inSomebodysName();
    const token = await tokenOf(partnerId);
    const { handedOut, ...rest } = await inspectVerification(own.system(), { token });
    expect(rest).toEqual({ companyName: "By API", email });
    expect(handedOut).toHaveLength(5);
    expect(handedOut.find(({ id }) => id === firstKeyId)).toMatchObject({
      kind: "api_key",
      name: expect.stringMatching(/^First test key \(sk_test_.*…\)$/),
      ip: "203.0.113.0",
    });
    await verifyEmail(own.system(), { token, keep: [firstKeyId] });
    expect(await working(partnerId)).toEqual([firstKeyId]);
    expect((await inspectVerification(own.system(), { token })).handedOut).toEqual([]);
  });

  it("does not include what was made after the list was shown", async () => {
    const { partnerId, firstKeyId, ctx } = await inSomebodysName();
    const token = await tokenOf(partnerId);
    const { handedOut } = await inspectVerification(own.system(), { token });
    await createApiKey(ctx, { ...KEY, scopes: [...KEY.scopes], ip_allowlist: [], partner_id: partnerId });
    await verifyEmail(own.system(), { token, keep: handedOut.map(({ id }) => id) });
    expect(await working(partnerId)).toHaveLength(5);
    expect(await working(partnerId)).toContain(firstKeyId);
  });

  it("cannot be made anew by a key that was just revoked and is still being answered", async () => {
    const { partnerId, ctx } = await inSomebodysName();
    await verifyEmail(own.system(), { token: await tokenOf(partnerId) });
    const again = createApiKey(ctx, {
      ...KEY,
      scopes: [...KEY.scopes],
      ip_allowlist: [],
      partner_id: partnerId,
    });
    await expect(again).rejects.toMatchObject({ code: "revoked_key" });
    expect(await working(partnerId)).toEqual([]);
  });

  it("ends too where a stranger moves a verified partner of their own to somebody's address", async () => {
    const { partnerId } = await inSomebodysName();
    const victim = await makePerson(own.database);
    await verifyEmail(own.system(), { token: await tokenOf(partnerId), keep: await working(partnerId) });
    expect(await working(partnerId)).toHaveLength(5);
    await updatePartner(own.as({ partnerId }), { partner_id: partnerId, email: victim.email });
    await verifyEmail(own.system(), { token: await tokenOf(partnerId) });
    expect(await own.prisma.partnerMember.findMany({ where: { partnerId } })).toMatchObject([
      { userId: victim.userId, role: "owner" },
    ]);
    expect(await working(partnerId)).toEqual([]);
  });

  it("goes on where the partner has a team, which answers for it", async () => {
    const owner = await makePerson(own.database, { role: "owner" });
    const ctx = own.as(owner);
    await updatePartner(ctx, { partner_id: owner.partnerId, email: `billing-${newId()}@example.com` });
    const before = await working(owner.partnerId);
    expect(before.length).toBeGreaterThan(0);
    const token = await tokenOf(owner.partnerId);
    expect((await inspectVerification(own.system(), { token })).handedOut).toEqual([]);
    await verifyEmail(own.system(), { token });
    expect(await working(owner.partnerId)).toEqual(before);
  });
});
