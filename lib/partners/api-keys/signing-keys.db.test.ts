import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey, MAX_ACTIVE_SIGNING_KEYS } from "@/lib/partners/api-keys/create-signing-key";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { CreateApiKey, CreateSigningKey, type NewSigningKey } from "@/lib/partners/api-keys/schemas";
import { removeExpiredNonces } from "@/lib/partners/api-keys/signature-nonces";
import { findSigningKeys, SigningKeyCache } from "@/lib/partners/api-keys/signing-key-cache";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { verifySignature } from "@/lib/partners/api-keys/verify-signature";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { TierName } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import type { Context, PartnerContext } from "@/lib/platform/context";
import { type Database, openDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { ed25519Pair, ed25519Signer, hmacSigner, signRequest, type ToSign } from "@/test/request-signer";
import { createTestDatabase, type TestDatabase } from "@/test/test-database";

let test: TestDatabase;
let database: Database;
const clock = new FixedClock("2026-03-01T12:00:00.000Z");
const nowSeconds = () => clock.now().getTime() / 1_000;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase(test.url, 8);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

function operator(): Context {
  return {
    requestId: newId(),
    actor: { type: "operator", id: "test" },
    clock,
    db: database.prisma,
    log: log(),
  };
}

async function makePartner(tier: TierName = "enterprise"): Promise<PartnerContext> {
  const made = await createContractPartner(operator(), {
    company_name: "Signers",
    email: `signers-${newId()}@example.com`,
    tier,
    active: true,
  });
  return { ...operator(), partnerId: made.partner_id, mode: "live", permissions: ALL_PERMISSIONS };
}

function makeSigningKey(ctx: PartnerContext, input: Record<string, unknown> = {}): Promise<NewSigningKey> {
  const fields = CreateSigningKey.parse({ name: "A system", algorithm: "hmac-sha256", ...input });
  return createSigningKey(ctx, { partner_id: ctx.partnerId, ...fields });
}

function makeApiKey(ctx: PartnerContext, fields: Record<string, unknown> = {}) {
  return createApiKey(ctx, {
    partner_id: ctx.partnerId,
    ...CreateApiKey.parse({ name: "Key", mode: "live", ...fields }),
  });
}

function auditOf(ctx: PartnerContext, targetId: string) {
  return database.prisma.auditEvent.findMany({
    where: { partnerId: ctx.partnerId, targetId },
    orderBy: { at: "asc" },
  });
}

describe("createSigningKey", () => {
  it("makes an HMAC secret, shows it once and stores it sealed", async () => {
    const ctx = await makePartner();
    const key = await makeSigningKey(ctx, { name: "Payments" });
    expect(key).toMatchObject({
      name: "Payments",
      algorithm: "hmac-sha256",
      status: "active",
      public_key: null,
      secret: expect.stringMatching(/^sig_[\w-]{43}$/),
    });
    const row = await database.prisma.signingKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(Buffer.from(row.sealedSecret ?? []).includes(key.secret ?? "")).toBe(false);
    const { data } = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 20 });
    expect(JSON.stringify(data)).not.toContain(key.secret);
    const audit = await auditOf(ctx, key.id);
    expect(audit.map(({ action }) => action)).toEqual(["signing_key.created"]);
    expect(JSON.stringify(audit)).not.toContain(key.secret);
  });

  it("takes an Ed25519 public key as base64, as base64url and as PEM", async () => {
    const ctx = await makePartner("white_label");
    const { publicKey, pem } = ed25519Pair();
    const forms = [
      publicKey,
      publicKey.replaceAll("+", "-").replaceAll("/", "_").replace("=", ""),
      pem,
      `  ${pem.trim()}`,
    ];
    for (const public_key of forms) {
      const key = await makeSigningKey(ctx, { algorithm: "ed25519", public_key });
      expect(key).toMatchObject({ algorithm: "ed25519", public_key: publicKey, secret: null });
    }
  });

  it("refuses keys of other kinds, and private ones, by name", async () => {
    const ctx = await makePartner();
    const rsa = generateKeyPairSync("rsa", { modulusLength: 1_024 });
    const bad = {
      rsa: String(rsa.publicKey.export({ format: "pem", type: "spki" })),
      short: Buffer.alloc(31).toString("base64"),
      words: "not a key",
      torn: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    };
    for (const public_key of Object.values(bad)) {
      await expect(makeSigningKey(ctx, { algorithm: "ed25519", public_key })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "public_key", message: expect.stringMatching(/Must be an Ed25519 public key/) }],
      });
    }
    const secret = String(ed25519Pair().privateKey.export({ format: "pem", type: "pkcs8" }));
    await expect(makeSigningKey(ctx, { algorithm: "ed25519", public_key: secret })).rejects.toMatchObject({
      errors: [{ path: "public_key", message: expect.stringMatching(/Is a private key/) }],
    });
  });

  it.each(["free", "starter", "professional", "research", "agency"] as const)(
    "is not for the %s tier",
    async (tier) => {
      await expect(makeSigningKey(await makePartner(tier))).rejects.toMatchObject({
        name: "Forbidden",
        code: "tier_lacks_signatures",
      });
    },
  );

  it("stops at a number of active keys; revoked ones do not count", async () => {
    const ctx = await makePartner();
    const keys = [];
    for (let made = 0; made < MAX_ACTIVE_SIGNING_KEYS; made += 1) keys.push(await makeSigningKey(ctx));
    await expect(makeSigningKey(ctx)).rejects.toMatchObject({ name: "Conflict", code: "too_many_keys" });
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: keys[0]?.id ?? "" });
    await expect(makeSigningKey(ctx)).resolves.toMatchObject({ status: "active" });
  });
});

