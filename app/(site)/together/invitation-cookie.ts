import { cookies } from "next/headers";
import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";

const NAME = "soulmate.together";
/** Long enough to take the assessment on another evening. */
const KEPT_SECONDS = 7 * 86_400;

const options = () => ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "lax", path: "/" }) as const;

/** The token of the invitation to compare that this browser opened: no script sees it. */
export async function keptInvitation(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}

export async function keepInvitation(token: string): Promise<void> {
  (await cookies()).set(NAME, token, { ...options(), maxAge: KEPT_SECONDS });
}

export async function dropInvitation(): Promise<void> {
  (await cookies()).set(NAME, "", { ...options(), maxAge: 0 });
}
