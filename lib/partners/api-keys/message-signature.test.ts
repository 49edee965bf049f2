import { describe, expect, it } from "vitest";
import { digestFits } from "@/lib/partners/api-keys/content-digest";
import { findSignature } from "@/lib/partners/api-keys/message-signature";
import { ed25519Verifier, hmacVerifier, type VerifyingKey } from "@/lib/partners/api-keys/signing-key-cache";

/** RFC 9421, appendix B.2: the request of all its examples. */
const REQUEST = {
  Host: "example.com",
  Date: "Tue, 20 Apr 2021 02:07:55 GMT",
  "Content-Type": "application/json",
  "Content-Digest":
    "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
  "Content-Length": "18",
};
const BODY = Buffer.from('{"hello": "world"}');

/** B.1.5 */
const shared = hmacVerifier(
  "test-shared-secret",
  Buffer.from(
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==",
    "base64",
  ),
);
/** B.1.4 */
const pair = ed25519Verifier(
  "test-key-ed25519",
  Buffer.from("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=", "base64"),
);

const HMAC_INPUT = '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"';
const HMAC = ":pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:";
const ED25519_INPUT =
  '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
const ED25519 = ":wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";

function find(
  fields: Record<string, string>,
  { method = "POST", keys = [shared, pair] as VerifyingKey[], origin = "https://example.com" } = {},
) {
  const url = new URL("/foo?param=Value&Pet=dog", "http://10.0.0.1:3000");
  const message = { method, url, headers: new Headers({ ...REQUEST, ...fields }) };
  return findSignature(message, origin, async (id) => keys.find((key) => key.id === id));
}

describe("the examples of RFC 9421, appendix B.2", () => {
  it("hmac-sha256 (B.2.5)", async () => {
    const found = await find({ "Signature-Input": `sig-b25=${HMAC_INPUT}`, Signature: `sig-b25=${HMAC}` });
    expect(found).toMatchObject({ valid: true, key: { id: "test-shared-secret" } });
    expect(found?.base).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@authority": example.com',
        '"content-type": application/json',
        `"@signature-params": ${HMAC_INPUT}`,
      ].join("\n"),
    );
  });

  it("ed25519 (B.2.6)", async () => {
    const fields = { "Signature-Input": `sig-b26=${ED25519_INPUT}`, Signature: `sig-b26=${ED25519}` };
    expect(await find(fields)).toMatchObject({ valid: true, key: { id: "test-key-ed25519" } });
  });

  it("do not hold for another method, authority, field or parameter", async () => {
    const fields = { "Signature-Input": `s=${ED25519_INPUT}`, Signature: `s=${ED25519}` };
    expect(await find(fields)).toMatchObject({ valid: true });
    expect(await find(fields, { method: "PUT" })).toMatchObject({ valid: false });
    expect(await find(fields, { origin: "https://example.org" })).toMatchObject({ valid: false });
    expect(await find({ ...fields, Date: "Tue, 20 Apr 2021 02:07:56 GMT" })).toMatchObject({ valid: false });
    const later = ED25519_INPUT.replace("1618884473", "1618884474");
    expect(await find({ ...fields, "Signature-Input": `s=${later}` })).toMatchObject({ valid: false });
  });

  it("have the digests of their body (RFC 9530)", () => {
    expect(digestFits(REQUEST["Content-Digest"], BODY)).toBe(true);
    expect(digestFits("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", BODY)).toBe(true);
    expect(digestFits("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", Buffer.from("{}"))).toBe(
      false,
    );
  });
});

describe("Content-Digest", () => {
  const right = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
  it.each([
    ["passes over algorithms it does not know", `md5=:AAAA:, ${right}`, true],
    ["takes parameters, which mean nothing", `${right.replace(/:$/, ":;a=1")}`, true],
    ["wants all that it knows to be right", `${right}, sha-512=:AAAA:`, false],
    ["wants one that it knows", "md5=:AAAA:", false],
    ["refuses an empty digest", "sha-256=::", false],
    ["refuses what is no dictionary", "X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", false],
    ["is not fooled by names that objects have", "constructor=:AAAA:", false],
    ["refuses nothing at all", "", false],
  ])("%s", (_name, field, fits) => {
    expect(digestFits(field, BODY)).toBe(fits);
  });
});