describe("listSigningKeys", () => {
  it("gives a partner's own, newest first, page by page", async () => {
    const [ctx, neighbour] = [await makePartner(), await makePartner()];
    await makeSigningKey(neighbour);
    const ids = [];
    for (let made = 0; made < 3; made += 1) {
      clock.advance(1_000);
      ids.unshift((await makeSigningKey(ctx)).id);
    }
    const first = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 2 });
    const cursor = first.next_cursor ?? "";
    const second = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 2, cursor });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });
});

describe("revokeSigningKey", () => {
  it("forgets the secret, writes one audit row, and changes nothing the second time", async () => {
    const ctx = await makePartner();
    const { id } = await makeSigningKey(ctx);
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: id });
    const row = await database.prisma.signingKey.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ revokedAt: clock.now(), sealedSecret: null });
    clock.advance(1_000);
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: id });
    expect(await database.prisma.signingKey.findUniqueOrThrow({ where: { id } })).toEqual(row);
    expect((await auditOf(ctx, id)).map(({ action }) => action)).toEqual([
      "signing_key.created",
      "signing_key.revoked",
    ]);
    expect((await findSigningKeys(database.prisma, ctx.partnerId)).size).toBe(0);
  });

  it("stays open to a partner whose tier no longer signs", async () => {
    const ctx = await makePartner();
    const { id } = await makeSigningKey(ctx);
    await updateContract(operator(), { partner_id: ctx.partnerId, tier: "starter" });
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: id });
    const { data } = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 20 });
    expect(data).toMatchObject([{ id, status: "revoked" }]);
  });
});

describe("a neighbour's signing keys", () => {
  it("are as missing ones to every verb", async () => {
    const [ctx, neighbour] = [await makePartner(), await makePartner()];
    const { id } = await makeSigningKey(neighbour);
    const missing = { name: "NotFound", code: "not_found" };
    const theirs = neighbour.partnerId;
    const hmac = { name: "x", algorithm: "hmac-sha256" } as const;
    await expect(createSigningKey(ctx, { partner_id: theirs, ...hmac })).rejects.toMatchObject(missing);
    await expect(listSigningKeys(ctx, { partner_id: theirs, limit: 20 })).rejects.toMatchObject(missing);
    await expect(revokeSigningKey(ctx, { partner_id: theirs, key_id: id })).rejects.toMatchObject(missing);
    await expect(revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: id })).rejects.toMatchObject(
      missing,
    );
    expect((await findSigningKeys(database.prisma, theirs)).has(id)).toBe(true);
    expect((await findSigningKeys(database.prisma, ctx.partnerId)).size).toBe(0);
  });
});

