import type { AuthOptions } from "next-auth";
import { visit } from "@/app/request-context";
import { findSession } from "@/lib/accounts/find-session";
import { authSecret, cookiesAreSecure, sessionCookieName } from "@/lib/accounts/session-cookie";
import { signOut } from "@/lib/accounts/sign-out";
import { log } from "@/lib/platform/log";

/**
 * next-auth's settings. Its token is a JWT that names a row of `sessions` and nothing else; the row decides.
 * Read at request time: the build knows no settings.
 */
export function authOptions(): AuthOptions {
  const secure = cookiesAreSecure();
  return {
    providers: [],
    secret: authSecret(),
    session: { strategy: "jwt" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in", verifyRequest: "/sign-in" },
    callbacks: {
      jwt: ({ token }) => (typeof token.sid === "string" ? { sid: token.sid } : {}),
      session: async ({ session, token }) => {
        const { ctx } = await visit();
        const found =
          typeof token.sid === "string" ? await findSession(ctx, { session_id: token.sid }) : null;
        return found === null
          ? { expires: session.expires }
          : { expires: session.expires, user: { name: found.user.name, email: found.user.email } };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid !== "string") return;
        const { ctx } = await visit();
        await signOut(ctx, { session_id: token.sid });
      },
    },
    logger: {
      error: (code, metadata) => log().error({ code, err: metadata }, "next-auth failed"),
      warn: (code) => log().debug({ code }, "next-auth warns"),
      debug: () => undefined,
    },
  };
}
