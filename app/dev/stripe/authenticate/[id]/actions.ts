"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/app/action";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formAction } from "@/app/form-action";
import { AuthenticationAnswerInput } from "@/lib/vendors/stripe/hosted-inputs";

export const answer = formAction(
  visitorAction("write", AuthenticationAnswerInput, async (ctx, input): Promise<null> => {
    const { url } = await askHosted(({ answerAuthentication }) => answerAuthentication(ctx, input));
    if (url !== null) redirect(url);
    return null;
  }),
);
