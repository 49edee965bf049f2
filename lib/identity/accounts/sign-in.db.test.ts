import { beforeAll, describe, expect, it } from "vitest";
import { asPerson, visitor } from "@/lib/identity/accounts/accounts.fixture";
import { changePassword } from "@/lib/identity/accounts/change-password";
import { confirmEmailChange } from "@/lib/identity/accounts/confirm-email-change";
import { createAccessToken } from "@/lib/identity/accounts/create-access-token";
import { findPrivacySession, findSession } from "@/lib/identity/accounts/find-session";
import { identifyToken } from "@/lib/identity/accounts/identify-caller";
import { accountJobs } from "@/lib/identity/accounts/jobs";
import { findKnownDevice } from "@/lib/identity/accounts/known-devices";
import { hashPassword, verifyPassword } from "@/lib/identity/accounts/password-hash";
import { requestEmailChange } from "@/lib/identity/accounts/request-email-change";
import { requestPasswordReset } from "@/lib/identity/accounts/request-password-reset";
import { requestSignInLink } from "@/lib/identity/accounts/request-sign-in-link";
import { resetPassword } from "@/lib/identity/accounts/reset-password";
import { readSessionToken, writeSessionToken } from "@/lib/identity/accounts/session-cookie";
import { signInWithLink } from "@/lib/identity/accounts/sign-in-with-link";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { signOut } from "@/lib/identity/accounts/sign-out";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson, signedIn } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const person = () => makePerson(own.database, { withPassword: true });
const sessionsOf = (userId: string) => own.prisma.session.count({ where: { userId, revokedAt: null } });
const code = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

/** Signs in by a mailed link. */
async function signedInAs(email: string) {
  const outcome = await signInWithLink(visitor(own), { token: await mailed(requestSignInLink, email) });
  if (outcome.kind !== "session") throw new Error("no session");
  return outcome;
}

/** Asks for a mail, lets the job send it, and returns the token that it holds. */
async function mailed(
  ask: (ctx: VisitorContext, input: { email: string }) => Promise<unknown>,
  email: string,
  clock = new FixedClock(new Date()),
): Promise<string> {
  await ask(visitor(own, { clock }), { email });
  const waiting = await own.queued("accounts.send-link");
  const payload = waiting.filter((job) => job.email === email).at(-1) ?? {};
  await runJob(accountJobs, "accounts.send-link", own.system(clock), payload);
  const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email }, orderBy: { at: "desc" } });
  return /#(\S+)/.exec(mail.text)?.[1] ?? "";
}

