"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { visitorAction } from "@/app/action";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import type { StripeStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import {
  CheckoutAnswerInput,
  CheckoutCodeInput,
  CheckoutInput,
  CheckoutPayInput,
} from "@/lib/vendors/stripe/hosted-inputs";

/** Leads the browser on where the step ended the checkout. */
function leadingOn<I>(
  step: (standIn: StripeStandIn) => (ctx: Context, input: I) => Promise<{ url: string | null }>,
) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await askHosted((standIn) => step(standIn)(ctx, input));
    if (url !== null) redirect(url);
    return null;
  };
}

export const pay = formAction(
  visitorAction(
    "write",
    CheckoutPayInput,
    leadingOn<z.output<typeof CheckoutPayInput>>(({ payHostedCheckout }) => payHostedCheckout),
  ),
);

export const authenticate = formAction(
  visitorAction(
    "write",
    CheckoutAnswerInput,
    leadingOn<z.output<typeof CheckoutAnswerInput>>(
      ({ answerCheckoutAuthentication }) => answerCheckoutAuthentication,
    ),
  ),
);

export const applyCode = formAction(
  visitorAction("write", CheckoutCodeInput, (ctx, input) =>
    askHosted(({ applyCheckoutCode }) => applyCheckoutCode(ctx, input)),
  ),
);

export const removeCode = formAction(
  visitorAction("write", CheckoutInput, (ctx, input) =>
    askHosted(({ removeCheckoutCode }) => removeCheckoutCode(ctx, input)),
  ),
);
