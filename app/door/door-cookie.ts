import { cookies } from "next/headers";
import { LATE_DAYS } from "@/lib/events/check-in/limits";
import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";

const name = () => `${cookiesAreSecure() ? "__Secure-" : ""}soulmate.door`;
/** It goes to the addresses of the door alone, and no script reads it. */
const options = () =>
  ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "strict", path: "/door" }) as const;
/** A phone may be set up days before the event. When the door closes the server decides, not the cookie. */
const KEPT_SECONDS = (60 + LATE_DAYS) * 86_400;

export async function keptDoorSecret(): Promise<string> {
  return (await cookies()).get(name())?.value ?? "";
}

export async function keepDoorSecret(secret: string): Promise<void> {
  (await cookies()).set(name(), secret, { ...options(), maxAge: KEPT_SECONDS });
}

export async function forgetDoorSecret(): Promise<void> {
  (await cookies()).set(name(), "", { ...options(), maxAge: 0 });
}
