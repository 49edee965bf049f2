"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { profileAction, userAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { forgetProfileToken, keptProfileToken } from "@/app/session-cookies";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { deleteResult } from "@/lib/people/results/delete-result";
import { OneResult } from "@/lib/people/results/schemas";

/** Removes one result and shows those that are left. */
export const removeResult = formAction(
  profileAction("write", OneResult, async (ctx, input): Promise<null> => {
    await deleteResult(ctx, input);
    redirect("/results");
  }),
);

export const stopIntimacy = formAction(
  profileAction("write", z.strictObject({}), (ctx) =>
    withdrawConsent(ctx, { purpose: "intimacy" }, "results"),
  ),
);

export const stopCounting = formAction(
  profileAction("write", z.strictObject({}), (ctx) => withdrawConsent(ctx, { purpose: "norms" }, "results")),
);

/** Removes everything that was answered, in this browser or by this account. */
export const removeEverything = formAction(
  profileAction("revoke", z.strictObject({}), async (ctx) => {
    const deleted = await deleteProfile(ctx);
    if (ctx.userId === null) await forgetProfileToken();
    return deleted;
  }),
);

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
