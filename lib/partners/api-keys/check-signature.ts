import type { FoundSignature } from "@/lib/partners/api-keys/message-signature";
import { SAMPLE_KEY } from "@/lib/partners/api-keys/sample-signed-request";
import {
  type CheckSignature,
  SIGNATURE_STEPS,
  type SignatureCheck,
  type SignatureStep,
} from "@/lib/partners/api-keys/schemas";
import { isNonceTaken } from "@/lib/partners/api-keys/signature-nonces";
import { findSigningKeys, hmacVerifier, type VerifyingKey } from "@/lib/partners/api-keys/signing-key-cache";
import {
  assertCovered,
  assertMatches,
  assertSigned,
  checkedBody,
  findAtOurOrigin,
  MAX_SKEW_SECONDS,
  readParams,
  replayed,
  type SignedRequest,
} from "@/lib/partners/api-keys/verify-signature";
import type { PartnerContext } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { NotFound, Unauthenticated } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Checks a signed request that somebody pasted, by the very steps that a call goes through, and says what each found;
 * steps that do not depend on one that failed are tried all the same. Nothing is written: a nonce stays unused.
 * Throws Invalid for what is no request, NotFound for a signing key that is not the partner's or is revoked.
 */
export async function checkSignature(ctx: PartnerContext, input: CheckSignature): Promise<SignatureCheck> {
  assertPermitted(ctx, "keys:read");
  const request = requestOf(input);
  const now = ctx.clock.now();
  const keys = new Map([
    ...(await findSigningKeys(ctx.db, ctx.partnerId)),
    [SAMPLE_KEY.id, sampleVerifier()],
  ]);
  const chosen = input.signing_key_id === "" ? null : keys.get(input.signing_key_id);
  if (chosen === undefined) throw new NotFound("signing key");

  const steps = new Map<SignatureStep, SignatureCheck["steps"][number]>();
  const attempt = async <T>(step: SignatureStep, work: () => T | Promise<T>, words: (found: T) => string) => {
    try {
      const found = await work();
      steps.set(step, { step, outcome: "passed", code: null, detail: words(found) });
      return found;
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      steps.set(step, { step, outcome: "failed", code: error.code, detail: error.message });
      return undefined;
    }
  };

  await attempt(
    "fields",
    () => assertSigned(request, false),
    () => "Signature-Input and Signature are there.",
  );
  let signature: FoundSignature | undefined;
  if (steps.get("fields")?.outcome === "passed") {
    signature = await attempt("key", () => find(ctx, request, keys, chosen), foundWords);
  }
  if (signature !== undefined) {
    const found = signature;
    const named = found.params.keyid;
    if (named !== found.key.id) {
      const detail = `keyid is "${String(named).slice(0, 64)}", and the key you chose is ${found.key.id}. A call must name the key that it is signed by.`;
      steps.set("key", { step: "key", outcome: "failed", code: "signature_invalid", detail });
    }
    await attempt(
      "coverage",
      () => assertCovered(found, request),
      () => coverageWords(found),
    );
    await attempt(
      "signature",
      () => assertMatches(found),
      () => `It is ${found.key.algorithm} of the text below, taken to be sent to ${found.origin}.`,
    );
    const params = await attempt(
      "parameters",
      () => readParams(found, now),
      ({ created }) => skewWords(now, created),
    );
    if (params !== undefined) {
      await attempt(
        "nonce",
        async () => {
          const isSample = found.key.id === SAMPLE_KEY.id;
          if (
            !isSample &&
            (await isNonceTaken(ctx.db, { signingKeyId: found.key.id, nonce: params.nonce, now }))
          )
            throw replayed();
        },
        () => "It has not been used. Checking it here does not use it.",
      );
    }
  }
  await attempt("digest", () => checkedBody(request), digestWords);
  return result(ctx, signature, steps);
}

function find(
  ctx: PartnerContext,
  request: SignedRequest,
  keys: ReadonlyMap<string, VerifyingKey>,
  chosen: VerifyingKey | null,
): Promise<FoundSignature> {
  return findAtOurOrigin(env().APP_URL, request, ctx.partnerId, async (keyId) => chosen ?? keys.get(keyId));
}

async function result(
  ctx: PartnerContext,
  signature: FoundSignature | undefined,
  found: ReadonlyMap<SignatureStep, SignatureCheck["steps"][number]>,
): Promise<SignatureCheck> {
  const steps = SIGNATURE_STEPS.map(
    (step) =>
      found.get(step) ?? {
        step,
        outcome: "skipped" as const,
        code: null,
        detail: "Not checked: it needs a step before it.",
      },
  );
  const failed = steps.find(({ outcome }) => outcome === "failed");
  const id = signature?.key.id;
  const row =
    id === undefined || id === SAMPLE_KEY.id
      ? null
      : await ctx.db.signingKey.findUnique({
          where: { id, partnerId: ctx.partnerId },
          select: { name: true },
        });
  return {
    valid: failed === undefined,
    refusal: failed === undefined ? null : { code: failed.code ?? "", detail: failed.detail },
    steps,
    key:
      signature === undefined
        ? null
        : {
            id: signature.key.id,
            name: row?.name ?? "The sample's key",
            algorithm: signature.key.algorithm,
          },
    components: signature === undefined ? [] : [...signature.components],
    parameters: Object.fromEntries(
      Object.entries(signature?.params ?? {}).map(([name, value]) => [name, textOf(value)]),
    ),
    base: signature?.base ?? null,
  };
}

function sampleVerifier(): VerifyingKey {
  return hmacVerifier(SAMPLE_KEY.id, SAMPLE_KEY.secret);
}

/** Reads header fields as they stand in a request: a line each. Throws Invalid, naming the line. */
function requestOf({ method, url, headers: text, body }: CheckSignature): SignedRequest {
  const headers = new Headers();
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    // Who pastes a whole request pastes its first line too.
    if (line === "" || /^[A-Z]+ \S+ HTTP\/[\d.]+$/.test(line)) continue;
    const colon = line.indexOf(":");
    try {
      if (colon < 1) throw new TypeError("There is no colon.");
      headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    } catch {
      throw invalidInput([
        { path: "headers", message: `Line ${index + 1} is not a header field: it must be “Name: value”.` },
      ]);
    }
  }
  const bytes = new TextEncoder().encode(body);
  return { method, url: new URL(url), headers, hasBody: bytes.length > 0, readBody: async () => bytes };
}

function foundWords({ key }: FoundSignature): string {
  return key.id === SAMPLE_KEY.id
    ? "It is by the sample's key, which only this page knows."
    : `It is by your signing key ${key.id} (${key.algorithm}).`;
}

function coverageWords({ components }: FoundSignature): string {
  return `It covers ${[...components].map((name) => `"${name}"`).join(", ")}: all that must be.`;
}

function skewWords(now: Date, created: number): string {
  const seconds = Math.round(now.getTime() / 1_000 - created);
  const where =
    seconds === 0
      ? "this very second"
      : `${Math.abs(seconds)} s ${seconds > 0 ? "ago" : "ahead of our clock"}`;
  return `created was ${where}; up to ${MAX_SKEW_SECONDS} s either way are allowed. nonce, alg and expires are in order.`;
}

function digestWords(body: Uint8Array | null): string {
  return body === null
    ? "There is no body, and no Content-Digest is needed."
    : `Content-Digest fits the ${body.length} bytes of the body.`;
}

function textOf(value: unknown): string {
  if (value instanceof Date) return String(Math.floor(value.getTime() / 1_000));
  return String(value);
}
