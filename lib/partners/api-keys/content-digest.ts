import { createHash } from "node:crypto";

const HASHES: Record<string, string> = { "sha-256": "sha256", "sha-512": "sha512" };
/** One member of the field's dictionary: an algorithm, and its digest as a byte sequence. */
const MEMBER = /^\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\s*(?:;.*)?$/;

/**
 * Whether a Content-Digest field (RFC 9530) fits a body: it holds a sha-256 or sha-512, and every one of these that
 * it holds is right. Digests by other algorithms are passed over.
 */
export function digestFits(field: string, body: Uint8Array): boolean {
  let known = 0;
  for (const part of field.split(",")) {
    const [, name = "", digest = ""] = MEMBER.exec(part) ?? [];
    const hash = Object.hasOwn(HASHES, name) ? HASHES[name] : undefined;
    if (hash === undefined) continue;
    if (!createHash(hash).update(body).digest().equals(Buffer.from(digest, "base64"))) return false;
    known += 1;
  }
  return known > 0;
}
