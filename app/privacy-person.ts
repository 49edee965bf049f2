import { redirect } from "next/navigation";
import { cache } from "react";
import { visit } from "@/app/request-context";
import { keptProfileToken, sessionIdOfCookie } from "@/app/session-cookies";
import { findPrivacySession } from "@/lib/identity/accounts/find-session";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import type { ActionCaller } from "@/lib/partners/rate-limits/action-limits";
import { findBrowserProfile, findUserProfile } from "@/lib/people/profiles/find-profile";

/** A person in the privacy centre. */
export interface AtPrivacy {
  ctx: PrivacyContext;
  caller: ActionCaller;
  /** Of whom is signed in. */
  account: { email: string; hasPassword: boolean; suspended: boolean } | null;
}

/**
 * Whose data the privacy centre shows: the account's of who is signed in, also where it is suspended, else what this browser
 * holds; null for a stranger, and for an admin who looks through another's eyes.
 */
export const currentPrivacyPerson = cache(async (): Promise<AtPrivacy | null> => {
  const { ctx } = await visit();
  const { limiter, address } = ctx;
  const sessionId = await sessionIdOfCookie();
  const found = sessionId === null ? null : await findPrivacySession(ctx, { session_id: sessionId });
  if (found !== null) {
    const { person, suspended } = found;
    if (person.impersonation !== null) return null;
    const { user } = person;
    const actor = { type: "user", id: user.id } as const;
    const account: AccountContext = { ...ctx, actor, userId: user.id, sessionId: person.sessionId };
    const profileId = await findUserProfile(ctx, { user_id: user.id });
    return {
      ctx: { ...ctx, actor, userId: user.id, profileId, account },
      caller: { limiter, address, userId: user.id },
      account: { email: user.email, hasPassword: user.hasPassword, suspended },
    };
  }
  const token = await keptProfileToken();
  const profileId = token === null ? null : await findBrowserProfile(ctx, { token });
  if (profileId === null) return null;
  return {
    ctx: { ...ctx, userId: null, profileId, account: null },
    caller: { limiter, address, userId: `profile:${profileId}` },
    account: null,
  };
});

/** The same for what only a person of whom something is held can do; anyone else is sent to the centre, which explains. */
export async function requirePrivacyPerson(): Promise<AtPrivacy> {
  return (await currentPrivacyPerson()) ?? redirect("/privacy");
}
