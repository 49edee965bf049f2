import { createHmac } from "node:crypto";
import { deriveSecret, sha256 } from "@/lib/platform/seal";

/**
 * The secret that opens a deletion's page without signing in, when there is nothing left to sign in to. It follows from the
 * id under a key of ours, so that it is at rest nowhere and each mail can say it again.
 */
export function deletionToken(requestId: string): string {
  return createHmac("sha256", deriveSecret("deletion-requests")).update(requestId).digest("base64url");
}

export function hashOfDeletionToken(token: string): Buffer<ArrayBuffer> {
  return sha256(token);
}
