"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { privacyAction, visitorAction } from "@/app/action";
import { formAction, plainAction } from "@/app/form-action";
import { clearSessionCookie } from "@/app/session-cookies";
import { signOut } from "@/lib/identity/accounts/sign-out";
import { grantConsent } from "@/lib/identity/consent/grant-consent";
import { GrantConsent, WithdrawConsent } from "@/lib/identity/consent/schemas";
import { cancelDeletion, cancelDeletionByToken } from "@/lib/identity/privacy/cancel-deletion";
import { getDeletion } from "@/lib/identity/privacy/find-deletion";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { DeletionToken, RequestDeletion } from "@/lib/identity/privacy/schemas";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import type { ProfileContext } from "@/lib/platform/context";
import { PRIVACY } from "@/lib/registry";

/** Consents belong to answers: an account without any gets a place for them. */
async function withProfile(ctx: PrivacyContext): Promise<ProfileContext> {
  const { userId, profileId } = ctx;
  if (profileId !== null) return { ...ctx, profileId };
  if (userId === null) redirect("/privacy");
  return { ...ctx, userId, profileId: await ensureUserProfile(ctx, { user_id: userId }) };
}

export const grant = formAction(
  privacyAction("write", GrantConsent, async (ctx, input) => grantConsent(await withProfile(ctx), input)),
);

export const withdraw = formAction(
  privacyAction("revoke", WithdrawConsent, async (ctx, input) =>
    withdrawConsent(await withProfile(ctx), input),
  ),
);

export const askForDeletion = formAction(
  privacyAction("mail", RequestDeletion, (ctx, input) => requestDeletion(ctx, input, PRIVACY)),
);

export const keepEverything = formAction(privacyAction("revoke", z.strictObject({}), cancelDeletion));

/** By the link in the email, signed in or not. */
export const openDeletion = formAction(
  visitorAction("read", DeletionToken, async (ctx, input) => ({
    ...input,
    deletion: await getDeletion(ctx, input),
  })),
);

export const cancelByLink = formAction(
  visitorAction("revoke", DeletionToken, async (ctx, input) => {
    await cancelDeletionByToken(ctx, input);
    return { ...input, deletion: await getDeletion(ctx, input) };
  }),
);

/** Signs out also whom nothing but the privacy centre is open to. */
export const leavePrivacy = plainAction(
  privacyAction("revoke", z.unknown(), async ({ account }): Promise<null> => {
    if (account?.sessionId !== undefined) await signOut(account, { session_id: account.sessionId });
    await clearSessionCookie();
    redirect("/privacy");
  }),
);
