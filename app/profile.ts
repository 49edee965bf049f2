import { redirect } from "next/navigation";
import { cache } from "react";
import { visit } from "@/app/request-context";
import { currentUser } from "@/app/session";
import { keepProfileToken, keptProfileToken } from "@/app/session-cookies";
import { type ActionCaller, takeAction } from "@/lib/partners/rate-limits/action-limits";
import { createProfile, ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { findUserProfile } from "@/lib/people/profiles/find-profile";
import { openBrowserProfile } from "@/lib/people/profiles/open-browser-profile";
import type { ProfileContext } from "@/lib/platform/context";

/** Somebody who answers questions, and whom their actions are counted for. */
export interface AtHome {
  ctx: ProfileContext;
  caller: ActionCaller;
}

/** Whose answers this browser shows: the account's of who is signed in, else its own; null before anything is begun. */
export const currentProfile = cache(async (): Promise<AtHome | null> => {
  const { ctx } = await visit();
  // An admin who looks through somebody's eyes sees the portal, never what that person answered.
  const signedIn = await currentUser();
  const user = signedIn?.impersonation === null ? signedIn.user : null;
  const token = user === null && signedIn === null ? await keptProfileToken() : null;
  const profileId =
    user !== null
      ? await findUserProfile(ctx, { user_id: user.id })
      : token === null
        ? null
        : await openBrowserProfile(ctx, { token });
  return profileId === null ? null : atHome(profileId, user?.id ?? null);
});

/** The same for what only somebody who has begun can do; anybody else is sent to begin, and told why. */
export async function requireProfile(): Promise<AtHome> {
  return (await currentProfile()) ?? redirect("/assessment?missing=1");
}

/** The same, beginning where nothing has been begun: an account gets its profile, a browser its token. */
export async function enterProfile(): Promise<AtHome> {
  const found = await currentProfile();
  const signedIn = await currentUser();
  if (found !== null) {
    // What is used goes on: the profile by being opened, its cookie here, where one can be set.
    const token = signedIn === null ? await keptProfileToken() : null;
    if (token !== null) await keepProfileToken(token);
    return found;
  }
  const { ctx } = await visit();
  if (signedIn !== null) {
    if (signedIn.impersonation !== null) redirect("/partner");
    return atHome(await ensureUserProfile(ctx, { user_id: signedIn.user.id }), signedIn.user.id);
  }
  // Each is kept for a week at least, so a flood of them from one network is stopped sooner than other writes.
  await takeAction({ limiter: ctx.limiter, address: ctx.address }, "begin", ctx.clock.now());
  const { profileId, browser } = await createProfile(ctx);
  await keepProfileToken(browser.token);
  return atHome(profileId, null);
}

async function atHome(profileId: string, userId: string | null): Promise<AtHome> {
  const { ctx } = await visit();
  const { requestId, clock, db, log, ip, limiter, address } = ctx;
  const actor = userId === null ? ({ type: "anonymous" } as const) : ({ type: "user", id: userId } as const);
  return {
    ctx: { requestId, actor, clock, db, log, ip, profileId, userId },
    caller: { limiter, address, userId: userId ?? `profile:${profileId}` },
  };
}
