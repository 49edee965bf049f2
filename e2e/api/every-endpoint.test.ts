import { describe, expect, inject, it } from "vitest";
import type { Endpoint } from "@/lib/api/endpoint";
import { jsonSchemaOf } from "@/lib/api/replies";
import { generateKey } from "@/lib/partners/api-keys/key-format";
import { newId } from "@/lib/platform/ids";
import { SCOPES } from "@/lib/platform/scopes";
import { ENDPOINTS } from "@/lib/registry";
import { fillPath, goodCall, goodCaller, heldThrough, makeKeyOf, named } from "@/test/endpoint-cases";
import { CsvText, callFrom, freshAddress, type RawAnswer } from "@/test/loopback";
import { changeContract, expireKey, makeKey, setOverdueSince } from "@/test/partner-state";
import { closeProductDatabase, type Mount, makePartner, type TestPartner } from "@/test/product";

closeProductDatabase();

const DAY_MS = 86_400_000;

const guarded = ENDPOINTS.filter((endpoint) => endpoint.auth === "partner");
const tenanted = guarded.filter((endpoint) => endpoint.path.includes("{partner_id}"));

async function send(
  mount: Mount,
  endpoint: Endpoint,
  partner: TestPartner,
  key = partner.liveKey,
): Promise<RawAnswer> {
  const { path, body } = await goodCall(endpoint, partner);
  const caller = endpoint.auth === "partner" ? { key } : await goodCaller(endpoint, partner);
  return callFrom(mount, endpoint.method, path, { ...caller, body });
}

function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect([answer.status, answer.body?.code]).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
    type: expect.stringMatching(new RegExp(`/docs/errors#${code}$`)),
    request_id: answer.headers.get("request-id"),
  });
}

/** The table with a column that no endpoint knows. */
function withColumn({ text }: CsvText): CsvText {
  const [names = "", ...rows] = text.trimEnd().split("\n");
  return new CsvText([`${names},unheard_of`, ...rows.map((row) => `${row},1`)].join("\n"));
}

