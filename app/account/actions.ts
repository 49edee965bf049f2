"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { userAction } from "@/app/action";
import { plainAction } from "@/app/form-action";
import { clearSessionCookie, rememberPartner } from "@/app/session-cookies";
import { choosePartner } from "@/lib/accounts/choose-partner";
import { signOut as endSession } from "@/lib/accounts/sign-out";
import { stopImpersonation } from "@/lib/accounts/stop-impersonation";

/** Ends this browser's session: `<form action={signOut}>`. */
export const signOut = plainAction(
  userAction(z.unknown(), async (ctx): Promise<null> => {
    if (ctx.sessionId !== undefined) await endSession(ctx, { session_id: ctx.sessionId });
    await clearSessionCookie();
    redirect("/sign-in");
  }),
);

/** Goes on as a member of another of one's partners; remembered in this browser. Throws NotFound. */
export const switchPartner = userAction(
  z.object({ partner_id: z.uuid() }),
  async (ctx, input): Promise<{ company_name: string }> => {
    const { partnerId, companyName } = await choosePartner(ctx, input);
    await rememberPartner(partnerId);
    return { company_name: companyName };
  },
);

/** Gives an admin their own eyes back, in this browser; nothing happens where the hour is over already. */
export const stopImpersonating = plainAction(
  userAction(z.unknown(), async (ctx): Promise<null> => {
    if (ctx.actor.impersonatorId !== undefined) await stopImpersonation(ctx);
    return null;
  }),
);
