import { describe, expect, inject, it } from "vitest";
import type { Endpoint } from "@/lib/api/endpoint";
import { revokeAccessToken } from "@/lib/identity/accounts/revoke-access-token";
import { revokeSession } from "@/lib/identity/accounts/revoke-session";
import { generateAccessToken, generateKey } from "@/lib/partners/api-keys/key-format";
import { MANAGEMENT_LIMITS } from "@/lib/partners/rate-limits/limit-classes";
import { newId } from "@/lib/platform/ids";
import { SCOPES, type Scope } from "@/lib/platform/scopes";
import { ENDPOINTS } from "@/lib/registry";
import { fillPath, goodCall, makeKeyOf, makeOwnToken, named } from "@/test/endpoint-cases";
import { callFrom, freshAddress, type RawAnswer } from "@/test/loopback";
import { changeContract } from "@/test/partner-state";
import { makePerson, personContext, type TestPerson } from "@/test/people";
import {
  closeProductDatabase,
  type Mount,
  makePartner,
  productDatabase,
  type TestPartner,
  person as traits,
} from "@/test/product";

closeProductDatabase();

const guarded = ENDPOINTS.filter((endpoint) => endpoint.auth === "partner");
const personal = ENDPOINTS.filter((endpoint) => endpoint.auth === "person");
const tenanted = guarded.filter((endpoint) => endpoint.path.includes("{partner_id}"));
const mounts = inject("mounts");

type Role = "owner" | "admin" | "developer" | "viewer";

const member = ({ partnerId }: TestPartner, role: Role): Promise<TestPerson> =>
  makePerson(productDatabase(), { partnerId, role });

const tokenOf = (person: TestPerson, scopes: readonly Scope[] = SCOPES): Promise<string> =>
  makeOwnToken(person, person.partnerId, scopes);

const byToken = (token: string) => ({ Authorization: `Bearer ${token}` });
const bySession = ({ cookie }: Pick<TestPerson, "cookie">) => ({
  Cookie: `other=1; ${cookie}; theme=dark`,
  "Sec-Fetch-Site": "same-origin",
});

async function send(
  mount: Mount,
  endpoint: Endpoint,
  partner: TestPartner,
  headers: Record<string, string>,
): Promise<RawAnswer> {
  const { path, body } = await goodCall(endpoint, partner);
  return callFrom(mount, endpoint.method, path, { headers, body });
}

