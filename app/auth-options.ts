import type { AuthOptions, Profile } from "next-auth";
import GithubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { visit } from "@/app/request-context";
import { forgetProfileToken, keepDevice, keepStep, keptProfileToken } from "@/app/session-cookies";
import { findSession } from "@/lib/identity/accounts/find-session";
import { authSecret, cookiesAreSecure, sessionCookieName } from "@/lib/identity/accounts/session-cookie";
import { signInWithIdentity } from "@/lib/identity/accounts/sign-in-with-identity";
import { signOut } from "@/lib/identity/accounts/sign-out";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** The other sites that this installation lets people sign in through. */
export function configuredSites(): { id: "google" | "github"; name: string }[] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env();
  return [
    ...(GOOGLE_CLIENT_ID !== undefined && GOOGLE_CLIENT_SECRET !== undefined
      ? [{ id: "google", name: "Google" } as const]
      : []),
    ...(GITHUB_CLIENT_ID !== undefined && GITHUB_CLIENT_SECRET !== undefined
      ? [{ id: "github", name: "GitHub" } as const]
      : []),
  ];
}

function providers(): AuthOptions["providers"] {
  const settings = env();
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_ISSUER, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } =
    settings;
  const github = githubSite();
  return configuredSites().map(({ id }) =>
    id === "google"
      ? GoogleProvider({
          clientId: GOOGLE_CLIENT_ID ?? "",
          clientSecret: GOOGLE_CLIENT_SECRET ?? "",
          ...(GOOGLE_ISSUER === undefined
            ? {}
            : { wellKnown: `${GOOGLE_ISSUER}/.well-known/openid-configuration`, issuer: GOOGLE_ISSUER }),
        })
      : GithubProvider({
          clientId: GITHUB_CLIENT_ID ?? "",
          clientSecret: GITHUB_CLIENT_SECRET ?? "",
          issuer: `${github.site}/login/oauth`,
          authorization: {
            url: `${github.site}/login/oauth/authorize`,
            params: { scope: "read:user user:email" },
          },
          token: `${github.site}/login/oauth/access_token`,
          userinfo: { url: `${github.api}/user`, request: githubProfile },
        }),
  );
}

/** GitHub's own addresses, or those of a test's, which has both in one place. */
function githubSite(): { site: string; api: string } {
  const { GITHUB_ISSUER } = env();
  return GITHUB_ISSUER === undefined
    ? { site: "https://github.com", api: "https://api.github.com" }
    : { site: GITHUB_ISSUER, api: GITHUB_ISSUER };
}

interface GithubAddress {
  email: string;
  primary: boolean;
  verified: boolean;
}

/** GitHub says apart from the profile which addresses it has verified; the public one need not be. */
async function githubProfile({
  tokens,
}: {
  tokens: { access_token?: string | undefined };
}): Promise<Profile> {
  const { api } = githubSite();
  const read = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${api}${path}`, {
      headers: { Authorization: `Bearer ${tokens.access_token}`, "User-Agent": "soulmate" },
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}.`);
    return response.json();
  };
  const [profile, addresses] = await Promise.all([
    read<Profile>("/user"),
    read<GithubAddress[]>("/user/emails"),
  ]);
  const primary = addresses.find(({ primary, verified }) => primary && verified);
  return { ...profile, email: primary?.email ?? "", email_verified: primary !== undefined } as Profile;
}

/**
 * next-auth's settings. Its token is a JWT that names a row of `sessions` and nothing else; the row decides.
 * Read at request time: the build knows no settings.
 */
export function authOptions(): AuthOptions {
  const secure = cookiesAreSecure();
  return {
    providers: providers(),
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
      signIn: async ({ user, account, profile }) => {
        if (account?.provider !== "google" && account?.provider !== "github") return false;
        const { ctx } = await visit();
        try {
          const outcome = await signInWithIdentity(ctx, {
            provider: account.provider,
            subject: account.providerAccountId,
            email: profile?.email ?? "",
            emailVerified: saysVerified(profile),
            name: user.name ?? "",
          });
          if (outcome.kind === "second_step") {
            await keepStep("secondStep", outcome.challenge, outcome.expiresAt);
            return "/sign-in/code";
          }
          if (outcome.kind === "connect") {
            await keepStep("connect", outcome.pending, outcome.expiresAt);
            return "/sign-in/connect";
          }
          if (outcome.createdUserId !== null) await claimKeptProfile(ctx, outcome.createdUserId);
          await keepDevice(outcome.session.device);
          // What next-auth calls the user's id becomes the session's: see `jwt`.
          user.id = outcome.session.id;
          return true;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          return error.code === "identity_unverified"
            ? "/sign-in?error=unverified"
            : "/sign-in?error=AccessDenied";
        }
      },
      // `user` is there at sign-in only.
      jwt: ({ token, user }) => {
        const sid = user?.id ?? token.sid;
        return typeof sid === "string" ? { sid } : {};
      },
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

/** A sign-up takes along what was answered in this browser before, as one by e-mail does. */
async function claimKeptProfile(ctx: Context, user_id: string): Promise<void> {
  const token = await keptProfileToken();
  if (token === null) return;
  const { claimed } = await claimProfile(ctx, { user_id, token });
  if (claimed) await forgetProfileToken();
}

function saysVerified(profile: Profile | undefined): boolean {
  return profile !== undefined && "email_verified" in profile && profile.email_verified === true;
}
