import { beforeAll, describe, expect, it } from "vitest";
import { checkSignature } from "@/lib/partners/api-keys/check-signature";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";
import { sampleSignedRequest } from "@/lib/partners/api-keys/sample-signed-request";
import { CheckSignature, type SignatureCheck } from "@/lib/partners/api-keys/schemas";
import { findSigningKeys, SigningKeyCache } from "@/lib/partners/api-keys/signing-key-cache";
import { verifySignature } from "@/lib/partners/api-keys/verify-signature";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { hmacSigner, signRequest, type ToSign } from "@/test/request-signer";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const clock = new FixedClock("2026-03-01T12:00:00.000Z");
const nowSeconds = clock.now().getTime() / 1_000;
const APP_URL = "https://soulmate.example";
const url = `${APP_URL}/api/v1/compatibility/calculate`;
const body = '{"person1":{}}';

beforeAll(() => {
  setSettings({ APP_URL });
});

async function arrange() {
  const ctx = own.as(await makePartner({}, own.database), { clock });
  const make = (name: string) =>
    createSigningKey(ctx, { partner_id: ctx.partnerId, name, algorithm: "hmac-sha256" });
  const key = await make("Payments");
  const signer = hmacSigner(key.id, key.secret ?? "");
  const signed = (change: Partial<ToSign> = {}) => ({
    method: "POST",
    url,
    body,
    headers: Object.entries(
      signRequest(signer, { method: "POST", url, body, created: nowSeconds, ...change }),
    )
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
  });
  const check = (request: Record<string, string>) => checkSignature(ctx, CheckSignature.parse(request));
  return { ctx, make, key, signed, check };
}

const failed = ({ steps }: SignatureCheck) =>
  steps.filter(({ outcome }) => outcome === "failed").map(({ step }) => step);

describe("checkSignature", () => {
  it("finds nothing wrong with the sample, for any tier", async () => {
    const ctx = own.as(await makePartner({ tier: "free" }, own.database), { clock });
    const result = await checkSignature(ctx, CheckSignature.parse(await sampleSignedRequest(ctx)));
    expect(result).toMatchObject({ valid: true, refusal: null, key: { id: "sample" } });
    expect(result.steps.map(({ outcome }) => outcome)).toEqual(Array(7).fill("passed"));
  });

  it("says what it understood, and leaves the nonce for the call itself", async () => {
    const { ctx, key, signed, check } = await arrange();
    const request = signed();
    const result = await check(request);
    expect(result).toMatchObject({
      valid: true,
      key: { id: key.id, name: "Payments", algorithm: "hmac-sha256" },
      components: ["@method", "@target-uri", "content-digest"],
      parameters: { created: String(nowSeconds), keyid: key.id },
    });
    expect(result.base).toContain(`"@target-uri": ${url}`);
    expect(await own.prisma.signatureNonce.count({ where: { signingKeyId: key.id } })).toBe(0);
    expect((await check(request)).valid).toBe(true);

    const headers = new Headers(
      request.headers.split("\n").map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    );
    await verifySignature(
      {
        db: own.prisma,
        signingKeys: new SigningKeyCache((id) => findSigningKeys(own.prisma, id)),
        appUrl: APP_URL,
        now: clock.now(),
      },
      { partnerId: ctx.partnerId, signatureRequired: true },
      { method: "POST", url: new URL(url), headers, hasBody: true, readBody: async () => Buffer.from(body) },
    );
    expect(await check(request)).toMatchObject({ valid: false, refusal: { code: "signature_replayed" } });
  });

  it("goes on after a fault, and answers with the first as the API would", async () => {
    const { signed, check } = await arrange();
    const changed = await check({ ...signed({ created: nowSeconds - 301 }), body: "{}", method: "PUT" });
    expect(failed(changed)).toEqual(["signature", "parameters", "digest"]);
    expect(changed.refusal).toMatchObject({
      code: "signature_invalid",
      detail: expect.stringContaining('"@method": PUT'),
    });
    const late = await check(signed({ created: nowSeconds - 301 }));
    expect(failed(late)).toEqual(["parameters"]);
    expect(late.refusal).toMatchObject({
      code: "signature_expired",
      detail: expect.stringContaining("301 s behind"),
    });
    const bare = await check(signed({ cover: ["@method"] }));
    expect(failed(bare)).toEqual(["coverage"]);
    const body2 = await check({ ...signed(), body: `${body} ` });
    expect(failed(body2)).toEqual(["digest"]);
    const unsigned = await check({ method: "GET", url, headers: "", body: "" });
    expect(failed(unsigned)).toEqual(["fields"]);
    expect(unsigned.steps.map(({ outcome }) => outcome)).toContain("skipped");
  });

  it("goes by the key that was chosen, and says where keyid names another", async () => {
    const { ctx, make, key, signed, check } = await arrange();
    const other = await make("Other");
    const result = await check({ ...signed(), signing_key_id: other.id });
    expect(failed(result)).toEqual(["key", "signature"]);
    const misnamed = await check({ ...signed({ keyId: newId() }), signing_key_id: key.id });
    expect(failed(misnamed)).toEqual(["key"]);
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: key.id });
    await expect(check({ ...signed(), signing_key_id: key.id })).rejects.toMatchObject({ code: "not_found" });
    expect(failed(await check(signed()))).toEqual(["key"]);
  });

  it("knows no key of another partner's", async () => {
    const [mine, theirs] = [await arrange(), await arrange()];
    expect(failed(await mine.check(theirs.signed()))).toEqual(["key"]);
    const refusal = { code: "not_found" };
    await expect(mine.check({ ...theirs.signed(), signing_key_id: theirs.key.id })).rejects.toMatchObject(
      refusal,
    );
  });

  it("takes a pasted request with its first line, and names a line that is no header field", async () => {
    const { signed, check } = await arrange();
    const request = signed();
    const whole = `POST /api/v1/compatibility/calculate HTTP/1.1\r\n${request.headers.replaceAll("\n", "\r\n")}\r\n\r\n`;
    expect((await check({ ...request, headers: whole })).valid).toBe(true);
    await expect(check({ ...request, headers: `${request.headers}\nnonsense` })).rejects.toMatchObject({
      errors: [{ path: "headers", message: expect.stringContaining("Line 4") }],
    });
  });
});

it("is no key that calls could be signed by", async () => {
  const ctx = own.as(await makePartner({}, own.database), { clock });
  expect((await findSigningKeys(own.prisma, ctx.partnerId)).has("sample")).toBe(false);
});
