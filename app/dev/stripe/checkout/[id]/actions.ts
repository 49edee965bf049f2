"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import {
  answerCheckoutAuthentication,
  applyCheckoutCode,
  CheckoutAnswerInput,
  CheckoutCodeInput,
  CheckoutInput,
  CheckoutPayInput,
  type Onward,
  payHostedCheckout,
  removeCheckoutCode,
} from "@/lib/vendors/stripe/stand-in/hosted-checkout";

/** Leads the browser on where the step ended the checkout. */
function leadingOn<I>(step: (ctx: Context, input: I) => Promise<Onward>) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await step(ctx, input);
    if (url !== null) redirect(url);
    return null;
  };
}

export const pay = formAction(
  visitorAction("write", CheckoutPayInput, leadingOn<z.output<typeof CheckoutPayInput>>(payHostedCheckout)),
);

export const authenticate = formAction(
  visitorAction(
    "write",
    CheckoutAnswerInput,
    leadingOn<z.output<typeof CheckoutAnswerInput>>(answerCheckoutAuthentication),
  ),
);

export const applyCode = formAction(visitorAction("write", CheckoutCodeInput, applyCheckoutCode));

export const removeCode = formAction(visitorAction("write", CheckoutInput, removeCheckoutCode));
