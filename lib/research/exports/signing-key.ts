import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { Context } from "@/lib/platform/context";
import { deriveSecret } from "@/lib/platform/seal";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const TYPE = "research-manifest+jws";

/** The installation's key for research bundles. It follows from its secret, so none is stored. */
function privateKey(secret?: string): KeyObject {
  const seed = Buffer.from(deriveSecret("research.signing-key", secret), "base64url");
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
}

/** Its public half, as a JSON Web Key writes it (RFC 8037). */
function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: "jwk" }).x ?? "";
}

/** A key's name: its thumbprint (RFC 7638). */
export function keyName(x: string): string {
  return createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
}

/**
 * Signs bytes as a compact JWS (RFC 7515, EdDSA). The same bytes give the same signature. `secret` takes the place of
 * APP_SECRET.
 */
export function signManifest(manifest: Uint8Array, secret?: string): string {
  const key = privateKey(secret);
  const header = { alg: "EdDSA", kid: keyName(publicKeyOf(key)), typ: TYPE };
  const signed = [Buffer.from(JSON.stringify(header)), Buffer.from(manifest)]
    .map((part) => part.toString("base64url"))
    .join(".");
  return `${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`;
}

/** The public key of now. */
export function currentKey(secret?: string): string {
  return publicKeyOf(privateKey(secret));
}

/**
 * Writes down the public key of now, so that what it signed can be checked after the secret was changed. Nothing happens
 * where it is known already.
 */
export async function recordSigningKey(ctx: Pick<Context, "db" | "clock">): Promise<void> {
  const x = currentKey();
  await ctx.db.researchSigningKey.createMany({
    data: [{ kid: keyName(x), publicKey: x, createdAt: ctx.clock.now() }],
    skipDuplicates: true,
  });
}