describe("findSignature", () => {
  const hmac = { "Signature-Input": `sig=${HMAC_INPUT}`, Signature: `sig=${HMAC}` };

  it("leaves signatures by others alone, before and after ours", async () => {
    const other = '("@method");created=1;keyid="of-a-proxy"';
    for (const [inputs, signatures] of [
      [`proxy=${other}, sig=${HMAC_INPUT}`, `proxy=:AAAA:, sig=${HMAC}`],
      [`sig=${HMAC_INPUT}, proxy=${other}`, `sig=${HMAC}, proxy=:AAAA:`],
    ] as const) {
      const found = await find({ "Signature-Input": inputs, Signature: signatures });
      expect(found).toMatchObject({ valid: true, key: { id: "test-shared-secret" } });
    }
    expect(await find({ "Signature-Input": `proxy=${other}`, Signature: "proxy=:AAAA:" })).toBeNull();
  });

  it("does not let a second signature of ours make up for a bad first one", async () => {
    const found = await find({
      "Signature-Input": `bad=${HMAC_INPUT}, good=${HMAC_INPUT}`,
      Signature: `bad=:AAAA:, good=${HMAC}`,
    });
    expect(found).toMatchObject({ valid: false });
  });

  it.each([
    ["a component twice", '("date" "date")', /"date" is covered twice/],
    ["a component with parameters", '("content-digest";key="sha-512")', /parameters/],
    ["a component of the request a reply answers", '("@method";req)', /parameters/],
    ["a component that does not exist", '("@body")', /"@body", which we do not support/],
    ["a field that is not there", '("x-missing")', /"x-missing".*no such header field/],
    ["a field that cannot be", '("a b")', /no such header field/],
  ])("refuses to cover %s", async (_name, list, detail) => {
    const input = HMAC_INPUT.replace(/\(.*\)/, list);
    const result = find({ ...hmac, "Signature-Input": `sig=${input}` });
    await expect(result).rejects.toMatchObject({
      code: "signature_invalid",
      message: expect.stringMatching(detail),
    });
  });

  it.each([
    ["no structured field", { "Signature-Input": "sig=(", Signature: `sig=${HMAC}` }],
    ["a signature under another label", { ...hmac, Signature: `other=${HMAC}` }],
    ["a signature that is text", { ...hmac, Signature: 'sig="abc"' }],
    ["a signature that is not base64", { ...hmac, Signature: "sig=:***:" }],
    ["an input that is no list", { ...hmac, "Signature-Input": 'sig="x";keyid="test-shared-secret"' }],
    ["an empty field", { ...hmac, Signature: "" }],
  ])("refuses %s as unreadable", async (_name, fields) => {
    await expect(find(fields)).rejects.toMatchObject({
      code: "signature_invalid",
      message: expect.stringMatching(/cannot be read/),
    });
  });

  it("takes a keyid that is no text for none", async () => {
    for (const keyid of ["5", "token", ":AAAA:", "?1", "@5"]) {
      const input = `sig=("date");created=1;keyid=${keyid}`;
      expect(await find({ "Signature-Input": input, Signature: `sig=${HMAC}` })).toBeNull();
    }
  });

  it("passes on what finding the key throws", async () => {
    const message = {
      method: "GET",
      url: new URL("https://example.com/"),
      headers: new Headers({ ...REQUEST, ...hmac }),
    };
    const outage = new Error("the database is away");
    await expect(findSignature(message, "https://example.com", () => Promise.reject(outage))).rejects.toBe(
      outage,
    );
  });
});
