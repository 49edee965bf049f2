import { digestFits } from "@/lib/partners/api-keys/content-digest";
import {
  type FoundSignature,
  findSignature,
  type SignedMessage,
} from "@/lib/partners/api-keys/message-signature";
import { takeNonce } from "@/lib/partners/api-keys/signature-nonces";
import type { SigningKeyCache } from "@/lib/partners/api-keys/signing-key-cache";
import type { Db } from "@/lib/platform/db";
import { Unauthenticated } from "@/lib/platform/errors";

/** How far a signature's `created` may lie from our clock, either way. */
export const MAX_SKEW_SECONDS = 300;
/** Nonces are kept longer than their signatures hold by what the clocks of our instances may differ. */
const NONCE_MARGIN_SECONDS = 60;
const MAX_NONCE_LENGTH = 255;
/** How much of the expected text a refusal shows. */
const SHOWN_BASE_LENGTH = 2_000;

const GUIDE = "How to sign: /docs/signed-requests.";

/** A request that is signed, or must be. */
export interface SignedRequest extends SignedMessage {
  /** Whether it has a body, or the endpoint takes one. */
  readonly hasBody: boolean;
  readBody(): Promise<Uint8Array>;
}

interface Caller {
  readonly partnerId: string;
  readonly signatureRequired: boolean;
}

interface Means {
  readonly db: Db;
  readonly signingKeys: Pick<SigningKeyCache, "get" | "lookAgain">;
  /** Where the product is reached from outside. */
  readonly appUrl: string;
  readonly now: Date;
}

/**
 * Checks the signature of a request (RFC 9421, with RFC 9530 for the body) and uses up its nonce. Returns the body
 * it vouches for; null where there is none, or where a partner without signing keys sent signature fields that are
 * somebody else's business.
 * Throws Unauthenticated: `signature_missing`, `signature_invalid`, `signature_expired`, `content_digest_mismatch` or
 * `signature_replayed`, in that order of checking.
 */
export async function verifySignature(
  means: Means,
  { partnerId, signatureRequired }: Caller,
  request: SignedRequest,
): Promise<Uint8Array | null> {
  const keys = await means.signingKeys.get(partnerId);
  if (keys.size === 0 && !signatureRequired) return null;
  assertSigned(request, signatureRequired);
  let fresh: ReturnType<SigningKeyCache["lookAgain"]> | undefined;
  const signature = await findAtOurOrigin(means.appUrl, request, partnerId, async (keyId) => {
    const known = keys.get(keyId);
    if (known !== undefined) return known;
    // It may have been made a moment ago. One look-up a request, however many signatures it has.
    fresh ??= means.signingKeys.lookAgain(partnerId);
    return (await fresh).get(keyId);
  });
  assertCovered(signature, request);
  assertMatches(signature);
  const { created, nonce } = readParams(signature, means.now);
  const body = await checkedBody(request);
  const isNew = await takeNonce(means.db, {
    signingKeyId: signature.key.id,
    nonce,
    expiresAt: new Date((created + MAX_SKEW_SECONDS + NONCE_MARGIN_SECONDS) * 1_000),
    now: means.now,
  });
  if (!isNew) throw replayed();
  return body;
}

export function replayed(): Unauthenticated {
  return new Unauthenticated(
    "signature_replayed",
    "This nonce has been used. Sign every request anew, retries too, each with a nonce of its own; an Idempotency-Key may stay the same.",
  );
}

/** Throws Unauthenticated `signature_missing` where one of the two fields is not there. */
export function assertSigned({ headers }: SignedMessage, signatureRequired: boolean): void {
  for (const name of ["Signature-Input", "Signature"]) {
    if (headers.has(name)) continue;
    throw new Unauthenticated(
      "signature_missing",
      signatureRequired
        ? `This API key takes signed requests only, and ${name} is missing. ${GUIDE}`
        : `${name} is missing beside Signature-Input. ${GUIDE}`,
    );
  }
}

/**
 * Finds the signature of a request by a key that `findKey` knows, and checks it for the address of this installation,
 * APP_URL: never for what the Host field says, which whoever passes a request on can choose, and which a proxy may
 * change. Throws Unauthenticated `signature_invalid`.
 */
