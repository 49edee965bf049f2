import { randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/seal";

/** Unclaimed profiles are removed this long after they were last used. Specification section 7 asks for 90 days. */
export const UNCLAIMED_DAYS = 90;
/** A resume link works for this long, once. */
export const LINK_DAYS = 7;
const DAY_MS = 86_400_000;
const TOKEN = /^[\w-]{43}$/;

export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

/** Makes a token of a profile. Only its hash is stored; the token itself is returned this once. */
export async function issueToken(
  tx: Transaction,
  profileId: string,
  kind: "browser" | "link",
  now: Date,
): Promise<IssuedToken> {
  const token = randomBytes(32).toString("base64url");
  const days = kind === "browser" ? UNCLAIMED_DAYS : LINK_DAYS;
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  await tx.profileToken.create({
    data: { tokenHash: sha256(token), profileId, kind, createdAt: now, expiresAt },
  });
  return { token, expiresAt };
}

/** The hash to look a token up by; null for what cannot be one. */
export function tokenHash(token: string): Buffer<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

/** When an unclaimed profile that is used now will be removed. */
export function unclaimedUntil(now: Date): Date {
  return new Date(now.getTime() + UNCLAIMED_DAYS * DAY_MS);
}
