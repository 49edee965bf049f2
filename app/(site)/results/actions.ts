"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { profileAction, userAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { forgetProfileToken, keptProfileToken } from "@/app/session-cookies";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { deleteResult } from "@/lib/people/results/delete-result";
import { OneResult } from "@/lib/people/results/schemas";

export const removeResult = profileAction("write", OneResult, deleteResult);

/** Adds what this browser holds to the account of who is signed in. */
export const addToAccount = formAction(
  userAction("write", z.strictObject({}), async (ctx): Promise<null> => {
    const token = await keptProfileToken();
    if (token !== null) {
      await claimProfile(ctx, { user_id: ctx.userId, token });
      await forgetProfileToken();
    }
    redirect("/results");
  }),
);
