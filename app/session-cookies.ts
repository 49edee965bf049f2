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

/** What a browser brings back between two steps of signing in or up: sealed, for these pages only. */
const STEPS = {
  secondStep: { name: "soulmate.second-step", path: "/sign-in" },
  signUp: { name: "soulmate.sign-up", path: "/sign-up" },
} as const;

export async function keepStep(step: keyof typeof STEPS, value: string, expires: Date): Promise<void> {
  const { name, path } = STEPS[step];
  (await cookies()).set(name, value, { ...options(), path, expires });
}

export async function keptStep(step: keyof typeof STEPS): Promise<string | null> {
  return (await cookies()).get(STEPS[step].name)?.value ?? null;
}

export async function forgetStep(step: keyof typeof STEPS): Promise<void> {
  const { name, path } = STEPS[step];
  (await cookies()).set(name, "", { ...options(), path, maxAge: 0 });
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