/** What a browser says of a call that another site's page makes, or does not say. */
const foreignTo = ({ method }: Endpoint): Record<string, string>[] => [
  { Origin: "https://evil.example" },
  { Origin: "null" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "same-site" },
  { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" },
  ...(method === "GET" ? [] : [{}]),
];

/** What asks for no more than reading is what viewers may do, whatever its method. */
const onlyReads = ({ method, scope }: Endpoint) => method === "GET" || scope?.endsWith(":read") === true;

const outcome = ({ status, body }: RawAnswer) => [status, body?.code];

/** What a person may is decided before the mounts differ: every endpoint is asked through one of them. */
describe.each(mounts.slice(0, 1))("through $name", (mount) => {
  describe.each(named(guarded))("%s", (_name, endpoint) => {
    it("serves an owner who is signed in or sends a token, and a viewer who only reads", async () => {
      const partner = await makePartner();
      const [owner, viewer] = [await member(partner, "owner"), await member(partner, "viewer")];
      const token = await tokenOf(owner);
      expect(outcome(await send(mount, endpoint, partner, bySession(owner)))).toEqual([
        endpoint.status,
        undefined,
      ]);
      expect(outcome(await send(mount, endpoint, partner, byToken(token)))).toEqual([
        endpoint.status,
        undefined,
      ]);
      const viewed = await send(mount, endpoint, partner, bySession(viewer));
      expect(outcome(viewed)).toEqual(
        onlyReads(endpoint) ? [endpoint.status, undefined] : [403, "insufficient_role"],
      );
    });

    it("asks of a token the endpoint's scope and the role of whoever it belongs to", async () => {
      const partner = await makePartner();
      const [owner, viewer] = [await member(partner, "owner"), await member(partner, "viewer")];
      const without = SCOPES.filter((scope) => scope !== endpoint.scope);
      const only = SCOPES.filter((scope) => scope === endpoint.scope);
      const refused = await send(mount, endpoint, partner, byToken(await tokenOf(owner, without)));
      expect(outcome(refused)).toEqual([403, "insufficient_scope"]);
      const served = await send(mount, endpoint, partner, byToken(await tokenOf(owner, only)));
      expect(served.status).toBe(endpoint.status);
      const viewed = await send(mount, endpoint, partner, byToken(await tokenOf(viewer)));
      expect(viewed.status).toBe(onlyReads(endpoint) ? endpoint.status : 403);
    });

    it("takes a session's cookie from this site's own pages only", async () => {
      const partner = await makePartner();
      const { cookie } = await member(partner, "owner");
      const { path, body } = await goodCall(endpoint, partner);
      for (const headers of foreignTo(endpoint)) {
        // A network's refused calls are limited, and other tests are refused too.
        const from = freshAddress();
        const answer = await callFrom(mount, endpoint.method, path, {
          from,
          headers: { Cookie: cookie, ...headers },
          body,
        });
        expect([headers, ...outcome(answer)]).toEqual([headers, 403, "cross_site_request"]);
      }
      const own = { Cookie: cookie, Origin: mount.url };
      expect((await callFrom(mount, endpoint.method, path, { headers: own, body })).status).toBe(
        endpoint.status,
      );
    });
  });

  describe.each(named(personal))("%s", (_name, endpoint) => {
    const alone = () => makePerson(productDatabase());

    it("serves a person without a partner who is signed in, or sends a token for themselves", async () => {
      const [partner, person] = [await makePartner(), await alone()];
      const token = await makeOwnToken(person);
      for (const headers of [bySession(person), byToken(token)])
        expect(outcome(await send(mount, endpoint, partner, headers))).toEqual([endpoint.status, undefined]);
    });

    it("serves a member by a token for their team, also while the team is suspended", async () => {
      const partner = await makePartner();
      const token = byToken(await tokenOf(await member(partner, "viewer"), [endpoint.scope ?? "usage:read"]));
      expect((await send(mount, endpoint, partner, token)).status).toBe(endpoint.status);
      await changeContract(partner, { suspended: true });
      expect((await send(mount, endpoint, partner, token)).status).toBe(endpoint.status);
    });

    it("refuses every API key, and says why", async () => {
      const partner = await makePartner();
      for (const key of [partner.liveKey, partner.testKey]) {
        const answer = await send(mount, endpoint, partner, { "X-API-Key": key });
        expect(outcome(answer)).toEqual([403, "api_key_not_accepted"]);
        expect(answer.body.detail).toContain("personal access token");
      }
      const { path, body } = await goodCall(endpoint, partner);
      const headers = { "X-API-Key": generateKey("live") };
      const unknown = await callFrom(mount, endpoint.method, path, { from: freshAddress(), headers, body });
      expect(outcome(unknown)).toEqual([401, "invalid_key"]);
    });

    it("asks a caller without a credential for a token, and counts them by their network", async () => {
      const { path, body } = await goodCall(endpoint, await makePartner());
      const answer = await callFrom(mount, endpoint.method, path, { from: freshAddress(), body });
      expect(outcome(answer)).toEqual([401, "missing_credentials"]);
      expect(answer.body.detail).toContain("personal access token");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer /);
    });

    it("takes a session's cookie from this site's own pages only", async () => {
      const { cookie } = await alone();
      const { path, body } = await goodCall(endpoint, await makePartner());
      for (const foreign of foreignTo(endpoint)) {
        const headers = { Cookie: cookie, ...foreign };
        const from = freshAddress();
        const answer = await callFrom(mount, endpoint.method, path, { from, headers, body });
        expect([foreign, ...outcome(answer)]).toEqual([foreign, 403, "cross_site_request"]);
      }
    });

    it("is not for an admin who looks through a member's eyes", async () => {
      const partner = await makePartner();
      const [owner, admin] = [
        await member(partner, "owner"),
        await makePerson(productDatabase(), { admin: true }),
      ];
      await productDatabase().prisma.session.update({
        where: { id: admin.sessionId },
        data: {
          impersonatedUserId: owner.userId,
          impersonatedPartnerId: partner.partnerId,
          impersonationEndsAt: new Date(Date.now() + 60_000),
        },
      });
      const answer = await send(mount, endpoint, partner, bySession(admin));
      expect(outcome(answer)).toEqual([403, "impersonating"]);
    });
  });

  it.each(named(tenanted))(
    "%s answers for a partner that is not the person's byte for byte as for none",
    async (_name, endpoint) => {
      const [mine, neighbour] = [await makePartner(), await makePartner()];
      const owner = await member(mine, "owner");
      const theirKey = await makeKeyOf(endpoint, neighbour);
      const { body } = await goodCall(endpoint, mine);
      for (const headers of [bySession(owner), byToken(await tokenOf(owner))]) {
        const ask = async (partner_id: string, key_id: string): Promise<string> => {
          const path = fillPath(endpoint, { partner_id, key_id });
          const answer = await callFrom(mount, endpoint.method, path, { headers, body });
          expect(outcome(answer)).toEqual([404, "not_found"]);
          return answer.text.replace(answer.body.request_id, "");
        };
        expect(await ask(neighbour.partnerId, theirKey)).toBe(await ask(newId(), newId()));
      }
    },
  );
});

