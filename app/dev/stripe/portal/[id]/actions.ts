"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { visitorAction } from "@/app/action";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import type { StripeStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import {
  PortalAnswerInput,
  PortalCancelInput,
  PortalCardInput,
  PortalMethodInput,
  PortalSubscriptionInput,
} from "@/lib/vendors/stripe/hosted-inputs";

/** Leads on where what the session was opened for is done; otherwise to the page's beginning. */
function leadingOn<I extends { id: string }>(
  step: (standIn: StripeStandIn) => (ctx: Context, input: I) => Promise<{ url: string | null }>,
) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await askHosted((standIn) => step(standIn)(ctx, input));
    redirect(url ?? `/dev/stripe/portal/${input.id}`);
  };
}

export const addCard = formAction(
  visitorAction(
    "write",
    PortalCardInput,
    leadingOn<z.output<typeof PortalCardInput>>(({ addPortalCard }) => addPortalCard),
  ),
);
export const authenticateCard = formAction(
  visitorAction(
    "write",
    PortalAnswerInput,
    leadingOn<z.output<typeof PortalAnswerInput>>(
      ({ answerPortalAuthentication }) => answerPortalAuthentication,
    ),
  ),
);
export const chooseCard = formAction(
  visitorAction("write", PortalMethodInput, (ctx, input) =>
    askHosted(({ choosePortalCard }) => choosePortalCard(ctx, input)),
  ),
);
export const removeCard = formAction(
  visitorAction("write", PortalMethodInput, (ctx, input) =>
    askHosted(({ removePortalCard }) => removePortalCard(ctx, input)),
  ),
);
export const cancel = formAction(
  visitorAction(
    "write",
    PortalCancelInput,
    leadingOn<z.output<typeof PortalCancelInput>>(({ cancelInPortal }) => cancelInPortal),
  ),
);
export const resume = formAction(
  visitorAction("write", PortalSubscriptionInput, (ctx, input) =>
    askHosted(({ resumeInPortal }) => resumeInPortal(ctx, input)),
  ),
);
