"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import {
  AuthenticationAnswerInput,
  answerAuthentication,
} from "@/lib/vendors/stripe/stand-in/hosted-authentication";

export const answer = formAction(
  visitorAction("write", AuthenticationAnswerInput, async (ctx, input): Promise<null> => {
    const { url } = await answerAuthentication(ctx, input);
    if (url !== null) redirect(url);
    return null;
  }),
);