describe("signature_required", () => {
  it("is off unless asked for, needs a signing key, and is inherited by rotation", async () => {
    const ctx = await makePartner();
    expect(await makeApiKey(ctx)).toMatchObject({ signature_required: false });
    const none = { name: "Conflict", code: "no_signing_key" };
    await expect(makeApiKey(ctx, { signature_required: true })).rejects.toMatchObject(none);
    const plain = await makeApiKey(ctx);
    const path = { partner_id: ctx.partnerId, key_id: plain.id };
    await expect(updateApiKey(ctx, { ...path, signature_required: true })).rejects.toMatchObject(none);

    await makeSigningKey(ctx);
    expect(await makeApiKey(ctx, { signature_required: true })).toMatchObject({ signature_required: true });
    expect(await updateApiKey(ctx, { ...path, signature_required: true })).toMatchObject({
      signature_required: true,
    });
    const rotated = await rotateApiKey(ctx, { ...path, overlap_seconds: 0 });
    expect(rotated).toMatchObject({ signature_required: true });
    const next = { partner_id: ctx.partnerId, key_id: rotated.id };
    expect(await updateApiKey(ctx, { ...next, signature_required: false })).toMatchObject({
      signature_required: false,
    });
  });

  it("is for the tiers that sign; a tier that was left may still be turned off", async () => {
    const ctx = await makePartner();
    await makeSigningKey(ctx);
    const key = await makeApiKey(ctx, { signature_required: true });
    await updateContract(operator(), { partner_id: ctx.partnerId, tier: "starter" });
    const lacks = { name: "Forbidden", code: "tier_lacks_signatures" };
    await expect(makeApiKey(ctx, { signature_required: true })).rejects.toMatchObject(lacks);
    const path = { partner_id: ctx.partnerId, key_id: key.id };
    expect(await updateApiKey(ctx, { ...path, name: "Renamed" })).toMatchObject({ signature_required: true });
    expect(await updateApiKey(ctx, { ...path, signature_required: false })).toMatchObject({
      signature_required: false,
    });
    await expect(updateApiKey(ctx, { ...path, signature_required: true })).rejects.toMatchObject(lacks);
  });
});