describe.each(inject("mounts"))("through $name", (mount) => {
  describe.each(named(ENDPOINTS))("%s", (_name, endpoint) => {
    it("answers a good call with its status and all that its reply names, and nothing else", async () => {
      const { status, body, text } = await send(mount, endpoint, await makePartner());
      expect(status, JSON.stringify(body)).toBe(endpoint.status);
      if (endpoint.status === 204) expect(body).toBeNull();
      else if (jsonSchemaOf(endpoint.reply) !== null)
        expect(body).toEqual(jsonSchemaOf(endpoint.reply)?.parse(body));
      else expect(text).not.toBe("");
    });

    it("refuses unknown fields and parameters, each by its name", async () => {
      const partner = await makePartner();
      const { path, body } = await goodCall(endpoint, partner);
      const answer = await callFrom(mount, endpoint.method, `${path}?surprise=1`, {
        ...(await goodCaller(endpoint, partner)),
        body: body instanceof CsvText ? withColumn(body) : body && { ...body, unheard_of: 1 },
      });
      expectProblem(answer, 400, "invalid_input");
      const paths = answer.body.errors.map((error: { path: string }) => error.path).sort();
      // What stands below columns that cannot be is not looked at, nor what comes with them.
      if (body instanceof CsvText) expect(paths).toEqual(["unheard_of"]);
      else expect(paths).toEqual(body === undefined ? ["surprise"] : ["surprise", "unheard_of"]);
    });
  });

  describe.each(named(heldThrough(mount, guarded)))("%s", (_name, endpoint) => {
    it("refuses a call without a key, with an unknown one and with a mistyped one, telling them apart", async () => {
      const partner = await makePartner();
      const { path, body } = await goodCall(endpoint, partner);
      const mistyped = partner.liveKey.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      const refusals: { headers: Record<string, string>; code: string; detail: RegExp }[] = [
        { headers: {}, code: "missing_credentials", detail: /Send your API key/ },
        { headers: { "X-API-Key": "" }, code: "missing_credentials", detail: /Send your API key/ },
        { headers: { "X-API-Key": generateKey("live") }, code: "invalid_key", detail: /not known/ },
        { headers: { "X-API-Key": mistyped }, code: "invalid_key", detail: /copied whole/ },
        { headers: { Authorization: `Bearer ${mistyped}` }, code: "invalid_key", detail: /copied whole/ },
        {
          headers: { Authorization: "Basic YTpi" },
          code: "missing_credentials",
          detail: /Send your API key/,
        },
      ];
      for (const { headers, code, detail } of refusals) {
        // From an address of its own: a network's refused calls are limited, and other tests are refused too.
        const answer = await callFrom(mount, endpoint.method, path, { from: freshAddress(), headers, body });
        expectProblem(answer, 401, code);
        expect(answer.body.detail).toMatch(detail);
        expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer /);
      }
    });

    it("refuses a revoked and an expired key", async () => {
      const partner = await makePartner();
      const [revoked, expired] = [await makeKey(partner), await makeKey(partner)];
      const path = `/v1/partners/${partner.partnerId}/api-keys/${revoked.id}`;
      expect((await callFrom(mount, "DELETE", path, { key: partner.liveKey })).status).toBe(204);
      await expireKey(expired.id);
      expectProblem(await send(mount, endpoint, partner, revoked.key), 401, "revoked_key");
      expectProblem(await send(mount, endpoint, partner, expired.key), 401, "expired_key");
    });

    it("takes the key as a bearer token too", async () => {
      const partner = await makePartner();
      const { path, body } = await goodCall(endpoint, partner);
      const headers = { Authorization: `bearer ${partner.liveKey}` };
      expect((await callFrom(mount, endpoint.method, path, { headers, body })).status).toBe(endpoint.status);
    });

    it("refuses a key that has every scope but the one it asks for, and takes one that has only that", async () => {
      const partner = await makePartner();
      const scopes = SCOPES.filter((scope) => scope !== endpoint.scope);
      expect(scopes).toHaveLength(SCOPES.length - 1);
      const [without, only] = [
        await makeKey(partner, { scopes }),
        await makeKey(partner, { scopes: SCOPES.filter((scope) => scope === endpoint.scope) }),
      ];
      const refused = await send(mount, endpoint, partner, without.key);
      expectProblem(refused, 403, "insufficient_scope");
      expect(refused.body.detail).toContain(endpoint.scope);
      expect((await send(mount, endpoint, partner, only.key)).status).toBe(endpoint.status);
    });

    it("refuses a suspended partner with either key", async () => {
      const partner = await makePartner();
      await changeContract(partner, { suspended: true });
      expectProblem(await send(mount, endpoint, partner), 403, "partner_suspended");
      expectProblem(await send(mount, endpoint, partner, partner.testKey), 403, "partner_suspended");
    });

    it.each(["none", "cancelled"] as const)(
      "asks a partner whose subscription is %s for payment, and goes on serving its test key",
      async (subscription_status) => {
        const partner = await makePartner({ tier: "starter" });
        const { path, body } = await goodCall(endpoint, partner, "test");
        await changeContract(partner, { subscription_status });
        const live = await callFrom(mount, endpoint.method, path, { key: partner.liveKey, body });
        // Ending a credential must never wait for a payment.
        if (endpoint.limitClass === "revoke") {
          expect(live.status).toBe(endpoint.status);
          return;
        }
        expectProblem(live, 402, "subscription_inactive");
        const test = await callFrom(mount, endpoint.method, path, { key: partner.testKey, body });
        if (endpoint.problems?.includes("live_key_required")) expectProblem(test, 403, "live_key_required");
        // Nothing of a tier stays in force that is not paid for.
        else if (endpoint.operationId === "createSigningKey")
          expectProblem(test, 403, "tier_lacks_signatures");
        else expect(test.status).toBe(endpoint.status);
      },
    );

    it("goes on serving a partner whose payment is overdue; after seven days all but what is charged for", async () => {
      for (const days of [0, 8]) {
        const partner = await makePartner({ tier: "starter" });
        const { path, body } = await goodCall(endpoint, partner);
        await changeContract(partner, { subscription_status: "past_due" });
        await setOverdueSince(partner, new Date(Date.now() - days * DAY_MS));
        const answer = await callFrom(mount, endpoint.method, path, { key: partner.liveKey, body });
        const refused = days > 7 && endpoint.billableUnits !== undefined;
        if (refused) expectProblem(answer, 402, "subscription_inactive");
        else expect(answer.status).toBe(endpoint.status);
      }
    });

    it("lets a key be used from its allowlist and from nowhere else", async () => {
      const partner = await makePartner();
      const key = (ip_allowlist: string[]) => makeKey(partner, { ip_allowlist });
      const [elsewhere, here] = [await key(["203.0.113.0/24", "2001:db8::/32"]), await key(["127.0.0.0/30"])];
      expectProblem(await send(mount, endpoint, partner, elsewhere.key), 403, "ip_not_allowed");
      const inside = await send(mount, endpoint, partner, here.key);
      // A key that is bound to addresses makes none that is not, by rotating it either.
      if (endpoint.operationId === "rotateApiKey") expectProblem(inside, 403, "stronger_credential_needed");
      else expect(inside.status).toBe(endpoint.status);
      const { path, body } = await goodCall(endpoint, partner);
      const outside = await callFrom(mount, endpoint.method, path, {
        key: here.key,
        body,
        from: "127.0.0.4",
      });
      expectProblem(outside, 403, "ip_not_allowed");
    });
  });

  describe.each(named(heldThrough(mount, tenanted)))("%s", (_name, endpoint) => {
    it("answers for a neighbour's rows byte for byte as for rows that are not there", async () => {
      const [mine, neighbour] = await Promise.all([makePartner(), makePartner()]);
      const theirKey = await makeKeyOf(endpoint, neighbour);
      const { body } = await goodCall(endpoint, mine);
      const before = await everythingOf(mount, neighbour);
      const ask = async (partner_id: string, key_id: string): Promise<string> => {
        const path = fillPath(endpoint, { partner_id, key_id });
        const answer = await callFrom(mount, endpoint.method, path, { key: mine.liveKey, body });
        expectProblem(answer, 404, "not_found");
        return answer.text.replace(answer.body.request_id, "");
      };
      const missing = await ask(newId(), newId());
      expect(await ask(neighbour.partnerId, theirKey)).toBe(missing);
      expect(await ask(neighbour.partnerId, newId())).toBe(missing);
      if (endpoint.path.includes("{key_id}")) {
        expect(await ask(mine.partnerId, theirKey)).toBe(missing);
        expect(await ask(mine.partnerId, newId())).toBe(missing);
      }
      expect(await everythingOf(mount, neighbour)).toEqual(before);
    });
  });
});

/** What a partner sees of itself and its keys. */
async function everythingOf(mount: Mount, { partnerId, liveKey }: TestPartner): Promise<unknown> {
  const partner = await callFrom(mount, "GET", `/v1/partners/${partnerId}`, { key: liveKey });
  const keys = await callFrom(mount, "GET", `/v1/partners/${partnerId}/api-keys`, { key: liveKey });
  const unused = keys.body.data.map((key: object) => ({ ...key, last_used_at: null, last_used_ip: null }));
  return [partner.body, unused];
}
