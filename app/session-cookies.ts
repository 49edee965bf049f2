import { cookies } from "next/headers";
import { profileCookieName } from "@/app/profile-cookie";
import type { OpenedSession } from "@/lib/identity/accounts/begin-session";
import { readDeviceCookie, writeDeviceCookie } from "@/lib/identity/accounts/known-devices";
import {
  cookiesAreSecure,
  readSessionToken,
  sessionCookieName,
  writeSessionToken,
} from "@/lib/identity/accounts/session-cookie";
import type { DeviceRef } from "@/lib/identity/accounts/visitor-context";
import type { Mode } from "@/lib/platform/context";

const YEAR_SECONDS = 31_536_000;
const options = () => ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "lax", path: "/" }) as const;

/** The session that this browser's cookie names. */
export async function sessionIdOfCookie(): Promise<string | null> {
  return readSessionToken((await cookies()).get(sessionCookieName())?.value);
}

/** Signs this browser in: next-auth's own cookie, naming the new session, and our own, by which the account knows it. */
export async function setSessionCookie(session: OpenedSession, now: Date): Promise<void> {
  const value = await writeSessionToken(session, now);
  (await cookies()).set(sessionCookieName(), value, { ...options(), expires: session.expiresAt });
  await keepDevice(session.device);
}

const DEVICES_COOKIE = "soulmate.devices";

/** The accounts that this browser has signed in to before. */
export async function devicesOfCookie(): Promise<DeviceRef[]> {
  return readDeviceCookie((await cookies()).get(DEVICES_COOKIE)?.value);
}

/** Remembers that this browser has signed in to an account. Signing out does not forget it. */
export async function keepDevice(device: DeviceRef): Promise<void> {
  const others = (await devicesOfCookie()).filter(({ userId }) => userId !== device.userId);
  const value = writeDeviceCookie([device, ...others]);
  (await cookies()).set(DEVICES_COOKIE, value, { ...options(), maxAge: YEAR_SECONDS });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...options(), maxAge: 0 });
}

/** What a browser brings back between two steps of signing in or up: sealed, for these pages only. */
const STEPS = {
  secondStep: { name: "soulmate.second-step", path: "/sign-in" },
  signUp: { name: "soulmate.sign-up", path: "/sign-up" },
  connect: { name: "soulmate.connect", path: "/sign-in" },
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

/** The partner that was last chosen in this browser: a wish, held against the memberships at every request. */
export async function chosenPartnerId(): Promise<string | null> {
  return (await cookies()).get(PARTNER_COOKIE)?.value ?? null;
}

export async function rememberPartner(partnerId: string): Promise<void> {
  (await cookies()).set(PARTNER_COOKIE, partnerId, { ...options(), maxAge: YEAR_SECONDS });
}

const MODE_COOKIE = "soulmate.mode";

/** Whether this browser's portal shows live or test data, where that was chosen. */
export async function chosenMode(): Promise<Mode | null> {
  const value = (await cookies()).get(MODE_COOKIE)?.value;
  return value === "live" || value === "test" ? value : null;
}

export async function rememberMode(mode: Mode): Promise<void> {
  (await cookies()).set(MODE_COOKIE, mode, { ...options(), maxAge: YEAR_SECONDS });
}

/** Browsers cut longer ones to 400 days. */
const LONGEST_COOKIE_SECONDS = 400 * 86_400;
/** What opens the answers of somebody without an account in this browser. */
export async function keptProfileToken(): Promise<string | null> {
  return (await cookies()).get(profileCookieName())?.value ?? null;
}

/** Kept as long as browsers keep a cookie: when it opens nothing any more, the profile's own end decides. */
export async function keepProfileToken(token: string): Promise<void> {
  (await cookies()).set(profileCookieName(), token, { ...options(), maxAge: LONGEST_COOKIE_SECONDS });
}

export async function forgetProfileToken(): Promise<void> {
  (await cookies()).set(profileCookieName(), "", { ...options(), maxAge: 0 });
}
