import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";

/** The cookie that opens the answers of a person without an account. With HTTPS its name keeps other hosts from setting it. */
export function profileCookieName(): string {
  return `${cookiesAreSecure() ? "__Host-" : ""}soulmate.profile`;
}
