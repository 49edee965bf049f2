import { cookies } from "next/headers";
import {
  cookiesAreSecure,
  readSessionToken,
  sessionCookieName,
  writeSessionToken,
} from "@/lib/accounts/session-cookie";

const options = () => ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "lax", path: "/" }) as const;

/** The session that this browser's cookie names. */
export async function sessionIdOfCookie(): Promise<string | null> {
  return readSessionToken((await cookies()).get(sessionCookieName())?.value);
}

/** Signs this browser in: next-auth's own cookie, naming the new session. */
export async function setSessionCookie(session: { id: string; expiresAt: Date }, now: Date): Promise<void> {
  const value = await writeSessionToken(session, now);
  (await cookies()).set(sessionCookieName(), value, { ...options(), expires: session.expiresAt });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...options(), maxAge: 0 });
}

const PARTNER_COOKIE = "soulmate.partner";
const YEAR_SECONDS = 31_536_000;

/** The partner that was last chosen in this browser: a wish, held against the memberships at every request. */
export async function chosenPartnerId(): Promise<string | null> {
  return (await cookies()).get(PARTNER_COOKIE)?.value ?? null;
}

export async function rememberPartner(partnerId: string): Promise<void> {
  (await cookies()).set(PARTNER_COOKIE, partnerId, { ...options(), maxAge: YEAR_SECONDS });
}
