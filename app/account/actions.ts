"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { type Action, userAction } from "@/app/action";
import { formAction, plainAction } from "@/app/form-action";
import { clearSessionCookie } from "@/app/session-cookies";
import { changeName } from "@/lib/identity/accounts/change-name";
import { changePassword } from "@/lib/identity/accounts/change-password";
import { createAccessToken } from "@/lib/identity/accounts/create-access-token";
import { disableTotp } from "@/lib/identity/accounts/disable-totp";
import { disconnectIdentity } from "@/lib/identity/accounts/disconnect-identity";
import { enableTotp } from "@/lib/identity/accounts/enable-totp";
import { renewRecoveryCodes } from "@/lib/identity/accounts/renew-recovery-codes";
import { requestEmailChange } from "@/lib/identity/accounts/request-email-change";
import { revokeAccessToken } from "@/lib/identity/accounts/revoke-access-token";
import { revokeOtherSessions } from "@/lib/identity/accounts/revoke-other-sessions";
import { revokeSession } from "@/lib/identity/accounts/revoke-session";
import {
  ChangeEmail,
  ChangeName,
  ChangePassword,
  ConfirmSelf,
  CreateAccessToken,
  DisconnectIdentity,
  EnableTotp,
  RevokeAccessToken,
  RevokeSession,
  StartTotp,
} from "@/lib/identity/accounts/schemas";
import { signOut as endSession } from "@/lib/identity/accounts/sign-out";
import { startTotp } from "@/lib/identity/accounts/start-totp";
import { stopImpersonation } from "@/lib/identity/accounts/stop-impersonation";
import { drawQrCode } from "./qr-code";

/** Ends this browser's session. */
export const signOut: Action<null> = userAction(
  "revoke",
  z.unknown(),
  async (ctx): Promise<null> => {
    if (ctx.sessionId !== undefined) await endSession(ctx, { session_id: ctx.sessionId });
    await clearSessionCookie();
    return null;
  },
  { onlyReads: true },
);

/** The same as a form without scripts does it: `<form action={leave}>`. */
export const leave = plainAction(
  userAction(
    "revoke",
    z.unknown(),
    async (): Promise<null> => {
      await signOut();
      redirect("/sign-in");
    },
    { onlyReads: true },
  ),
);

/** Gives an admin their own eyes back, in this browser; nothing happens where the hour is over already. */
export const stopImpersonating = plainAction(
  userAction(
    "revoke",
    z.unknown(),
    async (ctx): Promise<null> => {
      if (ctx.actor.impersonatorId !== undefined) await stopImpersonation(ctx);
      return null;
    },
    { onlyReads: true },
  ),
);

export const rename = formAction(userAction("write", ChangeName, changeName));
export const askToChangeEmail = formAction(userAction("mail", ChangeEmail, requestEmailChange));
export const newPassword = formAction(userAction("write", ChangePassword, changePassword));

/** Begins to set up an authenticator app, and draws what it scans. */
export const beginTotp = formAction(
  userAction("write", StartTotp, async (ctx, input) => {
    const { secret, uri } = await startTotp(ctx, input);
    return { secret, qr: await drawQrCode(uri) };
  }),
);
export const confirmTotp = formAction(userAction("write", EnableTotp, enableTotp));
export const endTotp = formAction(userAction("write", ConfirmSelf, disableTotp));
export const newRecoveryCodes = formAction(userAction("write", ConfirmSelf, renewRecoveryCodes));
export const disconnectSite = formAction(userAction("revoke", DisconnectIdentity, disconnectIdentity));

export const endOneSession = formAction(userAction("revoke", RevokeSession, revokeSession));
export const endOtherSessions = formAction(userAction("revoke", z.unknown(), revokeOtherSessions));

export const makeToken = formAction(
  userAction("write", CreateAccessToken, async (ctx, input) => {
    const { name, token } = await createAccessToken(ctx, input);
    return { name, token };
  }),
);
export const endToken = formAction(userAction("revoke", RevokeAccessToken, revokeAccessToken));
