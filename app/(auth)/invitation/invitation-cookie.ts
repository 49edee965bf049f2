import { cookies } from "next/headers";
import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";

const NAME = "soulmate.invitation";
/** Long enough to sign up and verify an address meanwhile. */
const KEPT_SECONDS = 3_600;

// For every path: who signs in is brought here within the reply of the sign-in page.
const options = () => ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "lax", path: "/" }) as const;

/** The token of the invitation that this browser was opened with: no script sees it. */
export async function invitationToken(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}

export async function keepInvitationToken(token: string): Promise<void> {
  (await cookies()).set(NAME, token, { ...options(), maxAge: KEPT_SECONDS });
}

export async function dropInvitationToken(): Promise<void> {
  (await cookies()).set(NAME, "", { ...options(), maxAge: 0 });
}
