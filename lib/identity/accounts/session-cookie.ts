import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";
import { deriveSecret } from "@/lib/platform/seal";

/** What the cookie's token says: which session this is, and nothing about the person. */
const SESSION_CLAIM = "sid";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** next-auth's own secret. */
export function authSecret(appSecret?: string): string {
  return deriveSecret("next-auth", appSecret);
}

/** Whether cookies are for HTTPS only: wherever the public address is. */
export function cookiesAreSecure(appUrl = env().APP_URL): boolean {
  return appUrl.startsWith("https:");
}

/** With HTTPS the name itself keeps other hosts of the domain from setting the cookie. */
export function sessionCookieName(appUrl?: string): string {
  return `${cookiesAreSecure(appUrl) ? "__Host-" : ""}next-auth.session-token`;
}

/** The cookie's value for a session, as next-auth writes it: an encrypted JWT. */
export function writeSessionToken(
  session: { id: string; expiresAt: Date },
  now: Date,
  appSecret?: string,
): Promise<string> {
  return encode({
    token: { [SESSION_CLAIM]: session.id },
    secret: authSecret(appSecret),
    maxAge: Math.max(1, Math.round((session.expiresAt.getTime() - now.getTime()) / 1_000)),
  });
}

/** The session that a cookie's value names; null where it is not ours, changed, or too old. */
export async function readSessionToken(value: string | undefined): Promise<string | null> {
  if (value === undefined || value === "") return null;
  const token = await decode({ token: value, secret: authSecret() }).catch(() => null);
  const id = token?.[SESSION_CLAIM];
  return typeof id === "string" && UUID.test(id) ? id : null;
}
