import { beforeAll, describe, expect, it } from "vitest";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { partnerJobs } from "@/lib/partners/partners/jobs";
import { resendVerification } from "@/lib/partners/partners/request-verification";
import { CreatePartner } from "@/lib/partners/partners/schemas";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { verifyEmail } from "@/lib/partners/partners/verify-email";
import { FixedClock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const HOUR = 3_600_000;
const START = "2026-03-01T12:00:00.000Z";

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example" });
});

const SEND = "partners.send-verification";

/** Runs the job that sends a verification's mail. */
const send = (clock: FixedClock, verification_id: string) =>
  runJob(partnerJobs, SEND, own.system(clock), { verification_id });

async function signUp(clock = new FixedClock(START), email = `sign-up-${newId()}@example.com`) {
  const made = await createPartner(own.system(clock), CreatePartner.parse({ company_name: "Ltd", email }));
  return { partnerId: made.partner.id, email, clock, key: made.test_key };
}

/** Runs the mail jobs that wait for this partner, and returns what each mailed. */
async function mail(
  partnerId: string,
  clock: FixedClock,
): Promise<{ to: string; subject: string; text: string }[]> {
  const mails: { to: string; subject: string; text: string }[] = [];
  for (const { verification_id } of await own.queued(SEND)) {
    const row = await own.prisma.emailVerification.findUniqueOrThrow({
      where: { id: String(verification_id) },
    });
    if (row.partnerId !== partnerId || row.tokenHash !== null) continue;
    await send(clock, row.id);
    mails.push(
      await own.prisma.keptMail.findFirstOrThrow({ where: { to: row.email }, orderBy: { id: "desc" } }),
    );
  }
  return mails;
}

const tokenIn = (text: string | undefined) => /verify-email#([\w-]+)/.exec(text ?? "")?.[1] ?? "";
const verifiedAt = async (id: string) =>
  (await own.prisma.partner.findUniqueOrThrow({ where: { id } })).emailVerifiedAt;
const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : error),
  );
const auditOf = async (partnerId: string) =>
  (await own.prisma.auditEvent.findMany({ where: { partnerId } })).map(({ action }) => action).sort();

describe("signing up", () => {
  it("makes a partner, one test key and one mail job together, each with its audit row", async () => {
    const { partnerId, email } = await signUp();
    const partner = await own.prisma.partner.findUniqueOrThrow({
      where: { id: partnerId },
      include: { apiKeys: true },
    });
    expect(partner).toMatchObject({ email, emailVerifiedAt: null, tier: "free", subscriptionStatus: "none" });
    expect(partner.apiKeys.map(({ mode }) => mode)).toEqual(["test"]);
    expect(await auditOf(partnerId)).toEqual(["api_key.created", "legal.accepted", "partner.created"]);
    const verifications = await own.prisma.emailVerification.findMany({ where: { partnerId } });
    expect(await own.queued(SEND)).toContainEqual({ verification_id: verifications[0]?.id });
  });

  it("leaves nothing at all behind where it fails half-way", async () => {
    const jobs = (await own.queued(SEND)).length;
    const email = `half-${newId()}@example.com`;
    const failing = own.prisma.$transaction(async (tx) => {
      await createPartner({ ...own.system(), db: tx }, CreatePartner.parse({ company_name: "Ltd", email }));
      throw new Error("the process died");
    });
    await expect(failing).rejects.toThrow("died");
    expect(await own.prisma.partner.count({ where: { email } })).toBe(0);
    expect(await own.queued(SEND)).toHaveLength(jobs);
  });

  it("keeps the key as its hash only: its text stands in no table", async () => {
    const { key } = await signUp();
    expect(await own.tablesHolding(key.slice(14))).toEqual([]);
    expect(await own.tablesHolding(key.slice(0, 14))).toEqual(["public.api_keys"]);
  });
});

describe("the verification mail", () => {
  it("goes to the address and holds a link of ours whose token stands in no table but the kept mail's", async () => {
    const { partnerId, email, clock } = await signUp();
    const [sent, ...more] = await mail(partnerId, clock);
    expect([sent?.to, more]).toEqual([email, []]);
    const token = tokenIn(sent?.text);
    expect(sent?.text).toContain(`https://soulmate.example/verify-email#${token}`);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await own.tablesHolding(token)).toEqual(["public.kept_mails"]);
  });

  it("is not sent for an address that was verified meanwhile", async () => {
    const { partnerId, clock, email } = await signUp();
    const { id } = await own.prisma.emailVerification.findFirstOrThrow({ where: { partnerId } });
    await own.prisma.emailVerification.update({ where: { id }, data: { usedAt: clock.now() } });
    await send(clock, id);
    expect(await own.prisma.keptMail.count({ where: { to: email } })).toBe(0);
    await send(clock, newId());
  });

  it("replaces its token where the job runs again: the newest mail's link works", async () => {
    const { partnerId, clock, email } = await signUp();
    const { id } = await own.prisma.emailVerification.findFirstOrThrow({ where: { partnerId } });
    await send(clock, id);
    clock.advance(1_000);
    await send(clock, id);
    const [newest, older] = await own.prisma.keptMail.findMany({
      where: { to: email },
      orderBy: { at: "desc" },
    });
    expect(await code(verifyEmail(own.system(clock), { token: tokenIn(older?.text) }))).toBe("invalid_token");
    expect(await code(verifyEmail(own.system(clock), { token: tokenIn(newest?.text) }))).toBe("done");
  });
});

