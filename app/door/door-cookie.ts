import { cookies } from "next/headers";
import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";

const DOOR_COOKIE = "soulmate.door";
/** It goes to the addresses of the door alone, and no script reads it. */
const options = () =>
  ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "strict", path: "/door" }) as const;
/** A phone may be set up two months before, and send a week after. When the door closes the server decides, not the cookie. */
const KEPT_SECONDS = 67 * 86_400;

export async function keptDoorSecret(): Promise<string> {
  return (await cookies()).get(DOOR_COOKIE)?.value ?? "";
}

export async function keepDoorSecret(secret: string): Promise<void> {
  (await cookies()).set(DOOR_COOKIE, secret, { ...options(), maxAge: KEPT_SECONDS });
}

export async function forgetDoorSecret(): Promise<void> {
  (await cookies()).set(DOOR_COOKIE, "", { ...options(), maxAge: 0 });
}
