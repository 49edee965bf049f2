import { beforeAll, describe, expect, it } from "vitest";
import { visitor } from "@/lib/identity/accounts/accounts.fixture";
import { accountJobs } from "@/lib/identity/accounts/jobs";
import { readDeviceCookie, writeDeviceCookie } from "@/lib/identity/accounts/known-devices";
import { requestSignInLink } from "@/lib/identity/accounts/request-sign-in-link";
import { signInWithLink } from "@/lib/identity/accounts/sign-in-with-link";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { ATTEMPT_PACES } from "@/lib/identity/accounts/throttle-attempts";
import type { DeviceRef } from "@/lib/identity/accounts/visitor-context";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { flushSecurityEvents } from "@/lib/platform/security-events";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

const person = () => makePerson(own.database, { withPassword: true });
const code = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const waitOf = async (work: Promise<unknown>) =>
  work.then(
    () => 0,
    (error: { retryAfterSeconds?: number }) => error.retryAfterSeconds ?? 0,
  );
let networks = 0;
const network = () => {
  networks += 1;
  return `198.51.${networks >> 8}.${networks & 255}`;
};

/** Strangers everywhere try this account, once a minute. */
async function attack(email: string, clock: FixedClock, tries = 40): Promise<void> {
  for (let each = 0; each < tries; each += 1) {
    const ctx = visitor(own, { clock, address: network() });
    await signInWithPassword(ctx, { email, password: "wrong wrong" }).catch(() => null);
    clock.advance(60_000);
  }
}

/** Signs in with the right password, in a browser of one's own. */
async function signInAt(who: { email: string; password: string }, clock: FixedClock): Promise<DeviceRef> {
  const outcome = await signInWithPassword(visitor(own, { clock, address: network() }), who);
  if (outcome.kind !== "session") throw new Error("no session");
  return outcome.session.device;
}

describe("strangers who go on trying an account", () => {
  it("never keep its owner out for more than a minute, even on a new browser", async () => {
    const them = await person();
    const clock = new FixedClock("2026-03-01T00:00:00Z");
    await attack(them.email, clock);
    await signInWithPassword(visitor(own, { clock, address: network() }), {
      email: them.email,
      password: "wrong wrong",
    }).catch(() => null);
    const ctx = visitor(own, { clock, address: network() });
    const wait = await waitOf(signInWithPassword(ctx, them));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    clock.advance(wait * 1_000);
    expect(await code(signInWithPassword(ctx, them))).toBe("done");
  });

  it("do not slow a browser down that the account knows", async () => {
    const them = await person();
    const clock = new FixedClock("2026-03-02T00:00:00Z");
    const device = await signInAt(them, clock);
    await attack(them.email, clock, 30);
    const strangers = visitor(own, { clock, address: network() });
    await signInWithPassword(strangers, { email: them.email, password: "wrong wrong" }).catch(() => null);
    expect(await code(signInWithPassword(strangers, them))).toBe("too_many_attempts");
    const known = visitor(own, { clock, address: network(), devices: [device] });
    expect(await code(signInWithPassword(known, them))).toBe("done");
  });

  it("do not keep the owner from a mailed link that works", async () => {
    const { email } = await person();
    const clock = new FixedClock("2026-03-03T00:00:00Z");
    const ask = async (address: string) => {
      const said = await code(requestSignInLink(visitor(own, { clock, address }), { email }));
      const payload = (await own.queued("accounts.send-link")).filter((each) => each.email === email).at(-1);
      await runJob(accountJobs, "accounts.send-link", own.system(clock), payload ?? {});
      return said;
    };
    for (let each = 0; each < 60; each += 1) {
      await ask(network());
      clock.advance(60_000);
    }
    // An hour of asking everywhere: the mailbox got a mail now and then.
    expect(await own.prisma.keptMail.count({ where: { to: email } })).toBeLessThanOrEqual(12);
    expect(await ask(network())).toBe("done");
    const newest = await own.prisma.keptMail.findFirstOrThrow({
      where: { to: email },
      orderBy: { at: "desc" },
    });
    const token = /#(\S+)/.exec(newest.text)?.[1] ?? "";
    expect(await code(signInWithLink(visitor(own, { clock }), { token }))).toBe("done");
  });

  it("get fewer tries the longer they go on, and leave a trace at the account", async () => {
    const them = await person();
    const clock = new FixedClock("2026-03-04T00:00:00Z");
    const address = network();
    const tried = async () => {
      const ctx = visitor(own, { clock, address });
      return code(signInWithPassword(ctx, { email: them.email, password: "wrong wrong" }));
    };
    let checked = 0;
    for (let second = 0; second < 21_600; second += 60) {
      if ((await tried()) === "wrong_credentials") checked += 1;
      clock.advance(60_000);
    }
    expect(checked).toBeLessThan(40);
    await flushSecurityEvents(own.prisma);
    const events = await own.prisma.securityEvent.groupBy({
      by: ["kind"],
      where: { userId: them.userId },
      _sum: { count: true },
    });
    expect(events.map(({ kind }) => kind).sort()).toEqual(["sign_in.failed", "sign_in.slowed"]);
    expect(events.reduce((sum, { _sum }) => sum + (_sum.count ?? 0), 0)).toBe(360);
  });
});