describe("a verification link", () => {
  it("verifies once, with one audit row, and says the same when it is opened again", async () => {
    const { partnerId, clock } = await signUp();
    const token = tokenIn((await mail(partnerId, clock))[0]?.text);
    const first = await verifyEmail(own.system(clock), { token });
    const at = await verifiedAt(partnerId);
    expect(at).toEqual(clock.now());
    clock.advance(HOUR);
    expect(await verifyEmail(own.system(clock), { token })).toEqual(first);
    expect(await verifiedAt(partnerId)).toEqual(at);
    expect((await auditOf(partnerId)).filter((action) => action === "partner.email_verified")).toHaveLength(
      1,
    );
  });

  it("works for two days and no longer", async () => {
    const [inTime, tooLate] = [await signUp(), await signUp()];
    const tokens = [inTime, tooLate].map(async ({ partnerId, clock }) =>
      tokenIn((await mail(partnerId, clock))[0]?.text),
    );
    inTime.clock.advance(48 * HOUR - 1);
    tooLate.clock.advance(48 * HOUR);
    expect(await code(verifyEmail(own.system(inTime.clock), { token: (await tokens[0]) ?? "" }))).toBe(
      "done",
    );
    expect(await code(verifyEmail(own.system(tooLate.clock), { token: (await tokens[1]) ?? "" }))).toBe(
      "invalid_token",
    );
    expect(await verifiedAt(tooLate.partnerId)).toBeNull();
  });

  it("verifies the address it was sent to and no other", async () => {
    const { partnerId, clock } = await signUp();
    const token = tokenIn((await mail(partnerId, clock))[0]?.text);
    await updatePartner(own.as({ partnerId }, { clock }), {
      partner_id: partnerId,
      email: "other@example.com",
    });
    expect(await code(verifyEmail(own.system(clock), { token }))).toBe("invalid_token");
    expect(await verifiedAt(partnerId)).toBeNull();
  });

  it("opened twice at the same moment verifies once", async () => {
    const { partnerId, clock } = await signUp();
    const token = tokenIn((await mail(partnerId, clock))[0]?.text);
    const both = await Promise.all([1, 2].map(() => code(verifyEmail(own.system(clock), { token }))));
    expect(both).toEqual(["done", "done"]);
    expect((await auditOf(partnerId)).filter((action) => action === "partner.email_verified")).toHaveLength(
      1,
    );
  });
});

describe("asking for the mail again", () => {
  it("is granted until five have gone out within an hour, and again when the first is an hour old", async () => {
    const { partnerId, clock } = await signUp();
    const again = () => code(resendVerification(own.as({ partnerId }, { clock }), { partner_id: partnerId }));
    for (let sent = 2; sent <= 5; sent += 1) {
      clock.advance(1_000);
      expect(await again()).toBe("done");
    }
    expect(await again()).toBe("too_many_mails");
    clock.advance(HOUR - 4_000 - 1);
    expect(await again()).toBe("too_many_mails");
    clock.advance(1);
    expect(await again()).toBe("done");
    expect(await again()).toBe("too_many_mails");
  });

  it("cannot be granted more often by asking many times at once", async () => {
    const { partnerId, clock } = await signUp();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        code(resendVerification(own.as({ partnerId }, { clock }), { partner_id: partnerId })),
      ),
    );
    expect(answers.filter((answer) => answer === "done")).toHaveLength(4);
    expect(answers.filter((answer) => answer === "too_many_mails")).toHaveLength(8);
  });

  it("counts mails to every address of one partner, so that changing it is no way around", async () => {
    const { partnerId, clock } = await signUp();
    const move = (n: number) =>
      code(
        updatePartner(own.as({ partnerId }, { clock }), {
          partner_id: partnerId,
          email: `v${n}@example.com`,
        }),
      );
    for (let n = 2; n <= 5; n += 1) expect(await move(n)).toBe("done");
    const before = await own.prisma.partner.findUniqueOrThrow({ where: { id: partnerId } });
    expect(await move(6)).toBe("too_many_mails");
    expect(await own.prisma.partner.findUniqueOrThrow({ where: { id: partnerId } })).toEqual(before);
  });

  it("is refused once the address is verified", async () => {
    const { partnerId, clock } = await signUp();
    await own.prisma.partner.update({ where: { id: partnerId }, data: { emailVerifiedAt: clock.now() } });
    const again = resendVerification(own.as({ partnerId }, { clock }), { partner_id: partnerId });
    expect(await code(again)).toBe("already_verified");
  });
});

describe("changing a partner", () => {
  it("keeps it verified unless the address really changes, and audits which fields were named", async () => {
    const { partnerId, clock, email } = await signUp();
    await own.prisma.partner.update({ where: { id: partnerId }, data: { emailVerifiedAt: clock.now() } });
    const change = (fields: object) =>
      updatePartner(own.as({ partnerId }, { clock }), { partner_id: partnerId, ...fields });
    const mails = () => own.prisma.emailVerification.count({ where: { partnerId } });
    expect((await change({ company_name: "New", email })).email_verified).toBe(true);
    expect(await mails()).toBe(1);
    expect((await change({ email: "new@example.com" })).email_verified).toBe(false);
    expect(await mails()).toBe(2);
    const audited = await own.prisma.auditEvent.findMany({
      where: { partnerId, action: "partner.updated" },
    });
    expect(audited.map(({ details }) => details)).toHaveLength(2);
    expect(audited.map(({ details }) => details)).toEqual(
      expect.arrayContaining([{ fields: ["company_name", "email"] }, { fields: ["email"] }]),
    );
    expect(JSON.stringify(audited)).not.toContain("new@example.com");
  });
});
