import { generateSync } from "otplib";
import { beforeAll, expect, it } from "vitest";
import { asPerson, visitor } from "@/lib/identity/accounts/accounts.fixture";
import { changeName } from "@/lib/identity/accounts/change-name";
import { completeSignIn } from "@/lib/identity/accounts/complete-sign-in";
import { disableTotp } from "@/lib/identity/accounts/disable-totp";
import { enableTotp } from "@/lib/identity/accounts/enable-totp";
import { renewRecoveryCodes } from "@/lib/identity/accounts/renew-recovery-codes";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { startTotp } from "@/lib/identity/accounts/start-totp";
import { ATTEMPT_PACES } from "@/lib/identity/accounts/throttle-attempts";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const said = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

/** Somebody with an app, its secret, and the time that passes for them. */
async function withApp() {
  const clock = new FixedClock(new Date());
  const made = await makePerson(own.database, { withPassword: true });
  const ctx = asPerson(own, made, clock);
  const { secret } = await startTotp(ctx, { current_password: made.password });
  const codeNow = () => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) });
  const { recovery_codes } = await enableTotp(ctx, { code: codeNow() });
  clock.advance(60_000);
  const challenge = async () => {
    const outcome = await signInWithPassword(visitor(own, { clock }), made);
    if (outcome.kind !== "second_step") throw new Error("The password alone signed in.");
    return outcome.challenge;
  };
  return { ...made, clock, ctx, secret, codeNow, recovery_codes, challenge };
}

it("is asked for after the password, and a right code opens the session", async () => {
  const { clock, codeNow, challenge, userId } = await withApp();
  const before = await own.prisma.session.count({ where: { userId } });
  const first = await challenge();
  expect(await own.prisma.session.count({ where: { userId } })).toBe(before);
  const session = await completeSignIn(visitor(own, { clock }), { challenge: first, code: codeNow() });
  expect(await own.prisma.session.findUnique({ where: { id: session.id } })).toMatchObject({ userId });
});

it("takes no code twice, nor one older than the last, nor the one that set the app up", async () => {
  const { clock, codeNow, challenge } = await withApp();
  const older = codeNow();
  clock.advance(30_000);
  const code = codeNow();
  const use = async (typed: string) =>
    said(completeSignIn(visitor(own, { clock }), { challenge: await challenge(), code: typed }));
  expect(await use(code)).toBe("done");
  expect(await use(code)).toBe("wrong_code");
  expect(await use(older)).toBe("wrong_code");
  clock.advance(30_000);
  expect(await use(codeNow())).toBe("done");
});

it("lets one of many uses of a code at once through", async () => {
  const { clock, codeNow, challenge } = await withApp();
  const first = await challenge();
  const code = codeNow();
  const uses = await Promise.all(
    Array.from({ length: 4 }, () =>
      said(completeSignIn(visitor(own, { clock }), { challenge: first, code })),
    ),
  );
  expect(uses.filter((each) => each === "done")).toHaveLength(1);
});

it("has recovery codes of 20 bytes, so that a stolen table of hashes opens nothing", async () => {
  const { recovery_codes } = await withApp();
  for (const code of recovery_codes)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){7}$/);
});

it("takes a recovery code once, however it is typed", async () => {
  const { clock, recovery_codes, challenge } = await withApp();
  const [code = ""] = recovery_codes;
  const use = async (typed: string) =>
    said(completeSignIn(visitor(own, { clock }), { challenge: await challenge(), code: typed }));
  expect(recovery_codes).toHaveLength(10);
  expect(await use(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe("done");
  expect(await use(code)).toBe("wrong_code");
  expect(await own.tablesHolding(code)).toEqual([]);
});

it("holds a first step for ten minutes, as it was given, and for the account as it was", async () => {
  const { clock, codeNow, challenge, ctx } = await withApp();
  const use = (typed: string) =>
    said(completeSignIn(visitor(own, { clock }), { challenge: typed, code: codeNow() }));
  const late = await challenge();
  clock.advance(600_000);
  expect(await use(late)).toBe("sign_in_expired");
  const fresh = await challenge();
  expect(await use(`${fresh.slice(0, -4)}AAAA`)).toBe("sign_in_expired");
  clock.advance(1);
  await changeName(ctx, { name: "Another" });
  expect(await use(fresh)).toBe("sign_in_expired");
  expect(await use(await challenge())).toBe("done");
});

it("counts tries of one account from everywhere together", async () => {
  const { clock, challenge } = await withApp();
  const first = await challenge();
  const { free } = ATTEMPT_PACES["second-step"].account;
  const tries = Array.from({ length: free + 2 }, () =>
    said(completeSignIn(visitor(own, { clock }), { challenge: first, code: "000000" })),
  );
  const all = await Promise.all(tries);
  expect(all.filter((each) => each === "too_many_attempts")).toHaveLength(2);
});

it("keeps the app's secret sealed, and forgets it when it is turned off", async () => {
  const { ctx, secret, userId, password } = await withApp();
  expect(await own.tablesHolding(secret)).toEqual([]);
  await disableTotp(ctx, { current_password: password });
  expect(await own.prisma.user.findUnique({ where: { id: userId } })).toMatchObject({
    totpEnabledAt: null,
    sealedTotpSecret: null,
  });
  expect(await own.prisma.recoveryCode.count({ where: { userId } })).toBe(0);
});

it("of an admin is turned off or given new codes only by whoever has just given one, and setting it up ends other sessions", async () => {
  const clock = new FixedClock(new Date());
  const made = await makePerson(own.database, { withPassword: true });
  await own.prisma.user.update({ where: { id: made.userId }, data: { role: "admin", totpEnabledAt: null } });
  const ctx = asPerson(own, made, clock);
  const other = await own.prisma.session.create({
    data: {
      id: newId(),
      userId: made.userId,
      method: "password",
      expiresAt: new Date(clock.now().getTime() + 3_600_000),
      createdAt: clock.now(),
      lastSeenAt: clock.now(),
    },
  });
  const { secret } = await startTotp(ctx, { current_password: made.password });
  await enableTotp(ctx, {
    code: generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) }),
  });
  expect((await own.prisma.session.findUniqueOrThrow({ where: { id: other.id } })).revokedAt).not.toBeNull();
  const confirm = { current_password: made.password };
  expect(await said(renewRecoveryCodes(ctx, confirm))).toBe("done");
  clock.advance(16 * 60_000);
  expect(await said(renewRecoveryCodes(ctx, confirm))).toBe("sign_in_again");
  expect(await said(disableTotp(ctx, confirm))).toBe("sign_in_again");
  await own.prisma.session.update({ where: { id: ctx.sessionId ?? "" }, data: { confirmedAt: clock.now() } });
  expect(await said(disableTotp(ctx, confirm))).toBe("done");
});
