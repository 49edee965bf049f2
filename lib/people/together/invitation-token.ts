import { Invalid } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

const TOKEN = /^[\w-]{43}$/;

/** The hash to look an invitation up by; null for what cannot be a token. */
export function invitationHash(token: string): Buffer<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

export function invitationEnded(): Invalid {
  const message = "This invitation has expired or was already used. Ask your friend for a new one.";
  return new Invalid("invitation_ended", message, [{ path: "token", message }]);
}
