import { describe, expect, it } from "vitest";
import { confirmEmailChange } from "@/lib/identity/accounts/confirm-email-change";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { grantConsent } from "@/lib/identity/consent/grant-consent";
import { peopleFor } from "@/lib/identity/consent/read-people";
import { cancelDeletion, cancelDeletionByToken } from "@/lib/identity/privacy/cancel-deletion";
import { DoneDeletion, eraseAgain, listDoneDeletions } from "@/lib/identity/privacy/erase-again";
import { exportPerson } from "@/lib/identity/privacy/export-person";
import { findOwnDeletion, getDeletion } from "@/lib/identity/privacy/find-deletion";
import type { Parts } from "@/lib/identity/privacy/parts";
import { HALF, makeWhole } from "@/lib/identity/privacy/privacy.fixture";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { sweepDeletions } from "@/lib/identity/privacy/sweep-deletions";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { FixedClock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";
import { PRIVACY } from "@/lib/registry";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const DAY_MS = 86_400_000;

/** An account without answers, in the privacy centre. */
async function makeBare(clock: FixedClock): Promise<PrivacyContext & { userId: string }> {
  const { ctx, profileId, person } = await makeWhole(own, {}, clock);
  await own.prisma.profile.delete({ where: { id: profileId } });
  return { ...ctx, profileId: null, userId: person.userId };
}

const readable = (clock: FixedClock, profileId: string) =>
  own.prisma.profile.count({ where: { id: profileId, ...peopleFor({ clock }, "research").where } });

async function agreeToResearch(ctx: Parameters<typeof grantConsent>[0], clock: FixedClock) {
  const { version } = currentText("research", clock.now());
  await grantConsent(ctx, { purpose: "research", version, adult: false });
}

/** Parts of which one fails, as where the process is killed there. */
function dyingAt(name: string): Parts {
  return PRIVACY.map(({ domain, part }) => ({
    domain,
    part: domain === name ? { ...part, erasePerson: () => Promise.reject(new Error("Killed here.")) } : part,
  }));
}

const quiet = <C extends PrivacyContext>(ctx: C): C => ({
  ...ctx,
  log: { ...ctx.log, error: () => undefined } as never,
});

describe("answers that an account gets while it waits for its deletion", () => {
  it("are read by no reader, whether it gives them or claims them, until it cancels", async () => {
    const clock = new FixedClock(new Date());
    const [gives, claims] = [await makeBare(clock), await makeBare(clock)];
    for (const ctx of [gives, claims]) await requestDeletion(ctx, {}, PRIVACY);
    const given = await ensureUserProfile(own.system(clock), { user_id: gives.userId });
    await agreeToResearch({ ...gives, profileId: given }, clock);
    const visitor = await makeVisitor(own, clock);
    await agreeToResearch(visitor.ctx, clock);
    expect(await readable(clock, visitor.ctx.profileId)).toBe(1);
    await claimProfile(own.system(clock), { user_id: claims.userId, token: visitor.token });
    for (const profileId of [given, visitor.ctx.profileId]) expect(await readable(clock, profileId)).toBe(0);
    for (const ctx of [gives, claims]) await cancelDeletion(ctx);
    for (const profileId of [given, visitor.ctx.profileId]) expect(await readable(clock, profileId)).toBe(1);
  });

  it("are kept from readers, too, where the first are given at the moment of asking", async () => {
    const clock = new FixedClock(new Date());
    const ctx = await makeBare(clock);
    const profileId = await ensureUserProfile(own.system(clock), { user_id: ctx.userId });
    await agreeToResearch({ ...ctx, profileId }, clock);
    // The page was asked for before there were any.
    await requestDeletion({ ...ctx, profileId: null }, {}, PRIVACY);
    expect(await readable(clock, profileId)).toBe(0);
  });
});

describe("a deletion that was killed in the middle", () => {
  it("also removes what the person did until it went on, and its receipt counts it", async () => {
    const { ctx, person, clock } = await makeWhole(own);
    const { token } = await requestDeletion(ctx, {}, PRIVACY);
    clock.advance(14 * DAY_MS);
    await sweepDeletions(quiet(ctx), dyingAt("identity/accounts"));
    expect((await getDeletion(ctx, { token })).state).toBe("running");
    const at = clock.now();
    const event = { kind: "sign_in.failed" as const, code: "", network: "203.0.113.0", count: 1 };
    await own.prisma.securityEvent.create({
      data: {
        ...event,
        id: newId(),
        bucket: sha256(newId()),
        userId: person.userId,
        firstAt: at,
        lastAt: at,
      },
    });
    await sweepDeletions(ctx, PRIVACY);
    const { state, lines } = await getDeletion(ctx, { token });
    expect(state).toBe("finished");
    expect(lines.find(({ subject }) => subject === "security_events")?.erasedRows).toBe(1);
    expect(lines.find(({ subject }) => subject === "trait_results")?.erasedRows).toBe(1);
    expect(await own.prisma.securityEvent.count({ where: { userId: person.userId } })).toBe(0);
  });

  it("keeps a browser's answers from an account that would claim them, and so they go", async () => {
    const clock = new FixedClock(new Date());
    const { ctx, token } = await makeVisitor(own, clock);
    await completeSheet(ctx, { traits: HALF });
    const centre: PrivacyContext = { ...ctx, account: null };
    await requestDeletion(centre, {}, PRIVACY);
    clock.advance(14 * DAY_MS);
    await sweepDeletions(quiet(centre), dyingAt("people/profiles"));
    const { userId } = await makePerson(own.database);
    expect(await claimProfile(own.system(clock), { user_id: userId, token })).toEqual({ claimed: false });
    await sweepDeletions(centre, PRIVACY);
    expect(await own.prisma.profile.count({ where: { id: ctx.profileId } })).toBe(0);
  });
});

describe("cancelling at the moment of the sweep", () => {
  it.each(Array.from({ length: 6 }, (_, at) => at))(
    "either keeps everything or comes too late, however many sweep (%i)",
    async () => {
      const { ctx, person, clock } = await makeWhole(own);
      const { token } = await requestDeletion(ctx, {}, PRIVACY);
      clock.advance(14 * DAY_MS);
      const [cancelled, byLink] = await Promise.allSettled([
        cancelDeletion(ctx),
        cancelDeletionByToken(ctx, { token }),
        sweepDeletions(ctx, PRIVACY),
        sweepDeletions(ctx, PRIVACY),
        findOwnDeletion(ctx),
      ]);
      const { state, lines } = await getDeletion(ctx, { token });
      const users = await own.prisma.user.count({ where: { id: person.userId } });
      const results = await own.prisma.traitResult.count({ where: { profileId: ctx.profileId ?? "" } });
      const outcomes = [cancelled, byLink].map(({ status }) => status);
      if (state === "cancelled") {
        expect([users, results, lines]).toEqual([1, 1, []]);
        expect(outcomes).toContain("fulfilled");
      } else {
        expect([state, users, results]).toEqual(["finished", 0, 0]);
        expect(outcomes).toEqual(["rejected", "rejected"]);
      }
      for (const outcome of [cancelled, byLink]) {
        if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(AppError);
      }
    },
  );

  it("the link of another person, of a request that was cancelled, and a guessed one do nothing", async () => {
    const [one, other] = [await makeWhole(own), await makeWhole(own)];
    const first = await requestDeletion(one.ctx, {}, PRIVACY);
    await cancelDeletion(one.ctx);
    await requestDeletion(one.ctx, {}, PRIVACY);
    const { token } = await requestDeletion(other.ctx, {}, PRIVACY);
    await cancelDeletionByToken(one.ctx, { token: first.token });
    for (const guess of [one.person.userId, "x", `${token.slice(1)}A`, token.toLowerCase()]) {
      await expect(cancelDeletionByToken(one.ctx, { token: guess })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(getDeletion(one.ctx, { token: guess })).rejects.toMatchObject({ code: "invalid_token" });
    }
    for (const { ctx } of [one, other]) expect(await findOwnDeletion(ctx)).not.toBeNull();
  });
});

describe("an address that an account had before", () => {
  /** Changes the address by the link that was mailed to the new one. Returns the address it had. */
  async function changeAddress({ ctx, person }: Awaited<ReturnType<typeof makeWhole>>): Promise<string> {
    const token = newId().replaceAll("-", "").padEnd(43, "x");
    const at = ctx.clock.now();
    await own.prisma.accountToken.create({
      data: {
        id: newId(),
        userId: person.userId,
        purpose: "verify_email",
        email: `new-${person.email}`,
        tokenHash: sha256(token),
        createdAt: at,
        expiresAt: new Date(at.getTime() + DAY_MS),
      },
    });
    const account = {
      ...ctx.account,
      limiter: { take: async () => ({ allowed: true }) },
    } as unknown as NonNullable<PrivacyContext["account"]>;
    await confirmEmailChange(account, { token });
    return person.email;
  }

  const invite = (partnerId: string, email: string) =>
    own.prisma.invitation.create({
      data: {
        id: newId(),
        partnerId,
        email,
        role: "viewer",
        expiresAt: new Date(),
        createdAt: new Date(),
      },
    });

  it("is exported and erased like the present one, wherever it still stands", async () => {
    const whole = await makeWhole(own);
    const other = await makePerson(own.database, { role: "owner" });
    const invitation = await invite(other.partnerId, whole.person.email);
    const before = await changeAddress(whole);
    let exported = "";
    for await (const piece of exportPerson(whole.ctx, PRIVACY)) exported += piece;
    expect(exported).toContain(invitation.id);
    await requestDeletion(whole.ctx, {}, PRIVACY);
    whole.clock.advance(14 * DAY_MS);
    await sweepDeletions(whole.ctx, PRIVACY);
    expect(await own.tablesHolding(before)).toEqual([]);
  });

  it("is another person's once they have it", async () => {
    const whole = await makeWhole(own);
    const before = await changeAddress(whole);
    const other = await makePerson(own.database, { role: "owner" });
    await own.prisma.user.update({ where: { id: other.userId }, data: { email: before } });
    const invitation = await invite(other.partnerId, before);
    await requestDeletion(whole.ctx, {}, PRIVACY);
    whole.clock.advance(14 * DAY_MS);
    await sweepDeletions(whole.ctx, PRIVACY);
    expect(await own.prisma.invitation.findUnique({ where: { id: invitation.id } })).toMatchObject({
      email: before,
    });
  });
});

describe("what others wrote about a person in the audit log", () => {
  it("goes with the person: an admin's reasons and the names of their tokens", async () => {
    const { ctx, person, clock } = await makeWhole(own, { role: "owner" });
    const words = `Says that ${newId()} is them`;
    const event = { actorType: "user", at: clock.now(), ip: null };
    await own.prisma.auditEvent.createMany({
      data: [
        { ...event, id: newId(), action: "user.suspended", targetType: "user", targetId: person.userId },
        {
          ...event,
          id: newId(),
          action: "impersonation.started",
          partnerId: person.partnerId,
          targetType: "user",
          targetId: person.userId,
        },
        {
          ...event,
          id: newId(),
          action: "access_token.created",
          actorId: person.userId,
          targetType: "access_token",
          targetId: newId(),
        },
      ].map((row) => ({ ...row, details: { reason: words, name: words } })),
    });
    await own.rows("SELECT graphile_worker.add_job('accounts.send-email-change', $1::json)", [
      JSON.stringify({ user_id: person.userId, email: `not-yet-${person.email}` }),
    ]);
    await requestDeletion(ctx, {}, PRIVACY);
    clock.advance(14 * DAY_MS);
    await sweepDeletions(ctx, PRIVACY);
    expect(await own.tablesHolding(words)).toEqual([]);
    expect(await own.tablesHolding(person.email)).toEqual([]);
  });
});

describe("what failed jobs say of a person", () => {
  it("goes with the person: the reason of a regular job, and a job whose error names their address", async () => {
    const { ctx, person, clock } = await makeWhole(own);
    const error = `550 5.1.1 <${person.email}>: there is no such mailbox`;
    const at = clock.now();
    await own.prisma.jobRun.create({
      data: { id: newId(), name: newId(), period: at, attempts: 1, startedAt: at, error },
    });
    const [job] = await own.rows<{ id: string }>(
      "SELECT id::text FROM graphile_worker.add_job('support.send-mail', $1::json)",
      [JSON.stringify({ message_id: newId() })],
    );
    await own.rows("UPDATE graphile_worker._private_jobs SET last_error = $1 WHERE id = $2", [
      error,
      job?.id,
    ]);
    await requestDeletion(ctx, {}, PRIVACY);
    clock.advance(14 * DAY_MS);
    await sweepDeletions(ctx, PRIVACY);
    expect(await own.tablesHolding(person.email)).toEqual([]);
  });
});

describe("after an older backup is restored", () => {
  it("everyone who was deleted since is deleted again, by the list that was kept", async () => {
    const clock = new FixedClock(new Date());
    const browser = await makeVisitor(own, clock);
    const whole = await makeWhole(own, {}, clock);
    const { token } = await requestDeletion(whole.ctx, {}, PRIVACY);
    // What the list says of two deletions that the backup knows nothing of, and of one that it holds as cancelled.
    const listed = (userId: string | null, profileId: string | null, request_id = newId()) =>
      DoneDeletion.parse({
        request_id,
        user_id: userId,
        profile_id: profileId,
        requested_at: clock.now(),
        due_at: clock.now(),
        finished_at: clock.now(),
      });
    const unknown = await makeWhole(own, { role: "owner" }, clock);
    await makePerson(own.database, { partnerId: unknown.person.partnerId, role: "viewer" });
    const request = await own.prisma.deletionRequest.findFirstOrThrow({
      where: { userId: whole.person.userId },
    });
    await cancelDeletion(whole.ctx);
    const deletions = [
      listed(null, browser.ctx.profileId),
      listed(unknown.person.userId, unknown.profileId),
      listed(whole.person.userId, whole.profileId, request.id),
    ];
    expect(await eraseAgain(own.system(clock), { deletions }, PRIVACY)).toEqual({ erased: 3, failed: [] });
    for (const text of [whole.person.email, unknown.person.email]) {
      expect(await own.tablesHolding(text)).toEqual([]);
    }
    expect(await own.prisma.profile.count({ where: { id: browser.ctx.profileId } })).toBe(0);
    expect(await getDeletion(own.system(clock), { token })).toMatchObject({ state: "finished" });
    // The list of this database then holds them, too, and doing it again changes nothing.
    const again = await listDoneDeletions(own.system(clock));
    expect(again.deletions.map(({ request_id }) => request_id)).toEqual(
      expect.arrayContaining(deletions.map(({ request_id }) => request_id)),
    );
    const [first] = deletions;
    expect(await eraseAgain(own.system(clock), { deletions: first ? [first] : [] }, PRIVACY)).toEqual({
      erased: 1,
      failed: [],
    });
  });
});