export async function findAtOurOrigin(
  appUrl: string,
  request: SignedMessage,
  partnerId: string,
  findKey: Parameters<typeof findSignature>[2],
): Promise<FoundSignature> {
  const unknown: string[] = [];
  const found = await findSignature(request, new URL(appUrl).origin, async (keyId) => {
    const key = await findKey(keyId);
    if (key === undefined) unknown.push(keyId);
    return key;
  });
  if (found !== null) return found;
  const named = unknown[0] === undefined ? "it names none" : `not "${unknown[0].slice(0, 64)}"`;
  throw invalid(
    `keyid must be the id of an active signing key of yours, ${named}. GET /api/v1/partners/${partnerId}/signing-keys lists them.`,
  );
}

function invalid(detail: string): Unauthenticated {
  return new Unauthenticated("signature_invalid", detail);
}

/** A signature that leaves out what it should protect protects nothing. */
export function assertCovered(
  { components }: FoundSignature,
  { url, headers, hasBody }: SignedRequest,
): void {
  const needed = ["@method"];
  if (!components.has("@target-uri"))
    needed.push("@authority", "@path", ...(url.search === "" ? [] : ["@query"]));
  if (hasBody || headers.has("content-digest")) needed.push("content-digest");
  if (headers.has("idempotency-key")) needed.push("idempotency-key");
  const missing = needed.filter((name) => !components.has(name)).map((name) => `"${name}"`);
  if (missing.length > 0) {
    throw invalid(`The signature must cover ${missing.join(", ")} too. ${GUIDE}`);
  }
}

/**
 * Throws Unauthenticated `signature_invalid`, which says what we expected to be signed, so that it can be held against
 * what was. Of header fields only the digest is shown: others may hold secrets.
 */
export function assertMatches({ key, base, valid }: FoundSignature): void {
  if (valid) return;
  const lines = base.split("\n").map((line) => {
    const name = line.slice(0, line.indexOf(": "));
    return name.startsWith('"@') || name === '"content-digest"' ? line : `${name}: …`;
  });
  throw invalid(
    `The signature is not ${key.algorithm}, by the key ${key.id}, of this text:\n${lines.join("\n").slice(0, SHOWN_BASE_LENGTH)}`,
  );
}

/** Reads when and with which nonce it was signed. Throws Unauthenticated `signature_invalid` or `signature_expired`. */
export function readParams({ key, params }: FoundSignature, now: Date): { created: number; nonce: string } {
  const { created: createdAt, expires, nonce, alg } = params;
  if (alg !== undefined && alg !== key.algorithm) {
    throw invalid(`alg must be "${key.algorithm}", as the signing key is, or be left out.`);
  }
  if (typeof nonce !== "string" || nonce === "" || nonce.length > MAX_NONCE_LENGTH) {
    throw invalid(`nonce must be text of 1 to ${MAX_NONCE_LENGTH} characters, new with every request.`);
  }
  const created = createdAt instanceof Date ? createdAt.getTime() / 1_000 : Number.NaN;
  if (!Number.isSafeInteger(created)) {
    throw invalid("created must be the time of signing, in whole seconds since 1970.");
  }
  const nowSeconds = now.getTime() / 1_000;
  const behind = Math.round(nowSeconds - created);
  if (Math.abs(nowSeconds - created) > MAX_SKEW_SECONDS) {
    throw new Unauthenticated(
      "signature_expired",
      `created is ${Math.abs(behind)} s ${behind > 0 ? "behind" : "ahead of"} our clock, which reads ${Math.floor(nowSeconds)} (${now.toISOString()}); at most ${MAX_SKEW_SECONDS} s are allowed. Check your clock, and sign each request as you send it.`,
    );
  }
  if (expires !== undefined && (typeof expires !== "number" || !Number.isSafeInteger(expires))) {
    throw invalid("expires must be a time in whole seconds since 1970, or be left out.");
  }
  if (expires !== undefined && expires < nowSeconds) {
    throw new Unauthenticated(
      "signature_expired",
      `expires, ${expires}, has passed: our clock reads ${Math.floor(nowSeconds)} (${now.toISOString()}). Sign anew, or allow more time.`,
    );
  }
  return { created, nonce };
}

/** The body, if its signed digest fits. Throws Unauthenticated `content_digest_mismatch`, and what reading throws. */
export async function checkedBody({ headers, hasBody, readBody }: SignedRequest): Promise<Uint8Array | null> {
  const digest = headers.get("content-digest");
  if (digest === null && !hasBody) return null;
  const body = await readBody();
  if (digest === null || !digestFits(digest, body)) {
    throw new Unauthenticated(
      "content_digest_mismatch",
      `Content-Digest does not fit the ${body.length} bytes of body that came. Make it of the very bytes you send: sha-256=:<base64 of their SHA-256>: (or sha-512).`,
    );
  }
  return body;
}
