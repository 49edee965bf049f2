import { describe, expect, inject, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { callFrom, freshAddress } from "@/test/loopback";
import { changeContract } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import {
  call,
  closeProductDatabase,
  type Mount,
  makePartner,
  person,
  productDatabase,
  type TestPartner,
  until,
} from "@/test/product";

closeProductDatabase();

const pair = { person1: person(0.5), person2: person(0.6) };

interface SignedUp {
  partnerId: string;
  testKey: string;
  testKeyId: string;
  email: string;
}

async function signUp(mount: Mount, fields: Record<string, unknown> = {}): Promise<SignedUp> {
  const email = `sign-up-${newId()}@example.com`;
  const answer = await callFrom(mount, "POST", "/v1/partners", {
    from: freshAddress(),
    body: { company_name: "Sign Up Ltd", email, ...fields },
  });
  expect(answer.status).toBe(201);
  return {
    partnerId: answer.body.partner.id,
    testKey: answer.body.test_key,
    testKeyId: answer.body.api_key.id,
    email,
  };
}

/** The token that was mailed to an address: of the newest mail, once there are `count`. */
async function mailedToken(email: string, count = 1): Promise<string> {
  let text = "";
  await until(async () => {
    const mails = await productDatabase().prisma.keptMail.findMany({
      where: { to: email },
      orderBy: { at: "desc" },
    });
    text = mails[0]?.text ?? "";
    return mails.length === count;
  });
  const token = /\/verify-email#([\w-]{43})$/m.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link in: ${text}`);
  return token;
}

const verify = (mount: Mount, token: string, keep: string[] = []) =>
  callFrom(mount, "POST", "/v1/email-verifications", { from: freshAddress(), body: { token, keep } });
const read = (mount: Mount, { partnerId, testKey }: Pick<TestPartner, "partnerId" | "testKey">) =>
  call(mount, "GET", `/v1/partners/${partnerId}`, { key: testKey });
/** As an owner does it, who is signed in: the test key from signing up makes no live keys. */
const makeLiveKey = async (mount: Mount, { partnerId }: Pick<TestPartner, "partnerId">) => {
  const { cookie } = await makePerson(productDatabase(), { partnerId, role: "owner" });
  return call(mount, "POST", `/v1/partners/${partnerId}/api-keys`, {
    headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" },
    body: { name: "Live", mode: "live" },
  });
};

describe.each(inject("mounts"))("through $name", (mount) => {
  it("scores a stranger's first pair with the key that signing up gave", async () => {
    const { testKey } = await signUp(mount);
    const scored = await call(mount, "POST", "/v1/compatibility/calculate", { key: testKey, body: pair });
    expect([scored.status, typeof scored.body.compatibility_score]).toEqual([200, "number"]);
  });

  it("leads a free partner from sign-up over its mail to a live key, and the link works once and for ever", async () => {
    const made = await signUp(mount, { use_case: " Introductions " });
    expect((await read(mount, made)).body).toMatchObject({
      id: made.partnerId,
      email: made.email,
      email_verified: false,
      use_case: "Introductions",
      tier: "free",
      subscription_status: "none",
      limits: { per_minute: 10, per_day: 500, pairs_per_batch: 5 },
    });
    const byTestKey = await call(mount, "POST", `/v1/partners/${made.partnerId}/api-keys`, {
      key: made.testKey,
      body: { name: "Live", mode: "live" },
    });
    expect([byTestKey.status, byTestKey.body.code]).toEqual([403, "stronger_credential_needed"]);
    const early = await makeLiveKey(mount, made);
    expect([early.status, early.body.code]).toEqual([403, "email_unverified"]);

    const token = await mailedToken(made.email);
    const verified = await verify(mount, token, [made.testKeyId]);
    expect([verified.status, verified.body]).toEqual([
      200,
      { partner_id: made.partnerId, company_name: "Sign Up Ltd", email_verified: true },
    ]);
    expect((await verify(mount, token)).body).toEqual(verified.body);
    expect((await read(mount, made)).body.email_verified).toBe(true);

    const live = await makeLiveKey(mount, made);
    expect([live.status, live.body.mode]).toEqual([201, "live"]);
    const scored = await call(mount, "POST", "/v1/compatibility/calculate", {
      key: live.body.key,
      body: pair,
    });
    expect(scored.status).toBe(200);
  });

  it("gives nothing of a tier that was asked for before it is paid for or agreed", async () => {
    const made = await signUp(mount, { tier: "enterprise" });
    const scored = await call(mount, "POST", "/v1/compatibility/calculate", {
      key: made.testKey,
      body: pair,
    });
    expect(scored.headers.get("ratelimit-policy")).toBe('"minute";q=10;w=60, "day";q=500;w=86400');
    expect((await read(mount, made)).body).toMatchObject({
      tier: "enterprise",
      effective_tier: "free",
      limits: { per_minute: 10, per_day: 500, pairs_per_batch: 5 },
    });
    const { cookie } = await makePerson(productDatabase(), { partnerId: made.partnerId, role: "owner" });
    const sign = () =>
      call(mount, "POST", `/v1/partners/${made.partnerId}/signing-keys`, {
        headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" },
        body: { name: "Signs", algorithm: "hmac-sha256" },
      });
    const refused = await sign();
    expect([refused.status, refused.body.code]).toEqual([403, "tier_lacks_signatures"]);
    await changeContract(made, { subscription_status: "active" });
    expect((await sign()).status).toBe(201);
    expect((await read(mount, made)).body).toMatchObject({
      effective_tier: "enterprise",
      limits: { per_minute: 1_000, per_day: 1_000_000, pairs_per_batch: 100 },
    });
  });

  it("refuses a key within a second that was made before the address was verified and was not kept", async () => {
    const made = await signUp(mount);
    await verify(mount, await mailedToken(made.email));
    await until(async () => (await read(mount, made)).body.code === "revoked_key", 1_000);
    const wrong = await callFrom(mount, "POST", "/v1/email-verifications", {
      from: freshAddress(),
      body: { token: "x".repeat(43), keep: ["not an id"] },
    });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, "keep[0]"]);
  });

  it("asks a paying tier for its subscription before a live key is made", async () => {
    const made = await signUp(mount, { tier: "starter" });
    await verify(mount, await mailedToken(made.email), [made.testKeyId]);
    const unpaid = await makeLiveKey(mount, made);
    expect([unpaid.status, unpaid.body.code]).toEqual([402, "subscription_inactive"]);
    await changeContract(made, { subscription_status: "active" });
    expect((await makeLiveKey(mount, made)).status).toBe(201);
  });

  it("lets the same address sign up twice, so that nobody learns who is a customer", async () => {
    const one = await signUp(mount);
    const two = await signUp(mount, { email: one.email });
    expect(two.partnerId).not.toBe(one.partnerId);
  });

  it("refuses a token that was never mailed, and says the same of one for an address since changed", async () => {
    const made = await signUp(mount);
    const token = await mailedToken(made.email);
    const path = `/v1/partners/${made.partnerId}`;
    const moved = `moved-${newId()}@example.com`;
    const changed = await call(mount, "PATCH", path, { key: made.testKey, body: { email: moved } });
    expect(changed.body).toMatchObject({ email: moved, email_verified: false });
    const [stale, unknown] = [await verify(mount, token), await verify(mount, "x".repeat(43))];
    expect([stale.status, stale.body.code]).toEqual([400, "invalid_token"]);
    expect({ ...stale.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" });
    expect((await verify(mount, await mailedToken(moved))).status).toBe(200);
  });

  it("unverifies a verified partner whose address changes, while its live keys go on working", async () => {
    const partner = await makePartner();
    await makePerson(productDatabase(), { role: "owner", partnerId: partner.partnerId });
    const email = `new-${newId()}@example.com`;
    const path = `/v1/partners/${partner.partnerId}`;
    const changed = await call(mount, "PATCH", path, { key: partner.liveKey, body: { email } });
    expect([changed.status, changed.body.email_verified]).toEqual([200, false]);
    expect((await makeLiveKey(mount, partner)).body.code).toBe("email_unverified");
    const scored = await call(mount, "POST", "/v1/compatibility/calculate", {
      key: partner.liveKey,
      body: pair,
    });
    expect(scored.status).toBe(200);
    const keys = (await call(mount, "GET", `${path}/api-keys`, { key: partner.liveKey })).body.data;
    await verify(
      mount,
      await mailedToken(email),
      keys.map(({ id }: { id: string }) => id),
    );
    expect((await makeLiveKey(mount, partner)).status).toBe(201);
  });

  it("changes only what a change names", async () => {
    const partner = await makePartner();
    const path = `/v1/partners/${partner.partnerId}`;
    const before = (await call(mount, "GET", path, { key: partner.liveKey })).body;
    const change = { company_name: "Renamed Ltd", use_case: null };
    const after = (await call(mount, "PATCH", path, { key: partner.liveKey, body: change })).body;
    expect(after).toEqual({ ...before, ...change, updated_at: after.updated_at });
    expect((await call(mount, "GET", path, { key: partner.liveKey })).body).toEqual(after);
    expect((await call(mount, "PATCH", path, { key: partner.liveKey, body: {} })).status).toBe(400);
    const tier = await call(mount, "PATCH", path, { key: partner.liveKey, body: { tier: "enterprise" } });
    expect([tier.status, tier.body.errors[0].path]).toEqual([400, "tier"]);
  });

  it("mails at most five verifications an hour, and none to an address that is verified", async () => {
    const made = await signUp(mount);
    const resend = () =>
      call(mount, "POST", `/v1/partners/${made.partnerId}/email-verification`, { key: made.testKey });
    for (let mail = 2; mail <= 5; mail += 1) {
      expect((await resend()).body).toEqual({ email: made.email, queued: true });
    }
    const sixth = await resend();
    expect([sixth.status, sixth.body.code]).toEqual([429, "too_many_mails"]);
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(60);
    await verify(mount, await mailedToken(made.email, 5), [made.testKeyId]);
    const done = await resend();
    expect([done.status, done.body.code]).toEqual([409, "already_verified"]);
  });
});
