import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, configuredSites } from "@/app/auth-options";
import { authSecret, cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/errors";

/**
 * Begins to sign in at another site: what next-auth's own page would post to itself, done here so that it takes one
 * press and no script. Its cookies (state, PKCE, where to come back to) go to the browser with the redirect.
 */
export async function startIdentity(provider: string, next: string): Promise<never> {
  if (!configuredSites().some(({ id }) => id === provider)) throw new NotFound("way to sign in");
  const { APP_URL } = env();
  process.env.NEXTAUTH_URL = APP_URL;
  const secure = cookiesAreSecure();
  const jar = await cookies();
  const csrfToken = randomBytes(32).toString("hex");
  const proof = createHash("sha256").update(`${csrfToken}${authSecret()}`).digest("hex");
  const attributes = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  jar.set(`${secure ? "__Host-" : ""}next-auth.csrf-token`, `${csrfToken}|${proof}`, attributes);
  const request = new NextRequest(`${APP_URL}/api/auth/signin/${provider}`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, callbackUrl: `${APP_URL}${next}` }),
  });
  const params = Promise.resolve({ nextauth: ["signin", provider] });
  const response: Response = await NextAuth(request, { params }, authOptions());
  for (const line of response.headers.getSetCookie()) {
    const [pair = "", ...rest] = line.split("; ");
    const split = pair.indexOf("=");
    const expires = rest.find((part) => /^expires=/i.test(part))?.slice("expires=".length);
    jar.set(pair.slice(0, split), decodeURIComponent(pair.slice(split + 1)), {
      ...attributes,
      ...(expires === undefined ? {} : { expires: new Date(expires) }),
    });
  }
  redirect(response.headers.get("Location") ?? "/sign-in?error=OAuthSignin");
}
