"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { userAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import {
  forgetProfileToken,
  forgetStep,
  keepStep,
  keptProfileToken,
  keptStep,
  setSessionCookie,
} from "@/app/session-cookies";
import { completeSignIn } from "@/lib/identity/accounts/complete-sign-in";
import { completeSignUp } from "@/lib/identity/accounts/complete-sign-up";
import { confirmEmailChange } from "@/lib/identity/accounts/confirm-email-change";
import { connectIdentity, connectOwnIdentity } from "@/lib/identity/accounts/connect-identity";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { requestPasswordReset } from "@/lib/identity/accounts/request-password-reset";
import { requestSignInLink } from "@/lib/identity/accounts/request-sign-in-link";
import { resetPassword } from "@/lib/identity/accounts/reset-password";
import {
  AskForMail,
  CompleteSignUp,
  ConnectIdentity,
  ResetPassword,
  SecondStep,
  SignIn,
  SignUp,
  UseLink,
} from "@/lib/identity/accounts/schemas";
import { signInWithLink } from "@/lib/identity/accounts/sign-in-with-link";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { startSignUp } from "@/lib/identity/accounts/start-sign-up";
import { claimReserved, reserveClaim } from "@/lib/people/profiles/claim-profile";
import { findBrowserProfile } from "@/lib/people/profiles/find-profile";
import { finishSignIn } from "./finish-sign-in";
import { startIdentity } from "./start-identity";

const WithNext = z.object({ next: z.string().optional() });

export const signIn = formAction(
  visitorAction("write", SignIn, async (ctx, { next, ...input }): Promise<null> => {
    return finishSignIn(await signInWithPassword(ctx, input), next, ctx.clock.now());
  }),
);

/** The second step: a code from the app, for the first step that this browser has done. */
export const enterCode = formAction(
  visitorAction("write", SecondStep, async (ctx, { code, next }): Promise<null> => {
    const challenge = (await keptStep("secondStep")) ?? "";
    const session = await completeSignIn(ctx, { challenge, code });
    await forgetStep("secondStep");
    return finishSignIn({ kind: "session", session }, next, ctx.clock.now());
  }),
);

export const mailLink = formAction(visitorAction("mail", AskForMail, requestSignInLink));

export const followLink = formAction(
  visitorAction("write", UseLink.extend(WithNext.shape), async (ctx, { token, next }): Promise<null> => {
    return finishSignIn(await signInWithLink(ctx, { token }), next, ctx.clock.now());
  }),
);

export const mailReset = formAction(visitorAction("mail", AskForMail, requestPasswordReset));

export const choosePassword = formAction(
  visitorAction("write", ResetPassword, async (ctx, input): Promise<null> => {
    return finishSignIn(await resetPassword(ctx, input), undefined, ctx.clock.now());
  }),
);

/** In the browser that is signed in to the account which is to have the address. */
export const confirmEmail = formAction(userAction("write", UseLink, confirmEmailChange));

/** Connects the site that this browser has signed in at to the account with its address, by that account's password. */
export const connect = formAction(
  visitorAction(
    "write",
    ConnectIdentity.extend(WithNext.shape),
    async (ctx, { next, ...input }): Promise<null> => {
      const outcome = await connectIdentity(ctx, { ...input, pending: (await keptStep("connect")) ?? "" });
      await forgetStep("connect");
      return finishSignIn(outcome, next, ctx.clock.now());
    },
  ),
);

/** The same for whoever is signed in to that account already. */
export const connectOwn = formAction(
  userAction(
    "write",
    ConnectIdentity.extend(WithNext.shape),
    async (ctx, { next, ...input }): Promise<null> => {
      await connectOwnIdentity(ctx, { ...input, pending: (await keptStep("connect")) ?? "" });
      await forgetStep("connect");
      redirect(ownPath(next, "/account/security"));
    },
  ),
);

/** Who is invited joins a team that there is, a person signs up for themselves, and everybody else names a company. */
const SignUpForm = z.discriminatedUnion("joins", [
  SignUp.omit({ company_name: true, use_case: true }).extend({ joins: z.enum(["team", "nobody"]) }),
  SignUp.required({ company_name: true }).extend({ joins: z.literal("own") }),
]);

export const signUp = formAction(
  visitorAction("mail", SignUpForm, async (ctx, { joins: _, ...input }): Promise<null> => {
    const { id, proof, expiresAt } = await startSignUp(ctx, input);
    const token = await keptProfileToken();
    const profileId = token === null ? null : await findBrowserProfile(ctx, { token });
    if (profileId !== null) await reserveClaim(ctx, { sign_up_id: id, profile_id: profileId });
    await keepStep("signUp", proof, expiresAt);
    redirect("/sign-up/verify");
  }),
);

/** Finishes a sign-up and signs in. Where a partner was made its first key comes back, this once. */
export const finishSignUp = formAction(
  visitorAction("write", CompleteSignUp, async (ctx, input) => {
    const proof = (await keptStep("signUp")) ?? undefined;
    const { signUpId, userId, session, partner, nextPath } = await completeSignUp(ctx, { ...input, proof });
    await forgetStep("signUp");
    const { claimed } = await claimReserved(ctx, { sign_up_id: signUpId, user_id: userId });
    // The code may have been entered in a browser that holds answers of its own: those stay where they are.
    const token = claimed ? await keptProfileToken() : null;
    if (token !== null && (await findBrowserProfile(ctx, { token })) === null) await forgetProfileToken();
    await setSessionCookie(session, ctx.clock.now());
    if (partner === null) redirect(ownPath(nextPath));
    return { company_name: partner.companyName, test_key: partner.testKey, next: ownPath(nextPath) };
  }),
);

/** Goes to another site to sign in there. */
export const signInElsewhere = formAction(
  visitorAction(
    "write",
    WithNext.extend({ provider: z.enum(["google", "github"]) }),
    async (_ctx, { provider, next }): Promise<null> => startIdentity(provider, ownPath(next)),
  ),
);
