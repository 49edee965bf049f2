import { z } from "zod";
import type { SignInMethod } from "@/lib/identity/accounts/open-session";
import { seal, unseal } from "@/lib/platform/seal";

export const VALID_MS = 10 * 60_000;
const PURPOSE = "sign-in-challenge";

const Challenge = z.object({
  userId: z.uuid(),
  method: z.enum(["password", "link", "sign_up", "google", "github"]),
  issuedAtMs: z.int(),
});

export interface PendingSignIn {
  userId: string;
  method: SignInMethod;
}

/** That the first step of signing in is done: sealed, for the browser to bring back with the second. */
export function writeChallenge(pending: PendingSignIn, now: Date): { challenge: string; expiresAt: Date } {
  const text = JSON.stringify({ ...pending, issuedAtMs: now.getTime() });
  return {
    challenge: Buffer.from(seal(PURPOSE, text)).toString("base64url"),
    expiresAt: new Date(now.getTime() + VALID_MS),
  };
}

/** Whose first step it was and when; null where it is not ours, or too old. */
export function readChallenge(challenge: string, now: Date): (PendingSignIn & { issuedAt: Date }) | null {
  const text = unseal(PURPOSE, Buffer.from(challenge, "base64url"));
  if (text === null) return null;
  const { issuedAtMs, ...pending } = Challenge.parse(JSON.parse(text));
  const ageMs = now.getTime() - issuedAtMs;
  return ageMs >= 0 && ageMs < VALID_MS ? { ...pending, issuedAt: new Date(issuedAtMs) } : null;
}
