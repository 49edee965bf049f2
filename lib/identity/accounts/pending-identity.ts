import { z } from "zod";
import { seal, unseal } from "@/lib/platform/seal";

export const VALID_MS = 30 * 60_000;
const PURPOSE = "pending-identity";

const Pending = z.object({
  userId: z.uuid(),
  provider: z.enum(["google", "github"]),
  subject: z.string(),
  issuedAtMs: z.int(),
});

/** That somebody has signed in at another site which is to be connected to this account. */
export interface PendingIdentity {
  userId: string;
  provider: "google" | "github";
  subject: string;
}

/** Seals it for the browser to bring back with the owner's confirmation. */
export function writePendingIdentity(
  pending: PendingIdentity,
  now: Date,
): { pending: string; expiresAt: Date } {
  const text = JSON.stringify({ ...pending, issuedAtMs: now.getTime() });
  return {
    pending: Buffer.from(seal(PURPOSE, text)).toString("base64url"),
    expiresAt: new Date(now.getTime() + VALID_MS),
  };
}

/** What is to be connected; null where it is not ours, or too old. */
export function readPendingIdentity(pending: string, now: Date): PendingIdentity | null {
  const text = unseal(PURPOSE, Buffer.from(pending, "base64url"));
  if (text === null) return null;
  const { issuedAtMs, ...identity } = Pending.parse(JSON.parse(text));
  const ageMs = now.getTime() - issuedAtMs;
  return ageMs >= 0 && ageMs < VALID_MS ? identity : null;
}
