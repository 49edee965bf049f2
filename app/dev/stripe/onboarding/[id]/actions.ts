"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/app/action";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formAction } from "@/app/form-action";
import { OnboardingInput } from "@/lib/vendors/stripe/hosted-inputs";

export const complete = formAction(
  visitorAction("write", OnboardingInput, async (ctx, input): Promise<null> => {
    const { url } = await askHosted(({ completeHostedOnboarding }) => completeHostedOnboarding(ctx, input));
    redirect(url);
  }),
);
