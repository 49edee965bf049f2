import { randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { makeKey } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import {
  type Answer,
  call,
  closeProductDatabase,
  type Mount,
  makePartner,
  person,
  productDatabase,
  type TestPartner,
  until,
} from "@/test/product";
import {
  ed25519Pair,
  ed25519Signer,
  hmacSigner,
  type Signer,
  signRequest,
  type ToSign,
} from "@/test/request-signer";

closeProductDatabase();

const CALCULATE = "/v1/compatibility/calculate";
const PAIR = { person1: person(0.4), person2: person(0.6) };
const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** What is signed beside method, address and body, and what is sent where it is not what was signed. */
type Signing = Omit<ToSign, "method" | "url" | "body"> & {
  sent?: { method?: string; path?: string; text?: string; headers?: Record<string, string> };
};

describe.each(inject("mounts"))("signed requests through $name", (mount) => {
  /** Signs a call as a client would and sends it, by default as it was signed. */
  function send(
    signer: Signer,
    key: string,
    method: string,
    path: string,
    body?: unknown,
    { sent = {}, ...signing }: Signing = {},
  ): Promise<Answer> {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const fields = signRequest(signer, {
      method,
      url: `${mount.url}/api${path}`,
      ...(text === undefined ? {} : { body: text }),
      ...signing,
    });
    const payload = sent.text ?? text;
    return call(mount, sent.method ?? method, sent.path ?? path, {
      key,
      headers: { ...fields, ...sent.headers },
      ...(payload === undefined ? {} : { text: payload }),
    });
  }

  it("takes HMAC and Ed25519, on GET and POST, on every kind of key", async () => {
    const partner = await makePartner();
    for (const signer of [await makeHmac(mount, partner), await makeEd25519(mount, partner)]) {
      for (const key of [partner.liveKey, partner.testKey]) {
        const scored = await send(signer, key, "POST", CALCULATE, PAIR);
        expect([scored.status, scored.body?.detail]).toEqual([200, undefined]);
        expect(scored.body).toHaveProperty("compatibility_score");
        const path = `/v1/partners/${partner.partnerId}/signing-keys?limit=1`;
        const listed = await send(signer, key, "GET", path);
        expect([listed.status, listed.body?.data?.length]).toEqual([200, 1]);
        const cover = ["@method", "@authority", "@path", "@query"];
        expect((await send(signer, key, "GET", path, undefined, { cover })).status).toBe(200);
      }
    }
  });

  it("takes HEAD, DELETE and a POST without a body", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const signingKeys = `/v1/partners/${partner.partnerId}/signing-keys`;
    expect((await send(signer, partner.liveKey, "HEAD", signingKeys)).status).toBe(200);
    const other = await makeHmac(mount, partner);
    const path = `${signingKeys}/${other.keyId}`;
    expect((await send(signer, partner.liveKey, "DELETE", path)).status).toBe(204);
    const verification = `/v1/partners/${partner.partnerId}/email-verification`;
    const answer = await send(signer, partner.liveKey, "POST", verification);
    expect([answer.status, answer.body.code]).toEqual([409, "already_verified"]);
  });

  it("makes the digest of the very bytes: odd spacing, other scripts, in pieces", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const path = `/v1/partners/${partner.partnerId}`;
    const spaced = '{\r\n\t"use_case" :  "Ünïcödé, 愛 \\u2764 💞"\n}\n';
    const answer = await send(signer, partner.liveKey, "PATCH", path, spaced);
    expect([answer.status, answer.body.use_case]).toEqual([200, "Ünïcödé, 愛 ❤ 💞"]);

    const bytes = Buffer.from(JSON.stringify(PAIR));
    const url = `${mount.url}/api${CALCULATE}`;
    const pieces = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 100) controller.enqueue(bytes.subarray(at, at + 100));
        controller.close();
      },
    });
    const chunked = await fetch(url, {
      method: "POST",
      headers: {
        "X-API-Key": partner.liveKey,
        "Content-Type": "application/json",
        ...signRequest(signer, { method: "POST", url, body: bytes, digest: "sha-512" }),
      },
      body: pieces,
      duplex: "half",
    } as RequestInit);
    expect([chunked.status, (await chunked.json()).detail]).toEqual([200, undefined]);
  });

  it("goes on asking for JSON, for at most a megabyte, and for scopes", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const wrongType = { sent: { headers: { "Content-Type": "text/plain" } } };
    expectProblem(
      await send(signer, partner.liveKey, "POST", CALCULATE, PAIR, wrongType),
      415,
      "unsupported_media_type",
    );
    const huge = JSON.stringify({ person1: "x".repeat(1_048_576) });
    expectProblem(await send(signer, partner.liveKey, "POST", CALCULATE, huge), 413, "body_too_large");
    const reader = await makeKey(partner, { scopes: ["usage:read"] });
    expectProblem(await send(signer, reader.key, "POST", CALCULATE, PAIR), 403, "insufficient_scope");
  });

  it("refuses calls that were changed on their way", async () => {
    const partner = await makePartner();
    const { liveKey } = partner;
    for (const signer of [await makeHmac(mount, partner), await makeEd25519(mount, partner)]) {
      const other = JSON.stringify({ ...PAIR, person2: person(0.7) });
      const post = (sent: Signing["sent"]) => send(signer, liveKey, "POST", CALCULATE, PAIR, { sent });
      expectProblem(await post({ text: other }), 401, "content_digest_mismatch");
      expectProblem(await post({ path: "/v1/compatibility/batch" }), 401, "signature_invalid");
      expectProblem(await post({ path: `${CALCULATE}?dry_run=true` }), 401, "signature_invalid");
      const keys = `/v1/partners/${partner.partnerId}/signing-keys`;
      const target = `${keys}/${signer.keyId}`;
      expectProblem(
        await send(signer, liveKey, "GET", target, undefined, { sent: { method: "DELETE" } }),
        401,
        "signature_invalid",
      );
      const wrong = {
        headers: { "Content-Digest": "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:" },
      };
      expectProblem(
        await send(signer, liveKey, "POST", CALCULATE, PAIR, wrong),
        401,
        "content_digest_mismatch",
      );
      const bare = { digest: "none" as const };
      expectProblem(await send(signer, liveKey, "POST", CALCULATE, PAIR, bare), 401, "signature_invalid");
    }
  });

  it("refuses calls that are too old or too new, and tells its own time", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const path = `/v1/partners/${partner.partnerId}`;
    const at = (created: number, more: string[] = []) =>
      send(signer, partner.liveKey, "GET", path, undefined, { created, more });
    expect((await at(nowSeconds() - 290)).status).toBe(200);
    expect((await at(nowSeconds() + 290)).status).toBe(200);
    for (const created of [nowSeconds() - 310, nowSeconds() + 310]) {
      const answer = await at(created);
      expectProblem(answer, 401, "signature_expired");
      expect(answer.body.detail).toMatch(/our clock, which reads \d{10} \(20/);
    }
    expectProblem(await at(nowSeconds(), [`expires=${nowSeconds() - 5}`]), 401, "signature_expired");
  });

  it("refuses a call that comes again, wherever it comes to and however many at once", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const url = `${mount.url}/api${CALCULATE}`;
    const text = JSON.stringify(PAIR);
    const headers = signRequest(signer, { method: "POST", url, body: text });
    const again = (to: Mount) => call(to, "POST", CALCULATE, { key: partner.liveKey, text, headers });
    const answers = await Promise.all(Array.from({ length: 8 }, () => again(mount)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 401, "signature_replayed");
    }
    expectProblem(await again(mount), 401, "signature_replayed");
  });

  it("repeats a call under its Idempotency-Key where it is signed anew", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const path = `/v1/partners/${partner.partnerId}/signing-keys`;
    const body = { name: "Once", algorithm: "hmac-sha256" };
    const headers = { "Idempotency-Key": randomUUID() };
    const nonce = randomUUID();
    const first = await send(signer, partner.liveKey, "POST", path, body, { headers, nonce });
    expect(first.status).toBe(201);
    const replay = await send(signer, partner.liveKey, "POST", path, body, { headers, nonce });
    expectProblem(replay, 401, "signature_replayed");
    const second = await send(signer, partner.liveKey, "POST", path, body, { headers });
    expect([second.status, second.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(second.body).toEqual(first.body);

    const swapped = { headers, sent: { headers: { "Idempotency-Key": randomUUID() } } };
    expectProblem(await send(signer, partner.liveKey, "POST", path, body, swapped), 401, "signature_invalid");
    const cover = ["@method", "@target-uri", "content-digest"];
    const uncovered = await send(signer, partner.liveKey, "POST", path, body, { headers, cover });
    expectProblem(uncovered, 401, "signature_invalid");
    expect(uncovered.body.detail).toContain('"idempotency-key"');
  });

  it("refuses signing keys that are unknown, a neighbour's or revoked, and says nothing more", async () => {
    const [partner, neighbour] = [await makePartner(), await makePartner()];
    const [own, theirs] = [await makeHmac(mount, partner), await makeHmac(mount, neighbour)];
    const path = `/v1/partners/${partner.partnerId}`;
    const refusals = [
      await send(theirs, partner.liveKey, "GET", path),
      await send(own, partner.liveKey, "GET", path, undefined, { keyId: theirs.keyId }),
      await send(own, partner.liveKey, "GET", path, undefined, { keyId: randomUUID() }),
      await send(own, partner.liveKey, "GET", path, undefined, { keyId: "production" }),
    ];
    const texts = refusals.map((answer) => {
      expectProblem(answer, 401, "signature_invalid");
      return answer.body.detail.replace(/"[\w-]+"/, '"…"');
    });
    expect(new Set(texts).size).toBe(1);

    const second = await makeHmac(mount, partner);
    expect((await send(second, partner.liveKey, "GET", path)).status).toBe(200);
    const revoke = `${path}/signing-keys/${second.keyId}`;
    expect((await call(mount, "DELETE", revoke, { key: partner.liveKey })).status).toBe(204);
    const revokedAt = performance.now();
    // Each process learns it at its own time, and all within a second.
    await until(async () => performance.now() - revokedAt > 1_000);
    const late = await Promise.all(
      Array.from({ length: 16 }, () => send(second, partner.liveKey, "GET", path)),
    );
    for (const answer of late) expectProblem(answer, 401, "signature_invalid");
    expect((await send(own, partner.liveKey, "GET", path)).status).toBe(200);
  });

  it("asks for a signature where the key says so, and takes nothing less", async () => {
    const partner = await makePartner();
    const signer = await makeHmac(mount, partner);
    const keys = `/v1/partners/${partner.partnerId}/api-keys`;
    const made = await call(mount, "POST", keys, {
      key: partner.liveKey,
      body: { name: "Strict", mode: "live", signature_required: true },
    });
    expect([made.status, made.body.signature_required]).toEqual([201, true]);
    const strict = made.body.key;
    const unsigned = await call(mount, "POST", CALCULATE, { key: strict, body: PAIR });
    expectProblem(unsigned, 401, "signature_missing");
    expect(unsigned.body.detail).toMatch(/takes signed requests only, and Signature-Input is missing/);
    expect((await send(signer, strict, "POST", CALCULATE, PAIR)).status).toBe(200);
    expectProblem(
      await send(signer, strict, "POST", CALCULATE, PAIR, { created: nowSeconds() - 1_000 }),
      401,
      "signature_expired",
    );
    expect((await call(mount, "POST", CALCULATE, { key: partner.liveKey, body: PAIR })).status).toBe(200);

    const byKey = await call(mount, "POST", `${keys}/${made.body.id}/rotate`, {
      key: partner.liveKey,
      body: {},
    });
    expectProblem(byKey, 403, "stronger_credential_needed");
    const { cookie } = await makePerson(productDatabase(), { partnerId: partner.partnerId, role: "owner" });
    const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
    const rotated = await call(mount, "POST", `${keys}/${made.body.id}/rotate`, { headers, body: {} });
    expect([rotated.status, rotated.body.signature_required]).toEqual([201, true]);
    expectProblem(
      await call(mount, "POST", CALCULATE, { key: rotated.body.key, body: PAIR }),
      401,
      "signature_missing",
    );
    const body = { signature_required: false };
    const loosened = await call(mount, "PATCH", `${keys}/${rotated.body.id}`, { key: partner.liveKey, body });
    expectProblem(loosened, 403, "stronger_credential_needed");
    const changed = await call(mount, "PATCH", `${keys}/${rotated.body.id}`, { headers, body });
    expect([changed.status, changed.body.signature_required]).toEqual([200, false]);
    await until(
      async () =>
        (await call(mount, "POST", CALCULATE, { key: rotated.body.key, body: PAIR })).status === 200,
    );
  });

  it("gives other tiers no signing keys, and lets signature fields of theirs pass", async () => {
    const partner = await makePartner({ tier: "professional" });
    const path = `/v1/partners/${partner.partnerId}`;
    const body = { name: "Not for us", algorithm: "hmac-sha256" };
    const refused = await call(mount, "POST", `${path}/signing-keys`, { key: partner.liveKey, body });
    expectProblem(refused, 403, "tier_lacks_signatures");
    const strict = { name: "Strict", signature_required: true };
    const key = await call(mount, "POST", `${path}/api-keys`, { key: partner.liveKey, body: strict });
    expectProblem(key, 403, "tier_lacks_signatures");
    const stray = hmacSigner(randomUUID(), "whatever");
    expect((await send(stray, partner.liveKey, "GET", path)).status).toBe(200);
  });

  it("answers garbage in the signature fields with 401, never 500", async () => {
    const partner = await makePartner();
    await makeHmac(mount, partner);
    const garbage = [
      "(",
      "sig",
      "sig=()",
      "sig=1",
      'sig=();keyid="x"',
      "sig=(1 2);keyid=5",
      "ÿ",
      ",,,",
      "sig=:%%:",
      "a".repeat(6_000),
    ];
    for (const input of garbage) {
      for (const signature of ["sig=:AAAA:", "sig=1", "", "x"]) {
        const headers = { "Signature-Input": input, Signature: signature };
        const answer = await call(mount, "GET", `/v1/partners/${partner.partnerId}`, {
          key: partner.liveKey,
          headers,
        });
        expectProblem(answer, 401, "signature_invalid");
      }
    }
  });

  it("manages signing keys: validation names each field, and the secret is shown once", async () => {
    const partner = await makePartner();
    const path = `/v1/partners/${partner.partnerId}/signing-keys`;
    const post = (body: unknown) => call(mount, "POST", path, { key: partner.liveKey, body });
    const faults = async (body: unknown) => {
      const answer = await post(body);
      expectProblem(answer, 400, "invalid_input");
      return answer.body.errors.map((error: { path: string }) => error.path);
    };
    expect(await faults({ name: "x", algorithm: "rsa" })).toEqual(["algorithm"]);
    expect(await faults({ name: "x" })).toEqual(["algorithm"]);
    expect(await faults({ name: "", algorithm: "ed25519" })).toEqual(["name", "public_key"]);
    expect(await faults({ name: "x", algorithm: "ed25519", public_key: "AAAA" })).toEqual(["public_key"]);
    expect(await faults({ name: "x", algorithm: "hmac-sha256", public_key: "AAAA" })).toEqual(["public_key"]);

    const made = await post({ name: "Shown once", algorithm: "hmac-sha256" });
    expect(made.body).toMatchObject({
      status: "active",
      secret: expect.stringMatching(/^sig_/),
      public_key: null,
    });
    const { secret, ...rest } = made.body;
    const listed = await call(mount, "GET", path, { key: partner.liveKey });
    expect(listed.body.data).toEqual([rest]);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
  });
});

async function makeHmac(mount: Mount, partner: TestPartner): Promise<Signer> {
  const { body } = await call(mount, "POST", `/v1/partners/${partner.partnerId}/signing-keys`, {
    key: partner.liveKey,
    body: { name: "Made for a test", algorithm: "hmac-sha256" },
  });
  return hmacSigner(body.id, body.secret);
}

async function makeEd25519(mount: Mount, partner: TestPartner): Promise<Signer> {
  const { privateKey, publicKey } = ed25519Pair();
  const { body } = await call(mount, "POST", `/v1/partners/${partner.partnerId}/signing-keys`, {
    key: partner.liveKey,
    body: { name: "Made for a test", algorithm: "ed25519", public_key: publicKey },
  });
  return ed25519Signer(body.id, privateKey);
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body?.code, answer.body?.detail]).toEqual([status, code, expect.any(String)]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
}
