"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import {
  addPortalCard,
  answerPortalAuthentication,
  cancelInPortal,
  choosePortalCard,
  PortalAnswerInput,
  PortalCancelInput,
  PortalCardInput,
  PortalMethodInput,
  type PortalOnward,
  PortalSubscriptionInput,
  removePortalCard,
  resumeInPortal,
} from "@/lib/vendors/stripe/stand-in/hosted-portal";

/** Leads on where what the session was opened for is done; otherwise to the page's beginning. */
function leadingOn<I extends { id: string }>(step: (ctx: Context, input: I) => Promise<PortalOnward>) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await step(ctx, input);
    redirect(url ?? `/dev/stripe/portal/${input.id}`);
  };
}

export const addCard = formAction(visitorAction("write", PortalCardInput, leadingOn(addPortalCard)));
export const authenticateCard = formAction(
  visitorAction("write", PortalAnswerInput, leadingOn(answerPortalAuthentication)),
);
export const chooseCard = formAction(visitorAction("write", PortalMethodInput, choosePortalCard));
export const removeCard = formAction(visitorAction("write", PortalMethodInput, removePortalCard));
export const cancel = formAction(visitorAction("write", PortalCancelInput, leadingOn(cancelInPortal)));
export const resume = formAction(visitorAction("write", PortalSubscriptionInput, resumeInPortal));