describe.each(mounts)("through $name", (mount) => {
  it("shows a person their account and their teams, and no team to a person without one", async () => {
    const person = await makePerson(productDatabase(), { name: "Ada Example" });
    const ask = async () =>
      (await callFrom(mount, "GET", "/v1/me", { headers: byToken(await makeOwnToken(person)) })).body;
    expect(await ask()).toMatchObject({ id: person.userId, name: "Ada Example", memberships: [] });
    const partner = await makePartner();
    const owner = await member(partner, "owner");
    const me = await callFrom(mount, "GET", "/v1/me", { headers: bySession(owner) });
    expect(me.body).toMatchObject({
      email: owner.email,
      memberships: [{ partner_id: partner.partnerId, company_name: "Test Partner", role: "owner" }],
    });
  });

  it("gives a token without a partner nothing of any partner's", async () => {
    const partner = await makePartner();
    const owner = await member(partner, "owner");
    const headers = byToken(await makeOwnToken(owner));
    for (const path of [`/v1/partners/${partner.partnerId}`, "/v1/usage"])
      expect(outcome(await callFrom(mount, "GET", path, { headers }))).toEqual([403, "insufficient_scope"]);
  });

  it("refuses a suspended partner, and a suspended person", async () => {
    const partner = await makePartner();
    const owner = await member(partner, "owner");
    const path = `/v1/partners/${partner.partnerId}`;
    const token = byToken(await tokenOf(owner));
    await changeContract(partner, { suspended: true });
    for (const headers of [bySession(owner), token])
      expect(outcome(await callFrom(mount, "GET", path, { headers }))).toEqual([403, "partner_suspended"]);
    await changeContract(partner, { suspended: false });
    await productDatabase().prisma.user.update({
      where: { id: owner.userId },
      data: { suspendedAt: new Date() },
    });
    expect(outcome(await callFrom(mount, "GET", path, { headers: bySession(owner) }))).toEqual([
      401,
      "signed_out",
    ]);
    expect(outcome(await callFrom(mount, "GET", path, { headers: token }))).toEqual([403, "user_suspended"]);
  });

  it("refuses tokens that are mistyped, unknown, revoked, expired or of somebody who left", async () => {
    const partner = await makePartner();
    const owner = await member(partner, "owner");
    const ctx = personContext(productDatabase(), owner);
    const path = `/v1/partners/${partner.partnerId}`;
    const ask = async (token: string) =>
      outcome(await callFrom(mount, "GET", path, { headers: byToken(token) }));
    const [revoked, expired, left] = [await tokenOf(owner), await tokenOf(owner), await tokenOf(owner)];
    const { prisma } = productDatabase();
    const find = (token: string) =>
      prisma.personalAccessToken.findFirstOrThrow({
        where: { userId: owner.userId, prefix: token.slice(0, 10) },
      });
    expect(await ask(revoked.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toEqual([
      401,
      "invalid_key",
    ]);
    expect(await ask(generateAccessToken())).toEqual([401, "invalid_key"]);
    expect(await ask(revoked)).toEqual([200, undefined]);
    await revokeAccessToken(ctx, { token_id: (await find(revoked)).id });
    expect(await ask(revoked)).toEqual([401, "revoked_key"]);
    await prisma.personalAccessToken.update({
      where: { id: (await find(expired)).id },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    expect(await ask(expired)).toEqual([401, "expired_key"]);
    await prisma.partnerMember.deleteMany({ where: { userId: owner.userId } });
    expect(await ask(left)).toEqual([401, "revoked_key"]);
  });

  it("scores for people at the free tier's limits, of their own, and bills nothing", async () => {
    const partner = await makePartner();
    const owner = await member(partner, "owner");
    const body = { person1: traits(0.4), person2: traits(0.6) };
    const scored = await callFrom(mount, "POST", "/v1/compatibility/calculate", {
      headers: bySession(owner),
      body,
    });
    expect([scored.status, scored.headers.get("x-ratelimit-limit")]).toEqual([200, "10"]);
    const read = await callFrom(mount, "GET", `/v1/partners/${partner.partnerId}`, {
      headers: bySession(owner),
    });
    expect(read.headers.get("x-ratelimit-limit")).toBe(String(MANAGEMENT_LIMITS.perMinute));
    const { prisma } = productDatabase();
    const row = await prisma.apiCall.findFirstOrThrow({
      where: { requestId: String(scored.headers.get("request-id")) },
    });
    expect(row).toMatchObject({
      billable: false,
      mode: "test",
      partnerId: partner.partnerId,
      apiKeyId: null,
    });
  });

  it("keeps one person's idempotency keys from another's of the same partner", async () => {
    const partner = await makePartner();
    const [one, two] = [await member(partner, "owner"), await member(partner, "admin")];
    const make = (person: TestPerson) =>
      callFrom(mount, "POST", `/v1/partners/${partner.partnerId}/api-keys`, {
        headers: { ...bySession(person), "Idempotency-Key": "the same" },
        body: { name: "From a page" },
      });
    const [first, again, other] = [await make(one), await make(one), await make(two)];
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body.id).toBe(first.body.id);
    expect(other.body.id).not.toBe(first.body.id);
    const written = await productDatabase().prisma.auditEvent.findFirstOrThrow({
      where: { targetId: first.body.id, action: "api_key.created" },
    });
    expect([written.actorType, written.actorId]).toEqual(["user", one.userId]);
  });
});

it("refuses a session on every instance as soon as it is revoked", async () => {
  const partner = await makePartner();
  const owner = await member(partner, "owner");
  const ask = (mount: Mount) =>
    callFrom(mount, "GET", `/v1/partners/${partner.partnerId}`, { headers: bySession(owner) });
  for (const mount of mounts) expect((await ask(mount)).status).toBe(200);
  await revokeSession(personContext(productDatabase(), owner), { session_id: owner.sessionId });
  for (const mount of mounts) expect(outcome(await ask(mount))).toEqual([401, "signed_out"]);
});

it("refuses a changed cookie, and goes by the key where one is sent as well", async () => {
  const partner = await makePartner();
  const owner = await member(partner, "owner");
  const path = `/v1/partners/${partner.partnerId}`;
  const [mount] = mounts;
  if (mount === undefined) throw new Error("no mount");
  const forged = { cookie: owner.cookie.replace(/.{4}$/, "AAAA") };
  expect(outcome(await callFrom(mount, "GET", path, { headers: bySession(forged) }))).toEqual([
    401,
    "signed_out",
  ]);
  const both = { ...bySession(forged), "X-API-Key": partner.liveKey };
  expect((await callFrom(mount, "GET", path, { headers: both })).status).toBe(200);
});
