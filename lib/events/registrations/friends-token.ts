import { createHmac } from "node:crypto";
import { Invalid } from "@/lib/platform/errors";
import { deriveSecret, sha256 } from "@/lib/platform/seal";

const TOKEN = /^[\w-]{43}$/;

/** The secret in the link of a group of friends. It follows from the group's id under a key of ours, and is stored hashed. */
export function friendsToken(groupId: string): string {
  return createHmac("sha256", deriveSecret("event-friends")).update(groupId).digest("base64url");
}

/** The hash to look a group up by; null for what cannot be a token. */
export function friendsHash(token: string): Buffer<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

export function friendsLinkEnded(): Invalid {
  const message = "This link does not work for this event any more. Ask your friend for a new one.";
  return new Invalid("friends_link_ended", message, [{ path: "friends_token", message }]);
}
