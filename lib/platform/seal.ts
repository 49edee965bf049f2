import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/platform/env";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyFor(purpose: string, secret = env().APP_SECRET): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "soulmate", purpose, 32));
}

/** A secret of its own for a library that wants one, derived from APP_SECRET. */
export function deriveSecret(purpose: string, secret?: string): string {
  return keyFor(purpose, secret).toString("base64url");
}

/**
 * Encrypts text for storage (AES-256-GCM under a key derived from APP_SECRET). `purpose` binds it to its use and
 * place: what was sealed for one purpose cannot be opened for another. `secret` takes the place of APP_SECRET.
 */
export function seal(purpose: string, text: string, secret?: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose, secret), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return new Uint8Array(sealed);
}

/** Opens what `seal` made; null where it was sealed under another secret or has been changed. */
export function unseal(purpose: string, sealed: Uint8Array): string | null {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), nonce);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** SHA-256, as stored for secrets of high entropy (keys, tokens) and for fingerprints. */
export function sha256(text: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(text).digest();
}