describe("signing in by password", () => {
  it("opens a new session each time, which is refused from the moment it ends", async () => {
    const { email, password, userId } = await person();
    const ctx = visitor(own);
    const [one, two] = [
      await signInWithPassword(ctx, { email, password }),
      await signInWithPassword(ctx, { email, password }),
    ];
    if (one.kind !== "session" || two.kind !== "session") throw new Error("no session");
    expect(one.session.id).not.toBe(two.session.id);
    expect(await findSession(ctx, { session_id: one.session.id })).toMatchObject({ user: { id: userId } });
    await signOut(ctx, { session_id: one.session.id });
    expect(await findSession(ctx, { session_id: one.session.id })).toBeNull();
    expect(await findSession(ctx, { session_id: two.session.id })).not.toBeNull();
  });

  it("signs a suspended person in to the privacy centre alone, by password and by link", async () => {
    const { userId, email, password } = await person();
    await own.prisma.user.update({ where: { id: userId }, data: { suspendedAt: new Date() } });
    const token = await mailed(requestSignInLink, email);
    for (const outcome of [
      await signInWithPassword(visitor(own), { email, password }),
      await signInWithLink(visitor(own), { token }),
    ]) {
      if (outcome.kind !== "session") throw new Error("There is no second step.");
      expect(outcome.session.suspended).toBe(true);
      const session_id = outcome.session.id;
      expect(await findSession(visitor(own), { session_id })).toBeNull();
      expect(await findPrivacySession(visitor(own), { session_id })).toMatchObject({
        suspended: true,
        person: { user: { id: userId } },
      });
    }
  });

  it("refuses a wrong password and an unknown address in the same words", async () => {
    const known = await person();
    const linkOnly = await makePerson(own.database);
    const ask = (email: string, password: string) =>
      signInWithPassword(visitor(own), { email, password }).then(
        () => "signed in",
        (error: unknown) => String(error),
      );
    const words = new Set([
      await ask(known.email, "not the password"),
      await ask(`nobody-${newId()}@example.com`, "not the password"),
      await ask(linkOnly.email, linkOnly.password),
    ]);
    expect([...words]).toEqual(["Unauthenticated: This email and password do not match an account."]);
  });

  it("works on an unknown address as long as on a known one", async () => {
    const { email } = await person();
    const time = async (address: string) => {
      const started = performance.now();
      await signInWithPassword(visitor(own), { email: address, password: "wrong wrong" }).catch(() => null);
      return performance.now() - started;
    };
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    const [known, unknown]: [number[], number[]] = [[], []];
    await time(email);
    for (let round = 0; round < 7; round += 1) {
      known.push(await time(email));
      unknown.push(await time(`nobody-${newId()}@example.com`));
    }
    // Without the same hashing it would be a twentieth.
    expect(median(unknown)).toBeGreaterThan(median(known) / 3);
  });

  it("takes a password in whatever letters a keyboard composes", async () => {
    const hash = await hashPassword("Cafe\u0301 au lait");
    expect(await verifyPassword(hash, "Caf\u00e9 au lait")).toBe(true);
    expect(await verifyPassword(hash, "Cafe au lait")).toBe(false);
    expect(await verifyPassword(null, "Caf\u00e9 au lait")).toBe(false);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe("the session's cookie", () => {
  it("names its session for as long as that lasts, and nobody else's secret opens it", async () => {
    const { sessionId, userId } = await person();
    const now = new Date();
    const session = { id: sessionId, expiresAt: new Date(now.getTime() + 60_000) };
    const token = await writeSessionToken(session, now);
    expect(await readSessionToken(token)).toBe(sessionId);
    expect(token).not.toContain(userId);
    expect(
      await readSessionToken(await writeSessionToken(session, now, "another secret of 32 characters!")),
    ).toBeNull();
    expect(await readSessionToken(`${token.slice(0, -2)}AA`)).toBeNull();
    expect(await readSessionToken("")).toBeNull();
  });

  it("is worth nothing once the session is over or the person suspended", async () => {
    const { sessionId, userId } = await person();
    const clock = new FixedClock(new Date());
    const ctx = visitor(own, { clock });
    clock.advance(30 * 86_400_000 - 60_000);
    expect(await findSession(ctx, { session_id: sessionId })).not.toBeNull();
    clock.advance(120_000);
    expect(await findSession(ctx, { session_id: sessionId })).toBeNull();
    const other = await signedIn(own.database, userId);
    await own.prisma.user.update({ where: { id: userId }, data: { suspendedAt: new Date() } });
    expect(await findSession(visitor(own), { session_id: other.sessionId })).toBeNull();
  });
});

describe("a mailed link", () => {
  it("signs in once", async () => {
    const { email } = await person();
    const token = await mailed(requestSignInLink, email);
    expect(await code(signInWithLink(visitor(own), { token }))).toBe("done");
    expect(await code(signInWithLink(visitor(own), { token }))).toBe("invalid_token");
  });

  it("pressed many times at once signs in once", async () => {
    const { email, userId } = await person();
    const before = await sessionsOf(userId);
    const token = await mailed(requestSignInLink, email);
    const said = await Promise.all(
      Array.from({ length: 5 }, () => code(signInWithLink(visitor(own), { token }))),
    );
    expect(said.filter((each) => each === "done")).toHaveLength(1);
    expect(await sessionsOf(userId)).toBe(before + 1);
  });

  it("of one purpose does nothing for another", async () => {
    const { email, userId, sessionId, password } = await person();
    const link = await mailed(requestSignInLink, email);
    const reset = await mailed(requestPasswordReset, email);
    expect(await code(signInWithLink(visitor(own), { token: reset }))).toBe("invalid_token");
    expect(await code(resetPassword(visitor(own), { token: link, password: "other quiet words" }))).toBe(
      "invalid_token",
    );
    const self = asPerson(own, { userId, sessionId });
    expect(await code(confirmEmailChange(self, { token: reset }))).toBe("invalid_token");
    await requestEmailChange(self, {
      email: `new-${email}`,
      current_password: password,
    });
    const [payload] = (await own.queued("accounts.send-email-change")).filter(
      (job) => job.user_id === userId,
    );
    await runJob(accountJobs, "accounts.send-email-change", own.system(), payload ?? {});
    const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: `new-${email}` } });
    const change = /#(\S+)/.exec(mail.text)?.[1] ?? "";
    expect(await code(signInWithLink(visitor(own), { token: change }))).toBe("invalid_token");
    expect(await code(resetPassword(visitor(own), { token: change, password: "other quiet words" }))).toBe(
      "invalid_token",
    );
    // Once the address has changed, what was sent to the old one is void.
    // Whoever follows a stranger's link does not lend the stranger's account their address.
    const other = await person();
    expect(await code(confirmEmailChange(asPerson(own, other), { token: change }))).toBe("invalid_token");
    expect(await code(confirmEmailChange(self, { token: change }))).toBe("done");
    expect(await code(signInWithLink(visitor(own), { token: link }))).toBe("invalid_token");
  });

  it("holds for a quarter of an hour, or an hour to choose a password", async () => {
    const { email } = await person();
    const clock = new FixedClock(new Date());
    const link = await mailed(requestSignInLink, email, clock);
    const reset = await mailed(requestPasswordReset, email, clock);
    clock.advance(15 * 60_000);
    expect(await code(signInWithLink(visitor(own, { clock }), { token: link }))).toBe("invalid_token");
    clock.advance(45 * 60_000);
    const password = "other quiet words";
    expect(await code(resetPassword(visitor(own, { clock }), { token: reset, password }))).toBe(
      "invalid_token",
    );
  });

  it("is asked for in the same way whether there is an account or not, and sent only where there is", async () => {
    const email = `nobody-${newId()}@example.com`;
    expect(await requestSignInLink(visitor(own), { email })).toEqual({ email });
    const [payload] = (await own.queued("accounts.send-link")).filter((job) => job.email === email);
    await runJob(accountJobs, "accounts.send-link", own.system(), payload ?? {});
    expect(await own.prisma.keptMail.count({ where: { to: email } })).toBe(0);
  });

  it("stands in no table but the kept mail's", async () => {
    const { email } = await person();
    const token = await mailed(requestPasswordReset, email);
    expect(await own.tablesHolding(token)).toEqual(["public.kept_mails"]);
  });
});

describe("a new password", () => {
  it("by mail ends every known browser and every connection to another site, too", async () => {
    const { email, userId } = await person();
    const { session } = await signedInAs(email);
    await own.prisma.identity.create({
      data: { provider: "google", subject: newId(), userId, createdAt: new Date() },
    });
    const token = await mailed(requestPasswordReset, email);
    const outcome = await resetPassword(visitor(own), { token, password: "other quiet words" });
    if (outcome.kind !== "session") throw new Error("no session");
    expect(await own.prisma.identity.count({ where: { userId } })).toBe(0);
    expect(await own.prisma.knownDevice.findMany({ where: { userId } })).toMatchObject([
      { id: outcome.session.device.deviceId },
    ]);
    expect(await findKnownDevice(visitor(own, { devices: [session.device] }), userId)).toBeNull();
  });

  it("by mail ends every session and every other link, and opens one new session", async () => {
    const { email, userId, password: old } = await person();
    await signedIn(own.database, userId);
    const link = await mailed(requestSignInLink, email);
    const token = await mailed(requestPasswordReset, email);
    const outcome = await resetPassword(visitor(own), { token, password: "other quiet words" });
    expect(outcome.kind).toBe("session");
    expect(await sessionsOf(userId)).toBe(1);
    expect(await code(signInWithLink(visitor(own), { token: link }))).toBe("invalid_token");
    expect(await code(signInWithPassword(visitor(own), { email, password: old }))).toBe("wrong_credentials");
    expect(await code(signInWithPassword(visitor(own), { email, password: "other quiet words" }))).toBe(
      "done",
    );
  });

  it("by mail revokes every access token, and tells how many; by itself only where that is asked for", async () => {
    const them = await makePerson(own.database, { withPassword: true, role: "owner" });
    const ctx = asPerson(own, them);
    const partner_id = them.partnerId;
    const make = () =>
      createAccessToken(ctx, { partner_id, name: "Script", scopes: ["usage:read"], expires_in_days: 7 });
    const works = ({ token }: { token: string }) => code(identifyToken(visitor(own), token));
    const change = (from: string, to: string, revoke_tokens: boolean) =>
      changePassword(ctx, { current_password: from, password: to, revoke_tokens });
    const [first, second] = [await make(), await make()];
    expect(await change(them.password, "other quiet words", false)).toMatchObject({ revoked_tokens: 0 });
    expect(await works(first)).toBe("done");
    expect(await change("other quiet words", "still other words", true)).toMatchObject({ revoked_tokens: 2 });
    expect([await works(first), await works(second)]).toEqual(["revoked_key", "revoked_key"]);

    const third = await make();
    const token = await mailed(requestPasswordReset, them.email);
    await resetPassword(visitor(own), { token, password: "words after all that" });
    expect(await works(third)).toBe("revoked_key");
    const notices = (await own.queued("accounts.send-notice")).filter(({ email }) => email === them.email);
    expect(notices.map(({ notice, revoked_tokens }) => [notice, revoked_tokens])).toEqual([
      ["password_changed", 0],
      ["password_changed", 2],
      ["password_reset", 1],
    ]);
    await runJob(accountJobs, "accounts.send-notice", own.system(), notices[2] ?? {});
    const mail = await own.prisma.keptMail.findFirstOrThrow({
      where: { to: them.email, subject: "Your Soulmate password was reset" },
    });
    expect(mail.text).toContain("Your access token was revoked too");
    const trail = await own.prisma.auditEvent.findMany({
      where: { partnerId: partner_id, action: "access_token.revoked" },
    });
    expect(trail).toHaveLength(3);
  });

  it("wants the one before, keeps this session and ends the others", async () => {
    const { userId, sessionId, password } = await person();
    await signedIn(own.database, userId);
    const ctx = asPerson(own, { userId, sessionId });
    const wrong = changePassword(ctx, {
      current_password: "not the one",
      password: "other quiet words",
      revoke_tokens: false,
    });
    await expect(wrong).rejects.toMatchObject({ errors: [{ path: "current_password" }] });
    expect(await sessionsOf(userId)).toBe(2);
    await changePassword(ctx, {
      current_password: password,
      password: "other quiet words",
      revoke_tokens: false,
    });
    expect(await sessionsOf(userId)).toBe(1);
    expect(await findSession(ctx, { session_id: sessionId })).not.toBeNull();
  });

  it("is not set by an admin who looks through the person's eyes", async () => {
    const { userId, sessionId, password } = await person();
    const ctx = {
      ...asPerson(own, { userId, sessionId }),
      actor: { type: "user", id: userId, impersonatorId: newId() },
    } as const;
    const input = { current_password: password, password: "other quiet words", revoke_tokens: false };
    expect(await code(changePassword(ctx, input))).toBe("impersonating");
  });
});