describe("verifySignature", () => {
  const cache = () => new SigningKeyCache((partnerId) => findSigningKeys(database.prisma, partnerId));
  const APP_URL = "https://api.example.com";
  const BODY = '{"hello": "world"}';

  interface Sent extends ToSign {
    /** What arrives, where it is not what was signed. */
    arriving?: { method?: string; url?: string; body?: string; headers?: Record<string, string | null> };
    required?: boolean;
    keys?: SigningKeyCache;
  }

  async function setUp(input: Record<string, unknown> = {}) {
    const ctx = await makePartner();
    const pair = ed25519Pair();
    const ed25519 = input.algorithm === "ed25519";
    const key = await makeSigningKey(ctx, { ...input, ...(ed25519 ? { public_key: pair.pem } : {}) });
    const signer = ed25519 ? ed25519Signer(key.id, pair.privateKey) : hmacSigner(key.id, key.secret ?? "");
    return { ctx, key, signer, send: sender(ctx, signer) };
  }

  function sender(ctx: PartnerContext, signer: Parameters<typeof signRequest>[0]) {
    return ({ arriving = {}, required = false, keys = cache(), ...sent }: Sent) => {
      const fields = signRequest(signer, { created: nowSeconds(), ...sent });
      const headers = new Headers({ Host: new URL(arriving.url ?? sent.url).host, ...fields });
      for (const [name, value] of Object.entries(arriving.headers ?? {})) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const body = arriving.body ?? sent.body;
      return verifySignature(
        { db: database.prisma, signingKeys: keys, appUrl: APP_URL, now: clock.now() },
        { partnerId: ctx.partnerId, signatureRequired: required },
        {
          method: arriving.method ?? sent.method,
          url: new URL(arriving.url ?? sent.url),
          headers,
          hasBody: body !== undefined,
          readBody: async () => Buffer.from(body ?? ""),
        },
      );
    };
  }

  const GET = { method: "GET", url: `${APP_URL}/api/v1/usage?from=2026-01-01&x=a%20b` };
  const POST = { method: "POST", url: `${APP_URL}/api/v1/compatibility/calculate`, body: BODY };
  const refused = (code: string, detail = /./) => ({
    name: "Unauthenticated",
    code,
    message: expect.stringMatching(detail),
  });

  it.each(["hmac-sha256", "ed25519"])("takes a call signed with %s", async (algorithm) => {
    const { send } = await setUp({ algorithm });
    expect(await send(GET)).toBeNull();
    expect(String(await send(POST))).toBe(BODY);
    expect(String(await send({ ...POST, digest: "sha-512", more: [`alg="${algorithm}"`] }))).toBe(BODY);
    const cover = ["@method", "@authority", "@path", "@query", "@scheme", "@request-target", "host"];
    expect(await send({ ...GET, headers: { Host: "api.example.com" }, cover })).toBeNull();
  });

  it("takes APP_URL for the address, however the request came here", async () => {
    const { send } = await setUp();
    const inside = "http://10.0.0.7:3000/api/v1/usage";
    const url = `${APP_URL}/api/v1/usage`;
    expect(await send({ method: "GET", url, arriving: { url: inside } })).toBeNull();
    const other = { Host: "tenant.example.net" };
    expect(await send({ method: "GET", url, arriving: { url: inside, headers: other } })).toBeNull();
  });

  it.each(["https://tenant.example.net", "http://tenant.example.net", "http://10.0.0.7:3000"])(
    "refuses a call that was signed for %s, although its Host field says so",
    async (origin) => {
      const { send } = await setUp();
      const url = `${origin}/api/v1/usage`;
      const headers = { Host: new URL(origin).host };
      for (const cover of [undefined, ["@method", "@authority", "@path", "@query"]]) {
        await expect(
          send({ method: "GET", url, arriving: { headers }, ...(cover === undefined ? {} : { cover }) }),
        ).rejects.toMatchObject(refused("signature_invalid", new RegExp(new URL(APP_URL).host)));
      }
    },
  );

  it.each([
    ["another method", { method: "PUT" }],
    ["another path", { url: `${APP_URL}/api/v1/compatibility/batch` }],
    ["another query", { url: `${POST.url}?dry_run=true` }],
    [
      "a digest made anew",
      { body: "{}", headers: { "content-digest": "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:" } },
    ],
    ["another created", { headers: { "signature-input": null } }],
  ])("refuses %s", async (name, arriving) => {
    const { send, key } = await setUp();
    if (name === "another created") {
      const input = `sig=("@method" "@target-uri" "content-digest");created=${nowSeconds() + 1};keyid="${key.id}";nonce="n"`;
      Object.assign(arriving, { headers: { "signature-input": input } });
    }
    await expect(send({ ...POST, arriving })).rejects.toMatchObject(
      refused("signature_invalid", /is not hmac-sha256, by the key .* of this text:\n"@method": /),
    );
  });

  it("shows what it expected to be signed, and of other fields nothing", async () => {
    const { send } = await setUp();
    const headers = { "X-API-Key": "sk_live_secret" };
    const cover = ["@method", "@target-uri", "x-api-key"];
    const wrong = await send({ ...GET, headers, cover, arriving: { method: "HEAD" } }).catch(
      (error) => error,
    );
    expect(wrong.message).toContain(
      `"@method": HEAD\n"@target-uri": ${GET.url}\n"x-api-key": …\n"@signature-params": (`,
    );
    expect(wrong.message).not.toContain("sk_live_secret");
  });

  it("refuses a body that is not the one that was signed", async () => {
    const { send } = await setUp();
    const mismatch = refused("content_digest_mismatch", /does not fit the 2 bytes/);
    await expect(send({ ...POST, arriving: { body: "{}" } })).rejects.toMatchObject(mismatch);
    const wrong = { "Content-Digest": "sha-256=:AAAA:" };
    await expect(send({ ...POST, headers: wrong })).rejects.toMatchObject(refused("content_digest_mismatch"));
    // A digest of nothing on a call without a body is some libraries' habit; a wrong one is still wrong.
    const none = { "Content-Digest": "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:" };
    await expect(send({ ...GET, headers: none })).resolves.toHaveLength(0);
    await expect(send({ ...GET, headers: wrong })).rejects.toMatchObject(refused("content_digest_mismatch"));
  });

  it.each([
    ["the method", GET, ["@target-uri"], /"@method"/],
    ["the address", GET, ["@method"], /"@authority", "@path", "@query"/],
    ["the query", GET, ["@method", "@authority", "@path"], /"@query"/],
    ["the digest", POST, ["@method", "@target-uri"], /"content-digest"/],
    [
      "the idempotency key",
      { ...POST, headers: { "Idempotency-Key": "k" } },
      ["@method", "@target-uri", "content-digest"],
      /"idempotency-key"/,
    ],
    ["a digest, where none was sent", { ...POST, digest: "none" as const }, undefined, /"content-digest"/],
  ])("asks for %s to be covered", async (_name, request, cover, detail) => {
    const { send } = await setUp();
    const sent = send({ ...request, ...(cover === undefined ? {} : { cover }) });
    await expect(sent).rejects.toMatchObject(refused("signature_invalid", detail));
  });

  it("does not ask for the query of a call without one", async () => {
    const { send } = await setUp();
    const url = `${APP_URL}/api/v1/usage`;
    expect(await send({ method: "GET", url, cover: ["@method", "@authority", "@path"] })).toBeNull();
  });

  it("takes created up to 300 seconds from our clock, either way", async () => {
    const { send } = await setUp();
    expect(await send({ ...GET, created: nowSeconds() - 300 })).toBeNull();
    expect(await send({ ...GET, created: nowSeconds() + 300 })).toBeNull();
    const late = refused(
      "signature_expired",
      /created is 301 s behind our clock, which reads \d+ \(2026-03-01T12:/,
    );
    await expect(send({ ...GET, created: nowSeconds() - 301 })).rejects.toMatchObject(late);
    const early = refused("signature_expired", /created is 301 s ahead of our clock/);
    await expect(send({ ...GET, created: nowSeconds() + 301 })).rejects.toMatchObject(early);
    expect(await send({ ...GET, more: [`expires=${nowSeconds()}`] })).toBeNull();
    const over = refused("signature_expired", /expires, \d+, has passed/);
    await expect(send({ ...GET, more: [`expires=${nowSeconds() - 1}`] })).rejects.toMatchObject(over);
  });

  it.each([
    ["created", { created: null }, /created must be/],
    ["created as a fraction", { more: ["created=1.5"], created: null }, /created must be/],
    ["nonce", { nonce: null }, /nonce must be/],
    ["a nonce of nothing", { nonce: "" }, /nonce must be/],
    ["a nonce of great length", { nonce: "n".repeat(256) }, /nonce must be/],
    ["a nonce that is no text", { nonce: null, more: ["nonce=5"] }, /nonce must be/],
    ["keyid", { keyId: null }, /keyid must be the id .*, it names none/],
    ["an expires that is no time", { more: ['expires="soon"'] }, /expires must be/],
    ["the key's own alg", { more: ['alg="ed25519"'] }, /alg must be "hmac-sha256"/],
  ])("asks for parameters that can be checked: %s", async (_name, request, detail) => {
    const { send } = await setUp();
    await expect(send({ ...GET, ...request })).rejects.toMatchObject(refused("signature_invalid", detail));
  });

  it("refuses a nonce that was used, by this key and within the window, on every instance", async () => {
    const { ctx, send } = await setUp();
    const nonce = newId();
    await send({ ...GET, nonce });
    await expect(send({ ...GET, nonce })).rejects.toMatchObject(
      refused("signature_replayed", /Sign every request anew/),
    );
    const other = await makeSigningKey(ctx);
    const asOther = sender(ctx, hmacSigner(other.id, other.secret ?? ""));
    expect(await asOther({ ...GET, nonce })).toBeNull();

    const race = newId();
    const sent = await Promise.allSettled(Array.from({ length: 20 }, () => send({ ...GET, nonce: race })));
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("keeps a nonce until its signature is refused for its age, and no longer", async () => {
    const { send, key } = await setUp();
    const nonce = newId();
    const created = nowSeconds() + 300;
    const kept = () => database.prisma.signatureNonce.count({ where: { signingKeyId: key.id } });
    await send({ ...GET, nonce, created });
    clock.advance(600_000);
    await removeExpiredNonces(operator());
    await expect(send({ ...GET, nonce, created })).rejects.toMatchObject(refused("signature_replayed"));
    clock.advance(1_000);
    await expect(send({ ...GET, nonce, created })).rejects.toMatchObject(refused("signature_expired"));
    clock.advance(60_000);
    // Whether or not the job has come by.
    expect(await send({ ...GET, nonce })).toBeNull();
    clock.advance(660_000);
    await removeExpiredNonces(operator());
    expect(await kept()).toBe(0);
  });

  it("does not use up a nonce on a call that it refuses", async () => {
    const { send } = await setUp();
    const nonce = newId();
    await expect(send({ ...POST, nonce, arriving: { body: "{}" } })).rejects.toMatchObject({
      code: "content_digest_mismatch",
    });
    await expect(send({ ...POST, nonce, arriving: { method: "PUT" } })).rejects.toMatchObject({
      code: "signature_invalid",
    });
    expect(String(await send({ ...POST, nonce }))).toBe(BODY);
  });

  it("knows unknown, revoked and a neighbour's key ids alike", async () => {
    const [{ ctx, send, key }, neighbour] = [await setUp(), await setUp()];
    await makeSigningKey(ctx);
    const detail = (id: string) => new RegExp(`active signing key of yours, not "${id}"`);
    for (const keyId of [newId(), neighbour.key.id]) {
      await expect(send({ ...GET, keyId })).rejects.toMatchObject(
        refused("signature_invalid", detail(keyId)),
      );
    }
    const asNeighbour = sender(ctx, neighbour.signer);
    await expect(asNeighbour(GET)).rejects.toMatchObject(
      refused("signature_invalid", detail(neighbour.key.id)),
    );
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: key.id });
    await expect(send(GET)).rejects.toMatchObject(refused("signature_invalid", detail(key.id)));
  });

  it("says which field is missing", async () => {
    const { send } = await setUp();
    const without = (name: string) => ({ ...GET, arriving: { headers: { [name]: null } } });
    const input = refused("signature_missing", /takes signed requests only, and Signature-Input is missing/);
    await expect(send({ ...without("signature-input"), required: true })).rejects.toMatchObject(input);
    const signature = refused("signature_missing", /Signature is missing beside Signature-Input/);
    await expect(send(without("signature"))).rejects.toMatchObject(signature);
  });

  it("leaves signature fields alone where the partner has no signing keys, unless one is required", async () => {
    const { signer } = await setUp();
    const send = sender(await makePartner(), signer);
    expect(await send(POST)).toBeNull();
    await expect(send({ ...POST, required: true })).rejects.toMatchObject({ code: "signature_invalid" });
  });

  it("knows a key that was made a moment ago, and forgets a revoked one within a second", async () => {
    const ctx = await makePartner();
    let nowMs = 0;
    let looks = 0;
    const keys = new SigningKeyCache(
      (partnerId) => {
        looks += 1;
        return findSigningKeys(database.prisma, partnerId);
      },
      () => nowMs,
    );
    const first = await makeSigningKey(ctx);
    const asFirst = sender(ctx, hmacSigner(first.id, first.secret ?? ""));
    await asFirst({ ...GET, keys });
    await asFirst({ ...GET, keys });
    expect(looks).toBe(1);
    const second = await makeSigningKey(ctx);
    await sender(ctx, hmacSigner(second.id, second.secret ?? ""))({ ...GET, keys });
    expect(looks).toBe(2);
    await revokeSigningKey(ctx, { partner_id: ctx.partnerId, key_id: first.id });
    nowMs += 850;
    await expect(asFirst({ ...GET, keys })).rejects.toMatchObject({ code: "signature_invalid" });
  });

  it("passes an outage of the database on, rather than call it a bad signature", async () => {
    const { send } = await setUp();
    const outage = new Error("the database is away");
    const keys = new SigningKeyCache(() => Promise.reject(outage));
    await expect(send({ ...GET, keys })).rejects.toBe(outage);
    const empty = Object.assign(new SigningKeyCache(() => Promise.reject(outage)), {
      get: async () =>
        new Map([["other", { id: "other", algorithm: "ed25519" as const, verify: () => true }]]),
    });
    await expect(send({ ...GET, keys: empty })).rejects.toBe(outage);
  });
});