describe("tries of one network", () => {
  it("count exactly when they come at once, and whoever mistyped starts over with the right one", async () => {
    const them = await person();
    const clock = new FixedClock("2026-03-05T00:00:00Z");
    const ctx = visitor(own, { clock, address: network() });
    const { free } = ATTEMPT_PACES.password.pair;
    const wrong = { email: them.email, password: "wrong wrong" };
    const tries = await Promise.all(
      Array.from({ length: free + 3 }, () => code(signInWithPassword(ctx, wrong))),
    );
    expect(tries.filter((said) => said === "wrong_credentials")).toHaveLength(free);
    expect(tries.filter((said) => said === "too_many_attempts")).toHaveLength(3);
    await expect(signInWithPassword(ctx, them)).rejects.toThrow("Too many attempts. Try again in 5 seconds.");
    clock.advance(5_000);
    expect(await code(signInWithPassword(ctx, them))).toBe("done");
    for (let again = 0; again < free - 1; again += 1)
      expect(await code(signInWithPassword(ctx, wrong))).toBe("wrong_credentials");
  });

  it("are answered for an unknown address as for a known one", async () => {
    const clock = new FixedClock("2026-03-06T00:00:00Z");
    const { email } = await person();
    const said = async (address: string) => {
      const ctx = visitor(own, { clock, address: network() });
      const answers: string[] = [];
      for (let each = 0; each < 8; each += 1) {
        await signInWithPassword(ctx, { email: address, password: "wrong wrong" }).catch((error) =>
          answers.push(String(error)),
        );
      }
      return answers;
    };
    expect(await said(email)).toEqual(await said(`nobody-${newId()}@example.com`));
  });
});

describe("a browser that an account knows", () => {
  it("is told by a sealed cookie that nobody else can write", () => {
    const refs = [{ userId: newId(), deviceId: newId() }];
    const value = writeDeviceCookie(refs);
    expect(readDeviceCookie(value)).toEqual(refs);
    expect(readDeviceCookie(`${value.slice(0, -3)}AAA`)).toEqual([]);
    expect(readDeviceCookie(Buffer.from(JSON.stringify(refs)).toString("base64url"))).toEqual([]);
    expect(readDeviceCookie("")).toEqual([]);
  });

  it("is known to no other account, and has an allowance that ends", async () => {
    const [one, two] = [await person(), await person()];
    const clock = new FixedClock("2026-03-07T00:00:00Z");
    const device = await signInAt(one, clock);
    const forged = visitor(own, { clock, devices: [{ ...device, userId: two.userId }] });
    const { free } = ATTEMPT_PACES.password.pair;
    for (let each = 0; each < free; each += 1)
      await signInWithPassword(forged, { email: two.email, password: "wrong wrong" }).catch(() => null);
    expect(await code(signInWithPassword(forged, two))).toBe("too_many_attempts");
    const known = visitor(own, { clock, devices: [device] });
    for (let each = 0; each < ATTEMPT_PACES.password.device.free; each += 1)
      await signInWithPassword(known, { email: one.email, password: "wrong wrong" }).catch(() => null);
    expect(await code(signInWithPassword(known, one))).toBe("too_many_attempts");
  });
});
