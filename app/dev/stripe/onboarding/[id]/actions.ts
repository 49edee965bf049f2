"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { completeHostedOnboarding, OnboardingInput } from "@/lib/vendors/stripe/stand-in/hosted-onboarding";

export const complete = formAction(
  visitorAction("write", OnboardingInput, async (ctx, input): Promise<null> => {
    const { url } = await completeHostedOnboarding(ctx, input);
    redirect(url);
  }),
);
