import { createHmac } from "node:crypto";
import { deriveSecret, sha256 } from "@/lib/platform/seal";

const TOKEN = /^[\w-]{43}$/;

/** The secret in a guest's link: 256 bits that follow from the link's id under a key of ours. It is stored nowhere. */
export function guestToken(linkId: string): string {
  return createHmac("sha256", deriveSecret("guest-links")).update(linkId).digest("base64url");
}

/** The hash to look a link up by. Null for what cannot be a token. */
export function guestHash(token: string): Buffer<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}
