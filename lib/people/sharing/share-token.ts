import { createHmac } from "node:crypto";
import { deriveSecret, sha256 } from "@/lib/platform/seal";

const TOKEN = /^[\w-]{43}$/;

/**
 * The secret in a link's address: 256 bits that follow from its id under a key of ours. It is stored nowhere, and its makers can be shown
 * it again.
 */
export function shareToken(linkId: string): string {
  return createHmac("sha256", deriveSecret("share-links")).update(linkId).digest("base64url");
}

/** The hash to look a link up by; null for what cannot be a token. */
export function shareHash(token: string): Buffer<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}
