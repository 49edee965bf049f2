"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { ownPath } from "@/app/own-path";
import { setSessionCookie } from "@/app/session-cookies";
import { SignIn } from "@/lib/accounts/schemas";
import { signInWithPassword } from "@/lib/accounts/sign-in-with-password";

const WithNext = SignIn.extend({ next: z.string().optional() });

/** Signs in by password and goes on to where the person was going. */
export const signIn = formAction(
  visitorAction(WithNext, async (ctx, { next, ...input }): Promise<null> => {
    const session = await signInWithPassword(ctx, input);
    await setSessionCookie(session, ctx.clock.now());
    redirect(ownPath(next));
  }),
);
